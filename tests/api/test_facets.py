import pytest

pytestmark = pytest.mark.django_db


def counts(answer):
    return {(facet["slug"], term["slug"]): term["count"] for facet in answer["facets"] for term in facet["terms"]}


def test_all_facets_have_all_terms_as_in_the_list_of_articles(get, whole, bare):
    assert get("/v1/facets") == {"facets": get("/v1/articles")["facets"]}


def test_counts_follow_words_and_terms(get, whole, bare):
    assert (
        get("/v1/facets?q=calcium&disease=anemia")["facets"] == get("/v1/articles?q=calcium&disease=anemia")["facets"]
    )
    assert counts(get("/v1/facets?q=calcium")) == {
        ("disease", "anemia"): 0,
        ("disease", "breast-cancer"): 1,
        ("disease", "inflammatory"): 1,
        ("topic", "diagnosis"): 1,
    }


def test_each_language_has_its_own_counts(get, whole):
    assert set(counts(get("/v1/facets?language=es")).values()) == {0}


@pytest.mark.parametrize("parameter", ["sort=newest", "page=1", "page_size=5", "explain=true", "colour=red"])
def test_what_only_a_list_has_is_refused(get, terms, parameter):
    assert get(f"/v1/facets?{parameter}", status=400)["parameter"] == parameter.split("=")[0]


def test_an_unknown_term_is_refused(get, terms):
    assert get("/v1/facets?disease=nothing", status=400)["parameter"] == "disease"
