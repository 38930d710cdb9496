"""The website in Spanish."""

import ast
import gettext
import re
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

import wellread
from tests.factories import make_published
from tests.website.builders import read
from wellread.articles.models import InstitutionSettings
from wellread.publishing.door import DELETED, EXPIRED, REVOKED, WITHDRAWN
from wellread.publishing.overdue import TOO_LONG_OVERDUE
from wellread.website.borrowed_words import BORROWED

HOUSE = Path(wellread.__file__).parent
IN_ENGLISH = {"api", "cli", "engine", "indexing", "settings"}
"""Stations that speak to programs and operators."""
STATIONS = [folder for folder in HOUSE.iterdir() if (folder / "__init__.py").exists() and folder.name not in IN_ENGLISH]
MESSAGES = HOUSE / "website" / "locale" / "es" / "LC_MESSAGES"
FUNCTIONS = {"_", "gettext", "gettext_noop", "ngettext", "pgettext"}
CALL = re.compile(r"\b(gettext|pgettext|ngettext|npgettext)\((.*?)\) ", re.DOTALL)
QUOTED = re.compile(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def spanish() -> gettext.GNUTranslations:
    with (MESSAGES / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def words_of_code() -> set[str]:
    """Return every string that Python marks for translation, with its context."""
    found = set()
    for file in (file for station in STATIONS for file in station.rglob("*.py") if "migrations" not in file.parts):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
                texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if texts:
                    found.add("\x04".join(texts[:2]) if node.func.id == "pgettext" else texts[0])
    return found


def words_of_templates() -> set[str]:
    found = set()
    for file in (file for station in STATIONS for ending in ("html", "txt") for file in station.rglob(f"*.{ending}")):
        code = templatize(file.read_text(encoding="utf-8"))
        for call in CALL.finditer(code):
            texts = [
                ast.literal_eval(text) for text in re.findall(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", call[2])
            ]
            found.add("\x04".join(texts[:2]) if call[1] == "pgettext" else texts[0])
    return found


def test_every_sentence_that_people_see_has_a_spanish_one():
    catalogue = spanish()._catalog  # type: ignore[attr-defined]  # the only way to ask what is there
    known = {key[0] if isinstance(key, tuple) else key for key, words in catalogue.items() if words}

    wanted = words_of_code() | words_of_templates()

    assert len(wanted) > 1000
    assert wanted - known == set()


def test_the_compiled_catalogue_is_the_written_one():
    written = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', (MESSAGES / "django.po").read_text("utf-8"), re.MULTILINE)
    compiled = set(spanish()._catalog.values())  # type: ignore[attr-defined]  # as above

    assert {ast.literal_eval(f'"{words}"') for words in written} <= compiled


def test_sentences_of_other_stations_are_those_that_they_use():
    default = InstitutionSettings._meta.get_field("emergency_sentence").default

    assert set(BORROWED) == {DELETED, EXPIRED, WITHDRAWN, REVOKED, TOO_LONG_OVERDUE, default}


@pytest.mark.django_db
def test_spanish_pages_list_spanish_articles_only(client, vocabulary):
    make_published(title="In English", terms=[vocabulary["support"]])
    make_published(title="En español", language="es", terms=[vocabulary["support"]])

    for address in ("/es/", "/es/articles/", "/es/topics/support/", "/es/articles/?topic=support"):
        page = read(client.get(address))

        assert page.all("html", lang="es"), address
        assert "En español" in page.text, address
        assert "In English" not in page.text, address
    assert "En español" not in read(client.get("/articles/")).text


@pytest.mark.django_db
def test_counts_are_those_of_the_language(client, vocabulary):
    make_published(terms=[vocabulary["support"]])
    make_published(terms=[vocabulary["support"]])
    make_published(language="es", terms=[vocabulary["support"]])

    assert "Support 2 articles" in read(client.get("/articles/")).text
    assert "Support 1 artículo" in read(client.get("/es/articles/")).text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "articles/", "diseases/", "diseases/throat-cancer/", "privacy/"])
def test_each_page_leads_to_the_same_one_in_the_other_language(client, vocabulary, path):
    assert read(client.get(f"/{path}")).all("a", href=f"/es/{path}", hreflang="es", lang="es")
    assert read(client.get(f"/es/{path}")).all("a", href=f"/{path}", hreflang="en", lang="en")


@pytest.mark.django_db
def test_days_are_written_as_the_language_writes_them(client):
    make_published(title="Cansancio", language="es", published_on=date(2026, 9, 14))

    assert "14 de septiembre de 2026" in read(client.get("/es/articles/cansancio/")).text


@pytest.mark.django_db
def test_a_browsers_own_language_does_not_change_the_page(client):
    page = read(client.get("/", headers={"Accept-Language": "es"}))

    assert page.all("html", lang="en")
