"""A count is a promise: the number behind a term is the number of distinct articles that choosing it lists.

A random library is asked in three ways (discovery, the API, the pages) and compared with its twin in plain Python.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

import pytest

from tests.journeys.demo_library import DemoLibrary
from tests.journeys.random_library import RandomLibrary
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.publishing.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

PAGE_SIZE = 11
COMBINATIONS = 200
CHANGES = 60


@dataclass(frozen=True)
class Page:
    """One page of a list: how many in all, whose articles, and the counts and choices by the slugs of terms."""

    total: int
    slugs: list
    counts: dict
    chosen: set


def ask_discovery(words, selected, page):
    result = search(
        SearchRequest(
            language="en",
            words=words,
            selected={facet: frozenset(slugs) for facet, slugs in selected.items()},
            page=page,
            page_size=PAGE_SIZE,
        )
    )
    terms = [(facet.slug, term) for facet in result.facets for term in facet.terms]
    return Page(
        result.total,
        [hit.slug for hit in result.hits],
        {(facet, term.slug): term.count for facet, term in terms},
        {(facet, term.slug) for facet, term in terms if term.selected},
    )


def ask_api(client):
    def ask(words, selected, page):
        query = {"q": words, **selected, "page": page, "page_size": PAGE_SIZE}
        response = client.get(f"/api/v1/articles?{urlencode(query, doseq=True)}")
        assert response.status_code == 200, response.content
        answer = response.json()
        terms = [(facet["slug"], term) for facet in answer["facets"] for term in facet["terms"]]
        return Page(
            answer["total"],
            [hit["slug"] for hit in answer["hits"]],
            {(facet, term["slug"]): term["count"] for facet, term in terms},
            {(facet, term["slug"]) for facet, term in terms if term["selected"]},
        )

    return ask


BOX = re.compile(r'<input type="checkbox"(?: id="[^"]+")? name="([\w-]+)" value="([\w-]+)"([^>]*)>[^<]*<span>\s*(\d+)')
TOTAL = re.compile(r'<p id="list--count"[^>]*><b[^>]*>(\d+) article')
HIT = re.compile(r'<li class="hit">\s*<h2[^>]*><a[^>]* href="/articles/([^/"]+)/"')


def ask_pages(client):
    def ask(words, selected, page):
        address = f"/articles/?{urlencode({'q': words, **selected, 'page': page}, doseq=True)}"
        response = client.get(address, follow=True)  # a former slug redirects to that of today
        assert response.status_code == 200, address
        html = response.content.decode()
        boxes = BOX.findall(html)
        return Page(
            int(TOTAL.search(html)[1]),
            [unquote(slug) for slug in HIT.findall(html)],
            {(facet, slug): int(count) for facet, slug, _, count in boxes},
            {(facet, slug) for facet, slug, more, _ in boxes if "checked" in more},
        )

    return ask


class Comparison:
    """Asks a library and its plain twin the same."""

    def __init__(self, library, ask):
        self.library, self.plain, self.ask = library, library.plain, ask

    def listed(self, words, selected):
        """Return the keys of all articles that a selection lists, over all pages; each page holds what it should."""
        slugs = {facet: sorted(self.library.some_slug(key) for key in keys) for facet, keys in selected.items() if keys}
        first = self.ask(words, slugs, 1)
        found = list(first.slugs)
        page = 1
        while len(found) < first.total:
            page += 1
            more = self.ask(words, slugs, page)
            assert more.slugs and (more.total, more.counts) == (first.total, first.counts)
            found += more.slugs
        assert len(found) == len(set(found)) == first.total
        keys = dict(Publication.objects.filter(slug__in=found).values_list("slug", "article"))
        assert first.chosen == {self.address(key) for keys in selected.values() for key in keys}
        return first, {keys[slug] for slug in found}

    def address(self, key):
        return self.plain.terms[key].facet, self.plain.terms[key].slug

    def every_term_alone(self):
        shown = self.ask("", {}, 1).counts
        assert shown == {self.address(key): count for key, count in self.plain.counts("", {}).items()}
        for key in self.plain.in_use():
            page, listed = self.listed("", {self.plain.terms[key].facet: {key}})
            assert len(listed) == shown[self.address(key)] == page.counts[self.address(key)]
            assert listed == self.plain.matching("", {self.plain.terms[key].facet: {key}})

    def combinations(self, number):
        """Compare random choices of words and terms, and of each list one count with what it promises."""
        for _ in range(number):
            words, selected = self.library.some_words(), self.library.some_selection()
            page, listed = self.listed(words, selected)
            assert listed == self.plain.matching(words, selected), (words, selected)
            counts = {self.address(key): count for key, count in self.plain.counts(words, selected).items()}
            assert page.counts == counts, (words, selected)
            key = self.library.chance.choice(self.plain.in_use())
            _, promised = self.listed(words, {**selected, self.plain.terms[key].facet: {key}})
            assert len(promised) == page.counts[self.address(key)], (words, selected, key)


def changed_library(seed):
    library = RandomLibrary(seed, articles=24)
    for _ in range(CHANGES):
        library.change()
    return library


def test_the_random_library_is_worth_comparing():
    library = changed_library(5)
    public = [article for article in library.plain.articles.values() if article.public]

    assert 8 < len(public) < len(library.plain.articles)
    assert any(len(term.parents) > 1 for term in library.plain.terms.values()), "no term has several parents"
    assert any(term.merged_into for term in library.plain.terms.values()), "no term was merged"
    assert any(term.former_slugs for term in library.plain.terms.values()), "no term was renamed"
    assert any(library.plain.above(one) & article.terms - {one} for article in public for one in article.terms), (
        "no article has both a term and a broader one"
    )


def test_every_count_keeps_its_promise():
    library = RandomLibrary(1, articles=30)
    comparison = Comparison(library, ask_discovery)

    comparison.every_term_alone()
    comparison.combinations(COMBINATIONS)


def test_every_count_keeps_its_promise_after_edits_publishes_withdrawals_renames_and_merges():
    library = changed_library(3)
    comparison = Comparison(library, ask_discovery)

    comparison.every_term_alone()
    comparison.combinations(COMBINATIONS)


def test_every_count_keeps_its_promise_after_each_single_change():
    library = RandomLibrary(5, articles=12)
    comparison = Comparison(library, ask_discovery)

    for _ in range(CHANGES):
        library.change()
        comparison.combinations(2)


def test_the_api_keeps_the_promise(client):
    library = changed_library(6)
    comparison = Comparison(library, ask_api(client))

    comparison.every_term_alone()
    comparison.combinations(100)


def test_the_pages_keep_the_promise(client):
    library = changed_library(7)
    comparison = Comparison(library, ask_pages(client))

    comparison.every_term_alone()
    comparison.combinations(25)


def test_the_demo_keeps_the_promise(client):
    library = DemoLibrary(8, client)
    comparison = Comparison(library, ask_api(client))

    assert len(library.plain.terms) == 95
    assert len(library.plain.articles) > 36
    comparison.every_term_alone()
    comparison.combinations(COMBINATIONS)
