import json

import pytest
from django.db import DatabaseError
from django.urls import reverse

from wellread.review.keys import signing_key

pytestmark = pytest.mark.django_db


def test_crawlers_keep_out_of_the_admin_and_of_filters(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /review/",
        "Disallow: /articles/?*&",
        "Disallow: /articles/?q=",
        "Disallow: /articles/?sort=",
        "Disallow: /answers/?",
        "Disallow: /suggest",
        "Disallow: /es/articles/?*&",
        "Disallow: /es/articles/?q=",
        "Disallow: /es/articles/?sort=",
        "Disallow: /es/answers/?",
        "Disallow: /es/suggest",
        "",
        "Sitemap: http://localhost:8000/sitemap.xml",
    ]


def test_the_server_lives(client):
    response = client.get("/health/live")

    assert (response.status_code, response.content) == (200, b"live")


def test_the_server_is_ready(client):
    assert client.get("/health/ready").status_code == 200


def test_without_its_database_the_server_lives_but_is_not_ready(client, monkeypatch):
    def broken() -> int:
        raise DatabaseError("gone")

    monkeypatch.setattr("wellread.website.views.machines.last_change", broken)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert client.get("/health/live").status_code == 200


def test_the_public_key_is_public_and_the_private_is_not(client):
    response = client.get("/.well-known/jwks.json")

    [key] = json.loads(response.content)["keys"]
    assert response.headers["Content-Type"] == "application/jwk-set+json"
    assert key["x"] == signing_key().as_dict(private=False)["x"]
    assert "d" not in key


@pytest.mark.parametrize("address", ["/es/health/live", "/es/robots.txt", "/es/.well-known/jwks.json"])
def test_machines_need_no_language(client, address):
    assert client.get(address, follow=True).status_code == 404


def test_images_have_one_address_in_all_languages():
    assert reverse("image", args=["0" * 64 + ".png"]) == "/images/" + "0" * 64 + ".png"
