from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import TermFactory, make_published
from tests.website.builders import read
from wellread.articles.models import InstitutionSettings
from wellread.review.models import ReviewPolicy
from wellread.website.review_numbers import ReviewNumbers, review_numbers

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


def test_how_we_review_tells_how_the_library_stands_today(client):
    make_published()
    make_published()
    make_published(signed=False)
    make_published(language="es")

    numbers = review_numbers("en", today=timezone.localdate())
    late = review_numbers("en", today=timezone.localdate() + timedelta(days=4000))

    assert numbers == ReviewNumbers(total=3, current=2, overdue=0, reported=0, unreviewed=1)
    assert late == ReviewNumbers(total=3, current=0, overdue=2, reported=0, unreviewed=1)
    assert "All articles in this language 3" in read(client.get("/about/review/")).text


def test_an_empty_library_counts_nothing(client):
    assert "All articles in this language" not in read(client.get("/about/review/")).text


@pytest.mark.parametrize("address", ["/privacy/", "/accessibility/"])
def test_readers_learn_whom_to_write_to(client, address):
    InstitutionSettings.objects.create(email="library@example.org")

    assert read(client.get(address)).all("a", href="mailto:library@example.org")


@pytest.mark.parametrize("address", ["/about/review/", "/privacy/", "/accessibility/"])
def test_the_pages_about_the_library_stand_without_anything_set(client, address):
    assert client.get(address).status_code == 200
