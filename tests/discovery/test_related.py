import pytest

from tests.factories import TODAY, FacetFactory, TermFactory, make_article, make_published, sign_article
from wellread.articles.models import RelatedArticle
from wellread.discovery.articles import find_article
from wellread.discovery.related import Because, neighbours
from wellread.publishing.publish import publish
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def beside(slug, *, limit=3):
    view = find_article(slug, language="en")
    return [
        (one.hit.headline, one.because, [term.name for term in one.terms])
        for one in neighbours(view, limit=limit, today=TODAY)
    ]


@pytest.fixture
def terms():
    topic = FacetFactory(slug="topic", path="topics")
    return {
        "rare": TermFactory(slug="anemia", name="Anemia"),
        "common": TermFactory(facet=topic, slug="treatment", name="Treatment"),
        "other": TermFactory(facet=topic, slug="support", name="Support"),
    }


def test_what_shares_rarer_terms_comes_first_and_says_which(terms):
    make_published(title="Tired", terms=[terms["rare"], terms["common"]])
    make_published(title="Treated", terms=[terms["common"]])
    make_published(title="Treated too", terms=[terms["common"]])
    make_published(title="Pale", terms=[terms["rare"], terms["common"]])
    make_published(title="Far away", terms=[terms["other"]])

    found = beside("tired")

    assert found[0] == ("Pale", Because.SAME_TERMS, ["Anemia", "Treatment"])
    assert {headline for headline, *_rest in found[1:]} == {"Treated", "Treated too"}


def test_what_editors_chose_comes_first_and_once(terms):
    chosen = make_published(title="Chosen", terms=[terms["rare"]])
    make_published(title="Pale", terms=[terms["rare"]])
    article = make_article(title="Tired", terms=[terms["rare"]])
    article.related_articles = [RelatedArticle(to=chosen)]
    article.save_revision()
    sign_article(article)
    publish(article)

    assert beside("tired") == [("Chosen", Because.CHOSEN, []), ("Pale", Because.SAME_TERMS, ["Anemia"])]
    assert beside("tired", limit=1) == [("Chosen", Because.CHOSEN, [])]


def test_drafts_and_other_languages_are_not_named(terms):
    make_published(title="Tired", terms=[terms["rare"]])
    make_article(title="Secret", terms=[terms["rare"]])
    make_published(title="Cansancio", terms=[terms["rare"]], language="es")

    assert beside("tired") == []


def test_a_merged_term_counts_as_what_it_became(terms):
    old = TermFactory(facet=terms["rare"].facet, slug="low-blood", name="Low Blood")
    make_published(title="Tired", terms=[old])
    make_published(title="Pale", terms=[terms["rare"]])
    merge(old, into=terms["rare"])

    assert beside("tired") == [("Pale", Because.SAME_TERMS, ["Anemia"])]
    assert beside("pale") == [("Tired", Because.SAME_TERMS, ["Anemia"])]


def test_the_number_of_queries_does_not_grow(terms, django_assert_max_num_queries):
    for number in range(4):
        make_published(title=f"Pale {number}", terms=[terms["rare"]])
    view = find_article("pale-0", language="en")

    with django_assert_max_num_queries(8):
        neighbours(view, limit=3, today=TODAY)
