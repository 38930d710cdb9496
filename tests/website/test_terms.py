import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import FacetFactory, TermFactory, make_article, make_published
from tests.website.builders import read
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Facet, Synonym, TermName

pytestmark = pytest.mark.django_db


def test_a_facet_lists_all_its_terms_with_counts(client, vocabulary):
    make_published(terms=[vocabulary["throat"]])

    page = read(client.get("/diseases/"))

    assert "Head and Neck Cancer 1 article" in page.text
    assert "Throat Cancer 1 article" in page.text
    assert "Breast Cancer 0 articles" in page.text
    assert "Support" not in page.text
    assert page.all("link", rel="canonical", href="http://localhost:8000/diseases/")


def test_a_facet_without_terms_says_so(client, db):
    FacetFactory(slug="age", path="ages")

    assert "There are no terms here yet." in read(client.get("/ages/")).text


@pytest.mark.parametrize("path", ["/nothing/", "/people/", "/disease/", "/about/", "/health/", "/fr/"])
def test_only_the_paths_of_facets_are_pages(client, vocabulary, path):
    assert client.get(path).status_code == 404


def test_a_term_says_what_it_means_and_where_it_stands(client, vocabulary):
    head = vocabulary["head"]
    head.definition = "Cancers of the mouth and the throat."
    head.save()
    Synonym.objects.create(term=head, language="en", words="HNC")
    Synonym.objects.create(term=head, language="es", words="cáncer de cabeza")
    make_published(title="About a throat", terms=[vocabulary["throat"]])

    page = read(client.get("/diseases/head-and-neck-cancer/"))

    assert "Cancers of the mouth and the throat." in page.text
    assert "HNC" in page.text
    assert "cáncer de cabeza" not in page.text
    assert "More exact Throat Cancer 1" in page.text
    assert "1 article " in page.text
    assert "About a throat" in page.text
    assert page.all("a", href="/articles/?disease=head-and-neck-cancer")


def test_a_narrow_term_names_the_broader_one(client, vocabulary):
    page = read(client.get("/diseases/throat-cancer/"))

    assert "Broader Head and Neck Cancer 0" in page.text
    assert "There is no article about Throat Cancer here yet." in page.text


def test_many_synonyms_stand_behind_a_disclosure(client, vocabulary):
    for number in range(12):
        Synonym.objects.create(term=vocabulary["breast"], language="en", words=f"word {number:02}")

    page = read(client.get("/diseases/breast-cancer/"))

    assert "word 11" in page.text
    assert "More words" in page.text


def test_a_term_with_many_articles_has_pages(client, vocabulary):
    for number in range(22):
        make_published(title=f"Article number {number:02}", terms=[vocabulary["support"]])

    second = read(client.get("/topics/support/?page=2"))

    assert len(second.all("li", class_="hit hit--small")) == 2
    assert second.all("a", rel="prev", href="/topics/support/")
    assert second.all("link", rel="canonical", href="http://localhost:8000/topics/support/?page=2")
    assert client.get("/topics/support/?page=3").status_code == 404
    assert "There is no page “x”." in read(client.get("/topics/support/?page=x")).text


def test_a_renamed_term_redirects_for_good(client, vocabulary):
    vocabulary["breast"].slug = "cancer-of-the-breast"
    vocabulary["breast"].save()

    response = client.get("/diseases/breast-cancer/")

    assert (response.status_code, response.headers["Location"]) == (301, "/diseases/cancer-of-the-breast/")


def test_a_merged_term_redirects_for_good(client, vocabulary):
    merge(vocabulary["throat"], into=vocabulary["head"])

    response = client.get("/diseases/throat-cancer/")

    assert (response.status_code, response.headers["Location"]) == (301, "/diseases/head-and-neck-cancer/")


@pytest.mark.parametrize(
    "path", ["/diseases/nothing/", "/topics/breast-cancer/", "/nothing/breast-cancer/", "/diseases/%00/"]
)
def test_unknown_terms_are_not_found(client, vocabulary, path):
    assert client.get(path).status_code == 404


def test_a_draft_is_under_no_term(client, vocabulary):
    make_article(title="Canarybird", terms=[vocabulary["support"]])

    assert "Canarybird" not in client.get("/topics/support/").content.decode()


def test_terms_have_their_names_in_the_language_of_the_page(client, vocabulary):
    TermName.objects.create(term=vocabulary["breast"], language="es", name="Cáncer de mama", definition="En la mama.")
    make_published(title="En español", language="es", terms=[vocabulary["breast"]])
    make_published(title="In English", terms=[vocabulary["breast"]])

    page = read(client.get("/es/diseases/breast-cancer/"))

    assert "Cáncer de mama" in page.text
    assert "En la mama." in page.text
    assert "En español" in page.text
    assert "In English" not in page.text


def test_merging_leaves_a_page_with_all_articles(client, vocabulary):
    other = TermFactory(facet=vocabulary["topics"], slug="help", name="Help")
    make_published(title="Tagged before", terms=[other])
    merge(other, into=vocabulary["support"])

    assert "Tagged before" in read(client.get("/topics/support/")).text


@pytest.mark.parametrize("path", ["articles", "people", "admin", "api", "es"])
def test_a_facet_cannot_take_the_path_of_another_page(path, db):
    with pytest.raises(ValidationError, match="already used in addresses"):
        Facet(slug="age", path=path, name="Ages").full_clean()


def test_a_term_shows_what_people_ask_and_where_it_is_answered(client, vocabulary):
    body = [
        ("question", {"question": "What is it?", "answer": "<p>A side effect.</p>"}),
        ("question", {"question": "How long does the tiredness last?", "answer": "<p>Weeks.</p>"}),
    ]
    make_published(title="The tiredness after treatment", slug="tired", body=body, terms=[vocabulary["throat"]])
    make_published(title="The tiredness of parking", signed=False, body=body, terms=[vocabulary["head"]])

    page = read(client.get("/diseases/head-and-neck-cancer/"))

    assert "What people ask" in page.text
    assert page.all("a", href="/articles/tired/#how-long-does-the-tiredness-last")
    assert len(page.all("a", href="/articles/tired/#what-is-it")) == 0
    assert "What people ask" not in read(client.get("/diseases/breast-cancer/")).text


def test_many_articles_of_a_term_stand_by_subject(client, vocabulary):
    for number in range(4):
        make_published(title=f"Seen {number}", terms=[vocabulary["throat"], vocabulary["diagnosis"]])
        make_published(title=f"Helped {number}", terms=[vocabulary["throat"], vocabulary["support"]])

    page = read(client.get("/diseases/head-and-neck-cancer/"))

    assert "8 articles, by subject" in page.text
    assert page.all("a", href="/articles/?disease=head-and-neck-cancer&topic=diagnosis")
    assert "All 4 about Support" in page.text
    assert page.mistakes == []


def test_a_term_can_be_followed(client, vocabulary):
    make_published(terms=[vocabulary["support"]])

    page = read(client.get("/topics/support/"))

    assert page.all("a", href="/feeds/articles.atom?topic=support")
    assert not read(client.get("/topics/diagnosis/")).all("a", href="/feeds/articles.atom?topic=diagnosis")


def test_more_articles_of_a_term_need_no_more_queries(client, vocabulary):
    def queries() -> int:
        client.get("/topics/support/")  # the index learns what was published
        with CaptureQueriesContext(connection) as captured:
            client.get("/topics/support/")
        return len(captured)

    for _ in range(2):
        make_published(terms=[vocabulary["support"]])
    few = queries()
    for _ in range(6):
        make_published(terms=[vocabulary["support"], vocabulary["throat"]])
        make_published(terms=[vocabulary["support"], vocabulary["breast"]])

    assert queries() <= few
