"""The list with a library behind it: mistakes, ways back, and whatever may be typed."""

import logging
import re
from datetime import date

import pytest

from tests.factories import make_article, make_published
from tests.website.builders import read

pytestmark = pytest.mark.django_db

ODD = [
    '"unbalanced',
    "((((",
    "AND OR NOT",
    "headline:lump",
    "lump^9 ~2 *",
    "[a TO z]",
    "a\\",
    "\x00\x01\x1f",
    "\ufffe\uffff\u202e",
    "\U0001f600 \U0010ffff",
    "lump " * 10_000,
    "x" * 100_000,
    "' OR 1=1 --",
    "%s %(x)s {0} ${x}",
    "<script>alert(1)</script>",
    "*:*",
    '+-&&||!(){}[]^"~*?:\\/',
]


@pytest.fixture
def library(vocabulary):
    spots = [("paragraph", "<p>Small white spots of calcium are common.</p>")]
    make_published(title="Calcium on a mammogram", slug="calcium", body=spots, terms=[vocabulary["breast"]])
    make_published(title="A lump in the neck", slug="lump", terms=[vocabulary["throat"]])
    return vocabulary


def test_a_misspelled_word_finds_its_article_and_the_way_back_finds_none(client, library):
    corrected = read(client.get("/articles/?q=calcuim"))
    as_typed = read(client.get("/articles/?q=calcuim&exact=1"))

    assert "Showing results for calcium ." in corrected.text
    assert corrected.all("a", href="/articles/?exact=1&q=calcuim")
    assert corrected.all("a", href="/articles/calcium/")
    assert "No article has the words “calcuim”." in as_typed.text
    assert as_typed.all("a", href="/articles/?q=calcuim")


def test_a_word_that_no_article_has_is_named(client, library):
    page = read(client.get("/articles/?q=lump+xyzzyq"))

    assert "“xyzzyq”" in page.text
    assert page.all("a", href="/articles/lump/")


def test_the_filter_that_empties_a_list_is_named_with_what_is_there_without_it(client, library):
    page = read(client.get("/articles/?q=calcium&disease=throat-cancer"))

    assert "0 articles" in page.text
    assert "Look without Throat Cancer: 1 article" in page.text
    assert page.all("a", href="/articles/?q=calcium")


@pytest.mark.parametrize("path", ["/articles/", "/answers/"])
def test_where_nothing_is_found_the_newest_articles_of_the_language_stand(client, vocabulary, path):
    for year in range(2019, 2025):
        make_published(title=f"In {year}", slug=f"in-{year}", published_on=date(year, 1, 1))
    make_published(title="Nuevo", slug="nuevo", language="es")
    make_article(title="Draft", slug="draft")

    page = read(client.get(path, {"q": "xyzzyq"}))

    assert "New articles" in page.text
    hrefs = [one.get("href", "") for one in page.all("a")]
    shown = [href for href in hrefs if re.fullmatch(r".*/articles/[\w-]+/", href)]
    assert shown == [f"/articles/in-{year}/" for year in (2024, 2023, 2022, 2021)]


def test_whatever_is_typed_is_answered(client, library):
    for path in ("/articles/", "/answers/", "/suggest", "/es/articles/", "/es/answers/"):
        for words in ODD:
            assert client.get(path, {"q": words}).status_code == 200, (path, words[:40])


def test_broken_encodings_are_answered(client, library):
    for path in ("/articles/", "/answers/", "/suggest"):
        for query in ("q=%FF%FE", "q=%ED%A0%80", "q=%00", "q=%", "q", "q=a&q=b", "q=a&exact=perhaps"):
            assert client.get(f"{path}?{query}").status_code == 200, (path, query)


def test_words_are_repeated_as_text_never_as_markup(client, library):
    for path in ("/articles/", "/answers/"):
        assert b"<script>alert" not in client.get(path, {"q": "<script>alert(1)</script>"}).content


def test_what_a_reader_searched_for_is_not_logged(client, library, caplog):
    with caplog.at_level(logging.DEBUG):
        for path in ("/articles/", "/answers/", "/suggest", "/articles/nothing/", "/api/v1/suggest", "/api/v1/answers"):
            client.get(path, {"q": "secretquestion lump"})
        client.get("/articles/?q=secretquestion&page=77")

    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert "secretquestion" not in "".join(record.getMessage() for record in ours)
