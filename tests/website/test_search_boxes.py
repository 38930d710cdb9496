"""The library in the search boxes of browsers, and the field with suggestions."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import brotli
import pytest

import wellread.website
from tests.factories import make_published
from tests.website.builders import read

pytestmark = pytest.mark.django_db

SCRIPTS = Path(wellread.website.__file__).parent / "static" / "website" / "js"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/es", "es")])
def test_the_library_describes_itself_as_a_search_engine(client, prefix, language):
    response = client.get(f"{prefix}/opensearch.xml")

    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own words
    templates = {one.get("type"): one.get("template") for one in root.iter(f"{OPENSEARCH}Url")}
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert root.findtext(f"{OPENSEARCH}Language") == language
    assert len(root.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert templates["text/html"] == f"http://localhost:8000{prefix}/articles/?q={{searchTerms}}"
    assert templates["application/x-suggestions+json"] == f"http://localhost:8000{prefix}/suggest?q={{searchTerms}}"


def test_every_page_names_the_description(client):
    assert read(client.get("/privacy/")).all("link", rel="search", href="/opensearch.xml")
    assert read(client.get("/es/privacy/")).all("link", rel="search", href="/es/opensearch.xml")


def test_a_browser_gets_suggestions_as_it_expects_them(client, vocabulary):
    make_published(title="Breathing", terms=[vocabulary["breast"]])

    response = client.get("/suggest?q=bre")

    words, texts, about, addresses = response.json()
    assert words == "bre"
    assert dict(zip(texts, addresses, strict=True)) == {
        "Breast Cancer": "http://localhost:8000/diseases/breast-cancer/",
        "Breathing": "http://localhost:8000/articles/breathing/",
    }
    assert about == ["", ""]
    assert response.headers["Content-Type"] == "application/x-suggestions+json"
    assert response.headers["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("query", ["", "?q=", "?q=b", "?q=%00%FF", "?q=" + "x" * 5000])
def test_where_nothing_can_be_suggested_nothing_is(client, query):
    assert client.get(f"/suggest{query}").json()[1:] == [[], [], []]


def test_every_search_field_has_its_own_list_for_suggestions(client):
    for path in ("/", "/articles/", "/answers/", "/privacy/", "/es/answers/?q=cansancio"):
        page = read(client.get(path))
        fields = page.all("input", name="q")
        lists = page.all("ul", role="listbox")

        assert fields and len(lists) == len(fields), path
        assert all("hidden" in one and one["aria-label"] for one in lists), path
        language = "es" if path.startswith("/es") else "en"
        assert {one["data-suggest"] for one in lists} == {f"/api/v1/suggest?language={language}&q="}, path
        assert len({one["id"] for one in lists}) == len(lists), path


def test_all_scripts_together_stay_small():
    assert sum(len(brotli.compress(file.read_bytes())) for file in SCRIPTS.glob("*.js")) <= 20_000


def test_what_others_wrote_stands_beside_its_licence():
    licence = (SCRIPTS / "htmx.LICENSE.txt").read_text(encoding="utf-8")

    version = re.search(r'version:"([\d.]+)"', (SCRIPTS / "htmx.min.js").read_text(encoding="utf-8"))
    assert version and f"htmx {version[1]}" in licence
    assert "Zero-Clause BSD" in licence
