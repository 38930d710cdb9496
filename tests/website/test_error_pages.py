import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.test import Client

from tests.website.builders import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nothing-here", "/articles/nothing/", "/a/b/c/d/", "/es/articles/nada/", "/%00"])
def test_what_is_not_there_gets_a_page_that_helps(client, vocabulary, address):
    response = client.get(address, follow=True)

    page = read(response)
    assert response.status_code == 404
    assert page.all("input", name="q", type="search")
    assert len(page.all("a", href="/diseases/") + page.all("a", href="/es/diseases/")) == 2
    assert page.mistakes == []


def test_not_found_is_said_in_the_language_of_the_address(client, vocabulary):
    assert "En esta dirección no hay nada." in read(client.get("/es/nada/")).text


@pytest.mark.parametrize(
    ("trouble", "status", "words"),
    [
        (SuspiciousOperation("bad"), 400, "This request cannot be read"),
        (PermissionDenied("no"), 403, "This page is not open to you"),
    ],
)
@pytest.mark.parametrize("answers", [True, False])
def test_trouble_is_told_in_the_frame_of_all_pages_or_plainly(monkeypatch, trouble, status, words, answers):
    def raises() -> None:
        raise trouble

    def gone(*args: object, **kwargs: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("wellread.website.views.home.active_language", raises)
    if not answers:
        monkeypatch.setattr("wellread.website.frame.institution", gone)

    response = Client(raise_request_exception=False).get("/")

    page = read(response)
    assert response.status_code == status
    assert words in page.text
    assert page.mistakes == []
    assert bool(page.all("header")) is answers


@pytest.mark.parametrize("trouble", [DatabaseError("no such table"), RuntimeError("secret detail")])
def test_our_own_mistakes_are_told_plainly_and_without_the_database(monkeypatch, django_assert_num_queries, trouble):
    def raises() -> None:
        raise trouble

    monkeypatch.setattr("wellread.website.views.home.active_language", raises)
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        response = client.get("/")

    page = read(response)
    assert response.status_code == 500
    assert "We are sorry" in page.text
    assert "secret detail" not in page.text
    assert page.mistakes == []
    assert page.all("link", rel="stylesheet", href="/static/website/css/wellread.css")


def test_a_form_that_cannot_be_trusted_says_what_to_do(admin_user):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "admin", "password": "password"})

    assert response.status_code == 403
    assert "Go back, load the page again, and send it once more." in read(response).text


def test_a_host_that_is_not_ours_is_refused_plainly(client):
    response = client.get("/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert "This request cannot be read" in read(response).text
