"""The sitemap: every public page, with true dates."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime

import pytest

from tests.factories import make_published, sign_article
from tests.website.test_page_head import translate
from wellread.publishing.models import Edition
from wellread.publishing.publish import withdraw
from wellread.website import sitemap

pytestmark = pytest.mark.django_db

NAMESPACE = f"{{{sitemap.NAMESPACE}}}"
XHTML = f"{{{sitemap.XHTML}}}"
SITE = "http://localhost:8000"


def parse(client, address: str) -> ElementTree.Element:
    response = client.get(address.removeprefix(SITE))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own words


def files(client) -> list[str]:
    root = parse(client, "/sitemap.xml")
    assert root.tag == f"{NAMESPACE}sitemapindex"
    return [one.findtext(f"{NAMESPACE}loc") for one in root]


def urls(client) -> dict[str, ElementTree.Element]:
    """Return all entries of all files by their addresses."""
    found = [one for file in files(client) for one in parse(client, file)]
    addresses = {one.findtext(f"{NAMESPACE}loc"): one for one in found}
    assert len(addresses) == len(found)
    return addresses


def test_every_page_that_it_names_is_there(client, vocabulary):
    make_published(title="Tired", terms=[vocabulary["throat"]])
    make_published(title="Cansancio", language="es", terms=[vocabulary["support"]])

    named = urls(client)

    for address in named:
        response = client.get(address.removeprefix(SITE))
        assert response.status_code == 200, address
        assert b'name="robots" content="noindex' not in response.content, address
        assert f'<link rel="canonical" href="{address}">'.encode() in response.content, address
    for path in ("/", "/es/", "/articles/tired/", "/es/articles/cansancio/", "/diseases/head-and-neck-cancer/"):
        assert SITE + path in named
    for path in ("/es/diseases/throat-cancer/", "/topics/support/", "/diseases/breast-cancer/"):
        assert SITE + path not in named


def test_an_article_says_when_its_words_or_its_review_changed(client):
    article = make_published(title="Tired")
    sign_article(article)

    newest = Edition.objects.latest("number")
    said = urls(client)[f"{SITE}/articles/tired/"].findtext(f"{NAMESPACE}lastmod")

    assert newest.number == 2
    assert datetime.fromisoformat(said) == newest.published_at.replace(microsecond=0)


def test_pages_about_the_library_claim_no_date(client, published):
    assert urls(client)[f"{SITE}/privacy/"].find(f"{NAMESPACE}lastmod") is None


def test_a_withdrawn_article_and_its_terms_leave(client, vocabulary):
    article = make_published(title="Tired", terms=[vocabulary["throat"]])

    withdraw(article, reason="Old.")

    assert not [one for one in urls(client) if "tired" in one or "throat" in one]


def test_languages_of_an_article_name_each_other(client):
    translate(make_published(title="Tired"), "Cansancio")
    make_published(title="Alone")

    named = urls(client)

    wanted = [
        ("en", f"{SITE}/articles/tired/"),
        ("es", f"{SITE}/es/articles/cansancio/"),
        ("x-default", f"{SITE}/articles/tired/"),
    ]
    for address in (wanted[0][1], wanted[1][1]):
        found = named[address].findall(f"{XHTML}link")
        assert [(one.get("hreflang"), one.get("href")) for one in found] == wanted
    assert named[f"{SITE}/articles/alone/"].findall(f"{XHTML}link") == []


def test_many_articles_stand_in_several_files(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(sitemap, "ENTRIES_IN_A_FILE", 2)
    for _ in range(5):
        make_published()

    of_articles = [one for one in files(client) if "articles-en" in one]

    assert of_articles == [f"{SITE}/sitemaps/articles-en-{number}.xml" for number in (1, 2, 3)]
    assert [len(parse(client, one)) for one in of_articles] == [2, 2, 1]
    with django_assert_max_num_queries(6):
        client.get("/sitemaps/articles-en-1.xml")


@pytest.mark.parametrize("name", ["articles-en-2", "articles-en-0", "articles-fr-1", "unknown-en-1", "terms-en-1"])
def test_a_file_that_does_not_exist_is_not_there(client, published, name):
    status = client.get(f"/sitemaps/{name}.xml").status_code

    assert status == (200 if name == "terms-en-1" else 404)


def test_the_robots_file_names_it(client):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode().splitlines()
