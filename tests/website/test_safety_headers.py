"""What browsers are told to refuse, and that readers never get a cookie, wherever they go."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.factories import PersonFactory, make_published
from wellread.review.models import Attestation
from wellread.website.headers import ADMIN_POLICY, PUBLIC_POLICY

pytestmark = pytest.mark.django_db

NAMED = {"file": "0" * 64 + ".png", "token": "x" * 40, "number": "1", "path": "diseases"}


def public_addresses(resolver=None, before="/"):
    """Yield an address for every pattern outside the admin; what is not there answers 404, which counts as well."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = "" if isinstance(one.pattern, LocalePrefixPattern) else str(one.pattern)
        address = before + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: NAMED.get(found[1], "tired"), pattern)
        if address.startswith("/admin/"):
            continue
        if isinstance(one, URLResolver):
            yield from public_addresses(one, address)
        elif isinstance(one, URLPattern):
            yield re.sub(r"[\^$\\]", "", address)


@pytest.fixture
def everywhere(vocabulary):
    make_published(title="Tired", terms=[vocabulary["throat"]])
    PersonFactory(slug="tired")
    NAMED["number"] = str(Attestation.objects.get().pk)
    found = list(public_addresses())
    return [
        *found,
        *(f"/es{address}" for address in found),
        "/nothing-here",
        "/nothing-here/",
        "/%00",
        "/articles/%ff/",
    ]


def test_the_walk_goes_everywhere(everywhere):
    assert {"/", "/articles/tired/", "/api/v1/articles", "/robots.txt", "/health/ready", f"/review/{'x' * 40}/"} <= set(
        everywhere
    )


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete"])
def test_no_address_gives_a_reader_a_cookie_or_looks_at_one(method, client, everywhere):
    for address in everywhere:
        response = getattr(client, method)(address)

        assert not response.cookies, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address


def test_a_name_that_is_not_ours_gets_no_cookie_either(client):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert (response.status_code, len(response.cookies)) == (400, 0)


def test_every_answer_says_what_a_browser_must_refuse(client, everywhere):
    for address in everywhere:
        headers = client.get(address).headers
        # A browser's own viewer of PDF brings its own style.
        is_pdf = headers["Content-Type"] == "application/pdf"
        unsafe = "unsafe" in headers["Content-Security-Policy"] and not is_pdf

        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert not unsafe, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        # A guest's forms need an Origin, which browsers leave out under no-referrer.
        expected = "same-origin" if address.startswith("/review/") else "no-referrer"
        assert headers["Referrer-Policy"] == expected, address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "Cross-Origin-Resource-Policy" in headers, address
        assert "camera=()" in headers["Permissions-Policy"], address
        framed = headers.get("X-Frame-Options", "") + headers["Content-Security-Policy"]
        assert "SAMEORIGIN" in framed or "frame-ancestors 'self'" in framed, address


@pytest.mark.parametrize(
    "directive", ["default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'"]
)
def test_the_readers_policy_is_strict(directive):
    assert directive in PUBLIC_POLICY.split("; ")


def test_the_editors_policy_allows_neither_evaluated_text_nor_other_origins():
    assert "unsafe-eval" not in ADMIN_POLICY
    assert "http" not in ADMIN_POLICY
    assert "object-src 'none'" in ADMIN_POLICY


def test_the_admin_has_a_policy_of_its_own(client):
    headers = client.get("/admin/login/").headers

    assert headers["Content-Security-Policy"] == ADMIN_POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


def test_over_https_everything_stays_there(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000

    by_http = client.get("/articles/?page=1")
    by_https = client.get("/", secure=True)

    assert (by_http.status_code, by_http.headers["Location"]) == (301, "https://testserver/articles/?page=1")
    assert by_https.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" in by_https.headers["Content-Security-Policy"]


def test_without_https_nothing_is_upgraded(client):
    headers = client.get("/").headers

    assert "upgrade-insecure-requests" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_nobody_is_believed_who_claims_to_come_by_https_or_for_another_name(client, settings):
    claims = {"x-forwarded-proto": "https", "x-forwarded-host": "elsewhere.example"}

    response = client.get("/nothing-here/", headers=claims)

    assert not response.wsgi_request.is_secure()
    assert "elsewhere.example" not in response.content.decode()
