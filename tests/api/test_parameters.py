import pytest

from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db

REFUSED = [
    ("sort=oldest", "sort", "relevance, newest, reviewed, title"),
    ("sort=NEWEST", "sort", "NEWEST"),
    ("sort=newest&sort=title", "sort", "2 times"),
    ("page=0", "page", "from 1 to 1000"),
    ("page=-1", "page", "from 1 to 1000"),
    ("page=1.5", "page", "whole number"),
    ("page=two", "page", "“two”"),
    ("page=%D9%A2", "page", "whole number"),
    ("page=1001", "page", "from 1 to 1000"),
    ("page=99999999999999999999", "page", "from 1 to 1000"),
    ("page=1&page=2", "page", "2 times"),
    ("page_size=0", "page_size", "from 1 to 100"),
    ("page_size=101", "page_size", "from 1 to 100"),
    ("page_size=all", "page_size", "from 1 to 100"),
    ("language=de", "language", "en, es"),
    ("language=en-us", "language", "en, es"),
    ("language=en&language=en", "language", "2 times"),
    ("explain=perhaps", "explain", "neither true nor false"),
    ("q=a&q=b", "q", "2 times"),
    (f"q={'a' * 201}", "q", "200"),
    ("disease=nothing", "disease", "“nothing”"),
    ("disease=anemia&disease=nothing", "disease", "“nothing”"),
    ("disease=Anemia", "disease", "“Anemia”"),
    ("disease=diagnosis", "disease", "“diagnosis”"),
    ("disease=%00", "disease", "There is no"),
    ("disease=anemia,breast-cancer", "disease", "“anemia,breast-cancer”"),
    ("topic=anemia", "topic", "“anemia”"),
    ("&".join(["disease=anemia"] * 51), "disease", "50"),
    ("colour=red", "colour", "disease, exact, explain, language"),
    ("diseases=anemia", "diseases", "disease"),
    ("Q=a", "Q", "q"),
    ("=a", "", "There is no parameter"),
]


@pytest.mark.parametrize(("query", "parameter", "says"), REFUSED, ids=[query[:40] for query, _, _ in REFUSED])
def test_what_means_nothing_is_refused_by_name(client, terms, query, parameter, says):
    response = client.get(f"/api/v1/articles?{query}")

    problem = response.json()
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "parameter"} <= set(problem)
    assert (problem["status"], problem["title"], problem["parameter"]) == (400, "Bad Request", parameter)
    assert says in problem["detail"]


@pytest.mark.parametrize(
    "query",
    [
        f"q={'a' * 200}",
        "q=%00",
        "q=%F0%9F%99%82",
        "q=%FF%FE",
        "q=%27%20OR%201%3D1",
        "q=%25_%25",
        "page=1000",
        "page=007",
        "page_size=100",
        "explain=TRUE",
        "&".join(["disease=anemia"] * 50),
        "",
        "&&",
    ],
)
def test_what_is_odd_but_means_something_is_answered(client, terms, query):
    assert client.get(f"/api/v1/articles?{query}").status_code == 200


def test_a_merged_terms_slug_is_understood(client, terms):
    merge(terms.anemia, into=terms.breast)

    assert client.get("/api/v1/articles?disease=anemia&disease=breast-cancer").status_code == 200


def test_many_terms_are_looked_up_together(client, terms, django_assert_max_num_queries):
    slugs = ["anemia", "breast-cancer", "inflammatory"] * 16

    client.get("/api/v1/articles")  # the index learns what was published

    with django_assert_max_num_queries(16):
        assert client.get("/api/v1/articles", {"disease": slugs}).status_code == 200
