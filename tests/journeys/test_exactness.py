"""What the engine finds and counts is what a plain count finds, while editors change the library.

A seeded part of `python -m tests.journeys.exactness --requests 20000 --edits 5000`.
"""

import pytest

from tests.factories import FacetFactory, TermFactory, make_published
from tests.journeys import searched_library
from tests.journeys.exact_comparison import TODAY, Exactness, run
from tests.journeys.plain_search import STEMS, STOP_WORDS
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.search import search_in_index
from wellread.engine.analysis import stems
from wellread.engine.stop_words import is_stop_word

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

ARTICLES, EDITS, REQUESTS = 30, 40, 250


def test_every_answer_is_exact_while_the_library_changes():
    exactness = Exactness(1, articles=ARTICLES)

    differences = list(run(exactness, requests=REQUESTS, edits=EDITS))

    assert differences == []
    assert all(exactness.found.values()), exactness.found


def test_a_wrong_count_would_be_seen(monkeypatch):
    exactness = Exactness(2, articles=12)
    honest = searched_library.PlainSearch.counts

    def one_too_many(self, *arguments):
        counts = honest(self, *arguments)
        return counts | {min(counts): counts[min(counts)] + 1}

    monkeypatch.setattr(searched_library.PlainSearch, "counts", one_too_many)

    assert len(list(run(exactness, requests=5, edits=0))) == 5


@pytest.mark.parametrize("language", STEMS)
def test_the_tables_of_the_plain_search_are_the_published_rules(language):
    for stem, words in STEMS[language].items():
        for word in words.split():
            assert stems(word, language) == [stem]
    assert all(is_stop_word(word, language) for word in STOP_WORDS[language])


class TestKnownFaultsOfOtherEngines:
    """Recipes by which facets of other search engines were seen to lie."""

    def test_more_than_ten_terms_of_a_facet_are_counted(self):
        terms = [TermFactory(slug=f"term-{number}") for number in range(14)]
        for number, term in enumerate(terms):
            for _ in range(1 + number % 2):
                make_published(signed=False, title="A lump", terms=[term])

        assert counts(ask("lump")) == {f"term-{number}": 1 + number % 2 for number in range(14)}

    def test_a_filter_never_raises_a_count(self):
        disease, topic = _two_facets(4)
        for number in range(12):
            chosen = [disease[number % 4], disease[number % 3], topic[number % 2]]
            make_published(signed=False, title=f"A lump {'and a scan' * (number % 2)}", terms=set(chosen))
        before = counts(ask("lump"))

        for one in disease:
            after = counts(ask("lump", disease=[one.slug]))

            assert all(after[slug] <= before[slug] for slug in after)
            assert all(after[other.slug] == before[other.slug] for other in disease), "its own facet is not narrowed"
        assert all(count <= before[slug] for slug, count in counts(ask("lump scan")).items())

    def test_a_selected_term_tells_what_it_would_show_and_stays_selected_when_that_is_nothing(self):
        disease, topic = _two_facets(2)
        make_published(signed=False, title="A lump", terms=[disease[0], topic[0]])
        make_published(signed=False, title="A lump", terms=[disease[1], topic[1]])

        both = ask("lump", disease=[disease[0].slug], topic=[topic[1].slug])

        assert both.total == 0
        assert counts(both) == {disease[0].slug: 0, disease[1].slug: 1, topic[0].slug: 1, topic[1].slug: 0}
        assert selected(both) == {disease[0].slug, topic[1].slug}

    def test_selecting_a_second_term_of_a_facet_adds_to_the_total_what_it_counts_alone(self):
        disease, _ = _two_facets(3)
        for number in range(9):
            make_published(signed=False, title="A lump", terms=[disease[number % 3]])
        one = ask("lump", disease=[disease[0].slug])

        two = ask("lump", disease=[disease[0].slug, disease[1].slug])

        assert two.total == one.total + counts(one)[disease[1].slug] == 6

    def test_an_article_under_two_parents_of_one_grandparent_counts_once(self):
        broad = TermFactory(slug="broad")
        left, right = TermFactory(slug="left", parents=[broad]), TermFactory(slug="right", parents=[broad])
        narrow = TermFactory(slug="narrow", parents=[left, right])
        make_published(signed=False, title="A lump", terms=[narrow])
        make_published(signed=False, title="A lump", terms=[left, right])

        result = ask("lump", disease=["broad", "left", "narrow"])

        assert counts(result) == {"broad": 2, "left": 2, "right": 2, "narrow": 1}
        assert (result.total, len(result.hits)) == (2, 2)

    @pytest.mark.parametrize("sort", [None, *Sort])
    def test_the_total_is_what_can_be_clicked_down_to_the_last_page(self, sort):
        same = TermFactory(slug="same")
        for number in range(13):
            make_published(signed=False, title=f"A lump {'lump ' * (number % 4)}", terms=[same])

        pages = [ask("lump", sort=sort, page=page, page_size=2) for page in range(1, 9)]

        assert {page.total for page in pages} == {13}
        assert [len(page.hits) for page in pages] == [2, 2, 2, 2, 2, 2, 1, 0]
        assert len({hit.slug for page in pages for hit in page.hits}) == 13
        assert all(counts(page) == {"same": 13} for page in pages)

    def test_what_is_withdrawn_or_rewritten_is_gone_from_words_and_counts_at_once(self):
        disease, _ = _two_facets(2)
        article = make_published(signed=False, title="A lump", terms=[disease[0]])
        assert ask("lump").total == 1

        article.title, article.terms = "A scan", [disease[1]]
        article.save_revision(clean=False).publish()

        assert ask("lump", sort=Sort.NEWEST).total == 0
        assert counts(ask("scan")) == {disease[0].slug: 0, disease[1].slug: 1, "topic-0": 0, "topic-1": 0}


def ask(words, *, sort=None, page=1, page_size=100, **chosen):
    slugs = {facet: frozenset(of_facet) for facet, of_facet in chosen.items()}
    request = SearchRequest("en", words, slugs, sort, page=page, page_size=page_size, verbatim=True)
    return search_in_index(request, today=TODAY)


def counts(result):
    return {term.slug: term.count for facet in result.facets for term in facet.terms}


def selected(result):
    return {term.slug for facet in result.facets for term in facet.terms if term.selected}


def _two_facets(number):
    facets = [FacetFactory(slug="disease", position=0), FacetFactory(slug="topic", position=1)]
    return [[TermFactory(facet=facet, slug=f"{facet.slug}-{one}") for one in range(number)] for facet in facets]
