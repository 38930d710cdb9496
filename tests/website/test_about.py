import pytest

from tests.website.builders import read
from wellread.articles.models import InstitutionSettings

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


@pytest.mark.parametrize("address", ["/privacy/", "/accessibility/"])
def test_readers_learn_whom_to_write_to(client, address):
    InstitutionSettings.objects.create(email="library@example.org")

    assert read(client.get(address)).all("a", href="mailto:library@example.org")


@pytest.mark.parametrize("address", ["/about/review/", "/privacy/", "/accessibility/"])
def test_the_pages_about_the_library_stand_without_anything_set(client, address):
    assert client.get(address).status_code == 200
