"""What a reader is offered who came to an address where nothing is."""

import pytest
from django.db import DatabaseError
from django.test import Client

from tests.factories import make_published
from tests.website.builders import read
from wellread.discovery import near
from wellread.discovery.models import SoughtWords
from wellread.engine.errors import EngineError

pytestmark = pytest.mark.django_db


def offered(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 404
    found = [one["href"] for one in read(response).all("a")]
    return [one for one in found if "/articles/" in one and not one.endswith("/articles/")]


@pytest.mark.parametrize(
    "address",
    [
        "/articles/sleep-during-treatment/",
        "/articles/sleep-during-cancer-treatmnt/",
        "/en/library/Sleep_during_cancer_treatment/",
        "/sleep%20during%20cancer%20treatment/",
    ],
)
def test_an_address_with_a_slip_leads_to_the_article_that_was_meant(client, address):
    make_published(title="Sleep during cancer treatment")
    make_published(title="Parking and rides")

    assert offered(client, address) == ["/articles/sleep-during-cancer-treatment/"]


@pytest.mark.parametrize(
    "address", ["/wp-login.php", "/.env", "/12345/", "/a/b/", "/images/x.png", "/%00%FF/", "/" + "x" * 3000 + "/"]
)
def test_programs_that_try_doors_are_offered_nothing(client, address):
    make_published(title="Sleep during cancer treatment")

    assert offered(client, address) == []


def test_an_article_in_another_language_is_not_offered(client):
    make_published(title="Sleep during cancer treatment")

    assert offered(client, "/es/articles/sleep-during-treatment/") == []


def test_without_an_index_the_page_still_helps(client, monkeypatch):
    def broken(*args, **kwargs):
        raise EngineError("gone")

    monkeypatch.setattr(near, "search_in_index", broken)
    make_published(title="Sleep during cancer treatment")

    assert offered(client, "/articles/sleep-during-treatment/") == []


def test_an_address_is_nothing_that_was_sought_in_vain(client):
    client.get("/articles/gallstones-and-pregnancy/")

    assert not SoughtWords.objects.exists()


def test_what_an_address_does_not_take_is_said_on_a_page(client):
    response = client.post("/privacy/")

    page = read(response)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert "This address can only be read" in page.text
    assert page.all("header") and page.all("input", name="q")


def test_programs_are_told_of_it_in_their_own_way(client):
    response = client.post("/api/v1/facets")

    assert response.status_code == 405
    assert b"<html" not in response.content


def test_trouble_without_a_database_is_told_plainly(monkeypatch):
    def gone(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr("wellread.website.error_pages.render_page", gone)

    response = Client().post("/privacy/")

    assert response.status_code == 405
    assert "This address can only be read" in read(response).text
