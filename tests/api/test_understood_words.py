"""What the list of articles tells of how words were understood."""

from dataclasses import replace

import pytest

from tests.api.test_openapi import check
from tests.website.results import CARD, a_hit, a_result
from wellread.api.shaping import article_list
from wellread.discovery.results import Instead
from wellread.engine.values import Because

pytestmark = pytest.mark.django_db


def test_a_correction_is_told_and_can_be_forbidden(get, whole):
    corrected, exact = get("/v1/articles?q=calcuim"), get("/v1/articles?q=calcuim&exact=true")

    assert (corrected["query"], corrected["corrected_query"], corrected["total"]) == ("calcuim", "calcium", 1)
    assert (exact["corrected_query"], exact["total"]) == (None, 0)
    assert get("/v1/facets?q=calcuim&exact=1") == {"facets": exact["facets"]}


def test_every_key_is_there_however_the_words_were_understood(get, terms):
    because = (Because("kidney cancer", "renal cell carcinoma", "text", "Kidney Cancer"),)
    result = a_result(
        "calcuim",
        hits=(replace(a_hit(), because=because),),
        corrected_words="calcium",
        some_words_only=True,
        unknown_words=("xyzzy",),
        recommended=(a_hit("pinned"),),
        crisis_card=CARD,
        instead=(Instead("disease", "Diseases", ("Breast Cancer",), 3),),
    )

    told = article_list(result).model_dump(mode="json")

    check(get("/openapi.json"), "/api/v1/articles", 200, told)
    assert told["corrected_query"] == "calcium"
    assert (told["some_words_only"], told["unknown_words"]) == (True, ["xyzzy"])
    assert [hit["slug"] for hit in told["recommended"]] == ["pinned"]
    assert told["crisis_card"]["telephone_url"] == "tel:988"
    assert told["instead"] == [{"facet": "disease", "facet_name": "Diseases", "terms": ["Breast Cancer"], "total": 3}]
    assert told["hits"][0]["because"] == [
        {"typed": "kidney cancer", "found": "renal cell carcinoma", "field": "text", "through": "Kidney Cancer"}
    ]


def test_hits_are_explained_on_request_only(get, whole):
    [plain] = get("/v1/articles?q=calcium")["hits"]
    [explained] = get("/v1/articles?q=calcium&explain=true")["hits"]

    assert plain["because"] == []
    assert {one["typed"] for one in explained["because"]} == {"calcium"}
    assert {one["field"] for one in explained["because"]} <= {
        "headline",
        "question",
        "summary",
        "text",
        "people",
        "term",
    }
    assert explained["because"]


def test_an_empty_list_tells_what_is_found_without_its_filter(get, whole):
    told = get("/v1/articles?q=calcium&disease=anemia")

    assert [(one["facet"], one["total"]) for one in told["instead"]] == [("disease", 1)]


@pytest.mark.parametrize(
    ("query", "parameter", "limit"),
    [
        (f"q={'a' * 201}", "q", 200),
        ("page=1001", "page", 1000),
        ("page_size=101", "page_size", 100),
        ("page=201&page_size=100", "page", 200),
        ("&".join(["disease=anemia"] * 51), "disease", 50),
        ("disease=nothing", "disease", None),
        ("exact=perhaps", "exact", None),
    ],
)
def test_a_limit_is_named_with_its_parameter(get, terms, query, parameter, limit):
    problem = get(f"/v1/articles?{query}", status=400)

    assert (problem["parameter"], problem["limit"]) == (parameter, limit)
    check(get("/openapi.json"), "/api/v1/articles", 400, problem)


def test_the_deepest_page_is_answered(get, terms):
    assert get("/v1/articles?page=200&page_size=100")["hits"] == []
    assert get("/v1/articles?page=1000&page_size=20")["hits"] == []


@pytest.mark.parametrize("path", ["articles", "answers", "suggest", "facets"])
def test_words_are_kept_by_nobody_on_the_way(client, whole, path):
    response = client.get(f"/api/v1/{path}?q=calcium")

    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert response.headers["ETag"]
    again = client.get(f"/api/v1/{path}?q=calcium", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["articles", "answers", "suggest", "facets"])
def test_whatever_is_typed_is_answered(client, whole, path):
    odd = ['"a', "((", "AND OR", "headline:a", "a^9~", "\x00\x1f", "\ufffe\u202e", "😀", "\\", "' OR 1=1 --", "é" * 200]

    for words in odd:
        assert client.get(f"/api/v1/{path}", {"q": words}).status_code == 200, words
