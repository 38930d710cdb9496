"""What somebody may be typing, for programs."""

import pytest

from tests.api.test_openapi import check
from tests.factories import make_published
from wellread.api.shaping import suggestion_list
from wellread.discovery.results import Suggestion, SuggestionKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def breathing(terms):
    question = {"question": "Is breath short?", "answer": "<p>Sometimes.</p>"}
    return make_published(title="Breathing", slug="breathing", terms=[terms.breast], body=[("question", question)])


def test_two_letters_bring_terms_headlines_and_questions_with_their_places(get, breathing):
    told = get("/v1/suggest?q=br")

    assert set(told) == {"query", "suggestions"}
    assert all(set(one) == {"kind", "text", "through", "url"} for one in told["suggestions"])
    assert {(one["kind"], one["text"], one["url"]) for one in told["suggestions"]} == {
        ("term", "Breast Cancer", "http://localhost:8000/diseases/breast-cancer/"),
        ("headline", "Breathing", "http://localhost:8000/articles/breathing/"),
        ("question", "Is breath short?", "http://localhost:8000/articles/breathing/#is-breath-short"),
    }


@pytest.mark.parametrize("query", ["", "?q=", "?q=b", "?q=%00", "?q=..", "?q=zzzzzz"])
def test_where_nothing_begins_so_there_is_an_empty_list(get, breathing, query):
    assert get(f"/v1/suggest{query}")["suggestions"] == []


def test_every_kind_has_an_address_in_its_language(db):
    kinds = [
        Suggestion(SuggestionKind.TERM, "Mama", "mama", facet_path="diseases"),
        Suggestion(SuggestionKind.PERSON, "Maren", "maren"),
        Suggestion(SuggestionKind.HEADLINE, "Cansancio", "cansancio"),
        Suggestion(SuggestionKind.QUESTION, "¿Pasa?", "cansancio", anchor="pasa"),
    ]

    told = suggestion_list("ma", kinds, language="es").suggestions

    assert [one.url.removeprefix("http://localhost:8000/es/") for one in told] == [
        "diseases/mama/",
        "people/maren/",
        "articles/cansancio/",
        "articles/cansancio/#pasa",
    ]


@pytest.mark.parametrize("query", ["", "?q=br", "?q=xx&language=es"])
def test_suggestions_are_as_described(get, breathing, query):
    check(get("/openapi.json"), "/api/v1/suggest", 200, get(f"/v1/suggest{query}"))


@pytest.mark.parametrize(("query", "parameter"), [(f"q={'a' * 201}", "q"), ("limit=3", "limit"), ("q=a&q=b", "q")])
def test_what_means_nothing_is_refused_by_name(get, terms, query, parameter):
    assert get(f"/v1/suggest?{query}", status=400)["parameter"] == parameter
