import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import FacetFactory, TermFactory, make_article, make_published
from tests.website.builders import read
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(vocabulary):
    throat, breast, support = vocabulary["throat"], vocabulary["breast"], vocabulary["support"]
    make_published(title="Throat first", slug="throat-first", terms=[throat, support], published_on=date(2024, 1, 1))
    make_published(title="Breast second", slug="breast-second", terms=[breast], published_on=date(2025, 1, 1))
    return vocabulary


def canonical(page):
    return page.all("link", rel="canonical")[0]["href"]


def test_an_empty_library_says_so(client, vocabulary):
    page = read(client.get("/articles/"))

    assert "0 articles" in page.text
    assert "There are no articles here yet." in page.text


def test_all_articles_show_newest_first_with_their_number(client, library):
    page = read(client.get("/articles/"))

    assert "2 articles" in page.text
    assert page.text.index("Breast second") < page.text.index("Throat first")
    assert page.all("p", role="status")
    assert canonical(page) == "http://localhost:8000/articles/"


def test_one_article_is_one_article(client, library):
    assert "1 article " in read(client.get("/articles/?disease=throat-cancer")).text


def test_every_facet_of_the_vocabulary_is_a_filter(client, library):
    ages = FacetFactory(slug="age", path="ages", name="Ages", position=2)
    make_published(title="For children", terms=[TermFactory(facet=ages, slug="child", name="Children")])

    page = read(client.get("/articles/?age=child"))

    assert page.all("input", type="checkbox", name="age", value="child")
    assert "1 article " in page.text
    assert "For children" in page.text


def test_boxes_are_ticked_counted_and_disabled(client, library):
    page = read(client.get("/articles/?disease=throat-cancer"))

    [throat] = page.all("input", value="throat-cancer", type="checkbox")
    [diagnosis] = page.all("input", value="diagnosis", type="checkbox")
    [breast] = page.all("input", value="breast-cancer", type="checkbox")
    assert "checked" in throat
    assert "disabled" in diagnosis
    assert "disabled" not in breast
    assert "Head and Neck Cancer 1 article Throat Cancer 1 article" in page.text


def test_the_filters_are_one_form_that_needs_no_scripts(client, library):
    page = read(client.get("/articles/?q=throat&sort=title"))

    forms = [form for form in page.all("form") if form.get("aria-label") == "Filter articles"]
    assert [(one["action"], one["method"]) for one in forms] == [("/articles/", "get")]
    assert page.all("input", type="hidden", name="q", value="throat", form="list--filters")
    assert page.all("input", type="hidden", name="sort", value="title", form="list--filters")
    assert page.all("form", id="list--filters")


def test_new_words_keep_the_filters(client, library):
    page = read(client.get("/articles/?disease=throat-cancer"))

    assert page.all("input", type="hidden", name="disease", value="throat-cancer", form="list--search")
    assert page.all("form", id="list--search")


def test_a_chip_takes_its_term_away(client, library):
    page = read(client.get("/articles/?disease=throat-cancer&disease=breast-cancer&q=plain&page=1"))

    chips = [link["href"] for link in page.all("a", class_="chip")]
    assert chips == ["/articles/?disease=throat-cancer&q=plain", "/articles/?disease=breast-cancer&q=plain"]
    assert page.all("a", href="/articles/?q=plain")
    assert "Clear all" in page.text


def test_search_words_narrow_and_are_marked(client, library):
    make_published(title="Calcium", body=[("paragraph", "<p>Small white spots are common.</p>")])

    page = read(client.get("/articles/?q=spots"))

    assert "Articles about “spots”" in page.text
    assert "1 article " in page.text
    assert "<mark>spots</mark>" in client.get("/articles/?q=spots").content.decode()


def test_sorting_is_offered_and_kept(client, library):
    page = read(client.get("/articles/?sort=title"))

    assert page.text.index("Breast second") < page.text.index("Throat first")
    assert canonical(page) == "http://localhost:8000/articles/?sort=title"
    assert "Best match" not in page.text
    assert "Best match" in read(client.get("/articles/?q=plain")).text


def test_long_lists_have_pages(client, vocabulary):
    for number in range(23):
        make_published(title=f"Article number {number:02}", terms=[vocabulary["support"]])

    first, second = (read(client.get(f"/articles/?topic=support&page={page}")) for page in (1, 2))

    assert first.text.count("Article number") == 20
    assert second.text.count("Article number") == 3
    assert first.all("a", rel="next", href="/articles/?page=2&topic=support")
    assert second.all("a", rel="prev", href="/articles/?topic=support")
    assert canonical(second) == "http://localhost:8000/articles/?page=2&topic=support"


@pytest.mark.parametrize("page", ["2", "1001", "9" * 30])
def test_past_the_last_page_there_is_nothing(client, library, page):
    assert client.get(f"/articles/?page={page}").status_code == 404


def test_what_was_left_out_is_said(client, library):
    page = read(client.get("/articles/?disease=nothing&sort=luck&page=two"))

    assert "There is no “nothing” in Diseases." in page.text
    assert "The list cannot be sorted by “luck”." in page.text
    assert "There is no page “two”." in page.text
    assert "2 articles" in page.text
    assert canonical(page) == "http://localhost:8000/articles/"


def test_words_that_are_too_long_are_cut_and_the_page_says_so(client, library):
    page = read(client.get("/articles/", {"q": "word " * 100}))

    assert "Only its beginning was searched for." in page.text


def test_an_old_slug_redirects_for_good_to_the_canonical_address(client, library):
    merge(library["throat"], into=library["breast"])

    response = client.get("/articles/?topic=support&disease=throat-cancer&page=1&q=first")

    assert response.status_code == 301
    assert response.headers["Location"] == "/articles/?disease=breast-cancer&q=first&topic=support"


def test_nothing_found_says_what_was_sought_and_how_to_widen_it(client, library):
    page = read(client.get("/articles/?q=zebra&disease=throat-cancer&disease=breast-cancer&topic=support"))

    assert "No article about Breast Cancer or Throat Cancer, and Support has the words “zebra”." in page.text
    assert page.all("a", href="/articles/?disease=breast-cancer&disease=throat-cancer&q=zebra")
    assert page.all("a", href="/articles/?disease=breast-cancer&disease=throat-cancer&topic=support")
    assert page.all("a", href="/articles/")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=zebra", "No article has the words “zebra”."),
        ("topic=diagnosis", "There is no article about Diagnosis here yet."),
    ],
)
def test_each_kind_of_nothing_has_its_sentence(client, library, query, sentence):
    assert sentence in read(client.get(f"/articles/?{query}")).text


HOSTILE = [
    "q=%00",
    "q=%ff%fe",
    "q=%ed%a0%80",
    "q=%E2%80%AEabc",
    "q=%F0%9F%98%80",
    "q=%27%20OR%201=1--",
    "q=100%25_",
    "q=%5C",
    "q=" + "%C3%A9" * 3000,
    "q=" + "a+" * 500,
    "disease=%00",
    "disease=" + "x" * 5000,
    "disease=../../etc/passwd",
    "&".join(f"disease=nothing-{number}" for number in range(3000)),
    "topic=support&" * 2000,
    "page=%D9%A3",
    "page=1e3",
    "page=-1",
    "page=0",
    "page=&page=two",
    "sort=__class__",
    "q[]=x",
    "disease[]=x",
    "%=1",
    "=",
    "&&&",
    "q",
    "page=%00",
    "sort=%00",
    "disease=%3Cscript%3E",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "page=" + "0" * 5000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=[f"{place}-{query[:20]}" for place, query in enumerate(HOSTILE)])
def test_no_address_breaks_the_list(client, library, query):
    response = client.get(f"/articles/?{query}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert read(response).mistakes == []


def test_more_parameters_than_can_be_read_are_refused_in_plain_words(client, library):
    response = client.get("/articles/?" + "disease=x&" * 10_001)

    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()


def test_drafts_are_in_no_list_and_no_count(client, vocabulary):
    make_article(title="Canarybird", terms=[vocabulary["support"]])

    assert "Canarybird" not in client.get("/articles/?q=canarybird").content.decode().replace("canarybird", "")
    assert "Support 0 articles" in read(client.get("/articles/")).text


def test_a_headline_is_words_never_markup(client, vocabulary):
    make_published(title="<script>alert('headline')</script>", slug="script")

    for address in ("/articles/", "/articles/script/", "/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_more_articles_need_no_more_queries(client, vocabulary):
    address = "/articles/?q=plain&disease=head-and-neck-cancer&topic=support"

    def queries() -> int:
        client.get(address)  # the index learns what was published
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    make_published(terms=[vocabulary["throat"], vocabulary["support"]])
    queries()  # the first page of all makes the institution's row
    few = queries()
    for _ in range(9):
        make_published(terms=[vocabulary["throat"], vocabulary["support"], vocabulary["diagnosis"]])

    assert queries() == few
    assert few < 20


def test_every_part_that_a_script_replaces_stands_on_the_page_in_every_state(client, library):
    for query in ("", "q=plain", "q=zebra", "disease=throat-cancer", "q=throta", "topic=diagnosis"):
        page = read(client.get(f"/articles/?{query}"))

        [main] = page.all("main")
        parts = [one.split(":")[0] for one in main["data-hx-select-oob"].split(",")]
        ids = {found["id"] for _tag, found in page.elements if "id" in found}
        assert {part.lstrip("#") for part in [*parts, main["data-hx-target"], main["data-hx-indicator"]]} <= ids, query


def test_scripts_may_not_evaluate_words_nor_keep_pages(client, library):
    [config] = read(client.get("/articles/")).all("meta", name="htmx-config")

    settled = json.loads(config["content"])
    assert settled["allowEval"] is False
    assert settled["includeIndicatorStyles"] is False
    assert settled["allowScriptTags"] is False
    assert settled["historyCacheSize"] == 0


def test_only_ways_around_the_list_are_fetched_by_scripts(client, library):
    html = client.get("/articles/?disease=throat-cancer").content.decode()

    boosted = re.findall(r'data-hx-boost="true"[^>]*>(.*?)</(?:ul|nav|div)>', html, re.DOTALL)
    assert boosted
    assert not any('href="/articles/throat-first/"' in one for one in boosted)


def test_a_list_of_terms_can_be_followed_and_one_of_words_cannot(client, library):
    assert read(client.get("/articles/?topic=support&sort=title")).all("a", href="/feeds/articles.atom?topic=support")
    assert "Follow this list" not in read(client.get("/articles/?q=throat")).text


def test_every_box_has_a_name_of_its_own(client, library):
    boxes = read(client.get("/articles/")).all("input", type="checkbox")

    assert len({box["id"] for box in boxes}) == len(boxes) == 5
