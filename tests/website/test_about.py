import pytest

from tests.factories import TermFactory
from tests.website.builders import read
from wellread.articles.models import InstitutionSettings
from wellread.review.models import ReviewPolicy

pytestmark = pytest.mark.django_db


def test_how_we_review_names_every_state_and_the_months(client, settings):
    settings.WELLREAD_REVIEW_MONTHS = 24

    page = read(client.get("/about/review/"))

    assert "due again after 24 months" in page.text
    assert {one["data-review"] for one in page.all("li") if "data-review" in one} == {
        "current",
        "overdue",
        "reported",
        "none",
    }


@pytest.mark.parametrize(
    ("grace", "withdraw", "sentences"),
    [
        (30, 0, ["late by more than 30 days"]),
        (1, 90, ["late by more than 1 day,", "After 90 days without a new review we take the page down."]),
        (0, 0, ["From that day on we no longer answer"]),
    ],
)
def test_what_follows_from_an_overdue_review_is_published(client, settings, grace, withdraw, sentences):
    settings.WELLREAD_OVERDUE_GRACE_DAYS, settings.WELLREAD_OVERDUE_WITHDRAW_DAYS = grace, withdraw

    text = read(client.get("/about/review/")).text

    assert all(sentence in text for sentence in sentences)
    assert ("take the page down" in text) is bool(withdraw)
    assert "more often" not in text


def test_topics_that_are_reviewed_more_often_are_told_of(client):
    ReviewPolicy.objects.create(term=TermFactory(), months=12)

    assert "some after 12 months" in read(client.get("/about/review/")).text


@pytest.mark.parametrize("address", ["/privacy/", "/accessibility/"])
def test_readers_learn_whom_to_write_to(client, address):
    InstitutionSettings.objects.create(email="library@example.org")

    assert read(client.get(address)).all("a", href="mailto:library@example.org")


@pytest.mark.parametrize("address", ["/about/review/", "/privacy/", "/accessibility/"])
def test_the_pages_about_the_library_stand_without_anything_set(client, address):
    assert client.get(address).status_code == 200
