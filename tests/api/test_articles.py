import pytest
from django.utils import timezone

from tests.factories import TermFactory, make_article, make_published
from wellread.review.due import add_months
from wellread.vocabulary.models import FacetName, TermName

pytestmark = pytest.mark.django_db

LIST_KEYS = {"total", "page", "page_size", "query", "corrected_query", "hits", "facets"}
HIT_KEYS = {
    "slug", "source_id", "url", "headline", "summary", "excerpt_html", "language", "kind", "minutes_to_read",
    "published_on", "review", "terms",
}  # fmt: skip
REVIEW_KEYS = {"status", "reviewer", "last_reviewed", "review_due"}
TERM_KEYS = {"slug", "name", "count", "selected", "parents"}


def headlines(answer):
    return [hit["headline"] for hit in answer["hits"]]


def test_every_key_is_there_even_where_there_is_nothing(get, bare):
    answer = get("/v1/articles")

    (hit,) = answer["hits"]
    assert set(answer) >= LIST_KEYS
    assert set(hit) >= HIT_KEYS
    assert set(hit["review"]) == REVIEW_KEYS
    assert hit["review"] == {"status": "none", "reviewer": "", "last_reviewed": None, "review_due": None}
    assert (answer["query"], answer["corrected_query"], hit["excerpt_html"], hit["summary"]) == ("", None, "", "")
    assert hit["terms"] == {"disease": ["anemia"], "topic": []}


def test_a_hit_tells_what_the_edition_says(get, whole, expert):
    (hit,) = get("/v1/articles")["hits"]

    assert hit["slug"] == whole.slug
    assert hit["source_id"] == "test:whole"
    assert hit["url"] == f"http://localhost:8000/articles/{whole.slug}/"
    assert hit["headline"] == "The 2 questions about calcium spots"
    assert hit["kind"] == "medical"
    assert hit["language"] == "en"
    assert hit["minutes_to_read"] == 1
    assert hit["published_on"] == "2021-11-18"
    assert hit["review"]["status"] == "current"
    assert hit["review"]["reviewer"].endswith(", M.D.")
    assert hit["review"]["last_reviewed"] == timezone.localdate().isoformat()
    assert hit["review"]["review_due"] == add_months(timezone.localdate(), 36).isoformat()
    assert hit["terms"] == {"disease": ["inflammatory"], "topic": ["diagnosis"]}


def test_facets_have_all_terms_in_order_with_their_parents_and_counts(get, whole):
    disease, topic = get("/v1/articles")["facets"]

    assert (disease["slug"], disease["name"], topic["slug"]) == ("disease", "Diseases", "topic")
    assert all(set(term) == TERM_KEYS for facet in (disease, topic) for term in facet["terms"])
    assert [(term["slug"], term["count"], term["parents"]) for term in disease["terms"]] == [
        ("anemia", 0, []),
        ("breast-cancer", 1, []),
        ("inflammatory", 1, ["breast-cancer"]),
    ]


def test_words_and_terms_narrow_the_list(get, whole, bare):
    assert headlines(get("/v1/articles?q=calcium")) == [whole.title]
    assert headlines(get("/v1/articles?disease=breast-cancer")) == [whole.title]
    assert set(headlines(get("/v1/articles?disease=breast-cancer&disease=anemia"))) == {whole.title, "Bare"}
    assert headlines(get("/v1/articles?disease=anemia&topic=diagnosis")) == []
    assert get("/v1/articles?q=calcium&disease=anemia")["total"] == 0


def test_a_chosen_term_is_marked_and_its_own_facet_not_narrowed(get, whole, bare):
    disease, topic = get("/v1/articles?disease=anemia")["facets"]

    assert {term["slug"]: (term["count"], term["selected"]) for term in disease["terms"]} == {
        "anemia": (1, True),
        "breast-cancer": (1, False),
        "inflammatory": (1, False),
    }
    assert [(term["count"], term["selected"]) for term in topic["terms"]] == [(0, False)]


def test_the_words_sought_are_marked_in_the_excerpt(get, whole):
    answer = get("/v1/articles?q=calcium+bits")

    assert answer["query"] == "calcium bits"
    excerpt = answer["hits"][0]["excerpt_html"]
    assert excerpt.startswith("Small <mark>bits</mark> of <mark>calcium</mark>. Large ones Fine ones")


@pytest.mark.parametrize(
    ("parameters", "sort"),
    [
        ("", "newest"),
        ("q=a", "relevance"),
        ("sort=relevance", "newest"),
        ("q=a&sort=newest", "newest"),
        ("sort=title", "title"),
        ("sort=reviewed", "reviewed"),
    ],
)
def test_the_order_is_told(get, terms, parameters, sort):
    assert get(f"/v1/articles?{parameters}")["sort"] == sort


def test_pages_are_walked_to_the_last_hit(get, terms):
    for number in range(5):
        make_published(signed=False, title=f"Number {number}", terms=[terms.anemia])

    pages = [get(f"/v1/articles?sort=title&page_size=2&page={page}") for page in (1, 2, 3, 4)]

    assert [headlines(page) for page in pages] == [
        ["Number 0", "Number 1"],
        ["Number 2", "Number 3"],
        ["Number 4"],
        [],
    ]
    assert {(page["total"], page["pages"], page["page_size"]) for page in pages} == {(5, 3, 2)}


def test_twenty_hits_are_a_page(get, terms):
    for _ in range(21):
        make_published(signed=False, terms=[terms.anemia])

    assert len(get("/v1/articles")["hits"]) == 20
    assert len(get("/v1/articles?page_size=100")["hits"]) == 21


@pytest.mark.parametrize(
    "parameters", ["q=&disease=&sort=&page=&page_size=&language=&explain=", "explain=true", "explain=0"]
)
def test_empty_values_count_as_absent(get, whole, parameters):
    assert get(f"/v1/articles?{parameters}") == get("/v1/articles")


def test_space_around_a_value_does_not_matter(get, whole):
    assert get("/v1/articles?q=%20calcium%20&disease=%20breast-cancer&page=%201")["total"] == 1


def test_another_language_has_its_own_articles_names_and_addresses(get, terms, client):
    FacetName.objects.create(facet=terms.anemia.facet, language="es", name="Enfermedades")
    TermName.objects.create(term=terms.anemia, language="es", name="La anemia")
    article = make_published(signed=False, title="La sangre", language="es", terms=[terms.anemia])
    make_published(signed=False, title="Blood", terms=[terms.anemia])

    answer = get("/v1/articles?language=es")

    assert headlines(answer) == ["La sangre"]
    assert answer["hits"][0]["url"] == f"http://localhost:8000/es/articles/{article.slug}/"
    assert answer["facets"][0]["name"] == "Enfermedades"
    assert "La anemia" in [term["name"] for term in answer["facets"][0]["terms"]]
    assert client.get("/api/v1/articles?language=es").headers["Content-Language"] == "es"


def test_the_browsers_language_does_not_change_the_answer(client, whole):
    spanish = client.get("/api/v1/articles", headers={"Accept-Language": "es"})

    assert spanish.json()["language"] == "en"


def test_a_slug_of_before_means_the_term_of_today(get, whole, terms):
    terms.breast.slug = "cancer-of-the-breast"
    terms.breast.save()

    answer = get("/v1/articles?disease=breast-cancer")

    assert answer["total"] == 1
    assert [term["slug"] for term in answer["facets"][0]["terms"] if term["selected"]] == ["cancer-of-the-breast"]


def test_a_draft_is_not_there(get, whole, terms):
    make_article(title="A draft about calcium", terms=[terms.anemia])
    whole.title = "Changed calcium"
    whole.save_revision()

    answer = get("/v1/articles?q=calcium")

    assert headlines(answer) == ["The 2 questions about calcium spots"]
    assert answer["facets"][0]["terms"][0]["count"] == 0


def test_a_headline_with_letters_of_any_script_has_an_address(get, terms):
    make_published(signed=False, title="Señales de la anemia", terms=[terms.anemia])

    (hit,) = get("/v1/articles")["hits"]

    assert get(f"/v1/articles/{hit['slug']}")["headline"] == "Señales de la anemia"


def test_a_library_without_facets_answers(get, db):
    assert get("/v1/articles")["facets"] == []


def test_a_new_facet_is_a_parameter_at_once(get, db):
    audience = TermFactory(facet__slug="audience", slug="children")
    make_published(signed=False, title="For children", terms=[audience])

    assert headlines(get("/v1/articles?audience=children")) == ["For children"]


@pytest.mark.parametrize("selected", ["", "&disease=breast-cancer&disease=anemia&topic=diagnosis"])
def test_queries_do_not_grow_with_the_articles(client, whole, terms, selected, django_assert_max_num_queries):
    for _ in range(8):
        make_published(signed=False, title="calcium", terms=[terms.anemia, terms.diagnosis])

    client.get("/api/v1/articles")  # the index learns what was published

    with django_assert_max_num_queries(17):
        assert len(client.get(f"/api/v1/articles?q=calcium{selected}").json()["hits"]) == 9
