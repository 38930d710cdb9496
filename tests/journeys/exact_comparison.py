"""Ask a random library, while editors change it, and compare every answer with a plain count.

    python -m tests.journeys.exactness --requests 20000 --edits 5000 --seed 1

Seen are the total, the count of every term, and the articles on all pages. The engine is asked, never the database
that stands in for it.
"""

import argparse
import random
import time
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command

from tests.journeys.searched_library import LANGUAGES, SearchedLibrary
from wellread.articles.libraries import ensure_libraries
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.search import search_in_index
from wellread.publishing.models import Publication
from wellread.review.keys import make_key

TODAY = date(2026, 11, 23)
PAGE_SIZES = (7, 20, 100)
MOST_SHOWN = 10


@dataclass(frozen=True)
class Asked:
    """One request, its terms as keys."""

    language: str
    words: str
    selected: dict
    sort: Sort | None
    page_size: int


class Exactness:
    """A library with its twin, and the differences that were found between them."""

    def __init__(self, seed, *, articles):
        self.library = SearchedLibrary(seed, articles=articles)
        self.chance = random.Random(seed + 1)
        self.found = {"nothing": 0, "words": 0, "phrases": 0, "selections": 0, "some words only": 0, "pages": 0}

    def some_request(self):
        language = self.chance.choice([*LANGUAGES, "en"])
        sort = self.chance.choice([None, None, None, *Sort])
        words = self.library.some_words(language)
        return Asked(language, words, self.library.some_selection(), sort, self.chance.choice(PAGE_SIZES))

    def difference(self, asked):
        """Ask both, all pages, and return a sentence about the first difference, or nothing."""
        plain, library = self.library.search(asked.language), self.library
        found, some_only = plain.find(asked.words)
        expected = plain.matching(found, asked.selected)
        counts = {
            self._address(key): count
            for key, count in plain.counts(found, asked.selected, library.terms_of_facet()).items()
        }
        slugs = {
            facet: frozenset(library.some_slug(key) for key in keys) for facet, keys in asked.selected.items() if keys
        }
        request = SearchRequest(
            asked.language, asked.words, slugs, asked.sort, page_size=asked.page_size, verbatim=True
        )
        first = search_in_index(request, today=TODAY)
        self._note(asked, first)
        if first.total != len(expected):
            return f"finds {first.total}, not {len(expected)}"
        if first.some_words_only != some_only:
            return f"says {first.some_words_only} to some words only"
        told = {(facet.slug, term.slug): term.count for facet in first.facets for term in facet.terms}
        if told != counts:
            return f"counts otherwise: {sorted(set(told.items()) ^ set(counts.items()))}"
        return self._difference_of_pages(request, first, expected)

    def _difference_of_pages(self, request, first, expected):
        shown = [hit.slug for hit in first.hits]
        for page in range(2, first.pages + 2):
            more = search_in_index(SearchRequest(**{**vars(request), "page": page}), today=TODAY)
            if more.total != first.total or more.facets != first.facets:
                return f"tells otherwise on page {page}"
            self.found["pages"] += 1
            shown += [hit.slug for hit in more.hits]
        keys = dict(
            Publication.objects.filter(slug__in=shown, language=request.language).values_list("slug", "article")
        )
        listed = [keys[slug] for slug in shown]
        if len(set(listed)) != len(listed):
            return "lists an article twice"
        if set(listed) != expected:
            return f"lists otherwise: {sorted(set(listed) ^ expected)}"
        if request.effective_sort is Sort.NEWEST and listed != self._newest(expected):
            return "is not sorted by date"
        return ""

    def _newest(self, keys):
        numbers = dict(Publication.objects.filter(article__in=keys).values_list("article", "pk"))
        pages = self.library.pages
        return sorted(keys, key=lambda key: (pages[key].published_on, numbers[key]), reverse=True)

    def _address(self, key):
        term = self.library.plain.terms[key]
        return term.facet, term.slug

    def _note(self, asked, result):
        self.found["nothing"] += not result.total
        self.found["words"] += bool(asked.words)
        self.found["phrases"] += '"' in asked.words
        self.found["selections"] += any(asked.selected.values())
        self.found["some words only"] += result.some_words_only


def run(exactness, *, requests, edits, advance=lambda: None):
    """Spread the requests over the edits; yield each request that is answered otherwise, and how."""
    asked = 0
    for edit in range(edits + 1):
        if edit:
            exactness.library.change()
        while asked * (edits + 1) < requests * (edit + 1):
            one = exactness.some_request()
            difference = exactness.difference(one)
            asked += 1
            advance()
            if difference:
                yield edit, one, difference


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.exactness", description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--edits", type=int, default=5_000)
    parser.add_argument("--articles", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    make_key()
    ensure_libraries()
    begun = time.monotonic()
    exactness = Exactness(options.seed, articles=options.articles)
    done = [0]

    def advance():
        done[0] += 1
        if done[0] % 1000 == 0:
            print(f"{done[0]} requests, {time.monotonic() - begun:.0f} s", flush=True)  # noqa: T201

    differences = 0
    for edit, asked, sentence in run(exactness, requests=options.requests, edits=options.edits, advance=advance):
        differences += 1
        if differences <= MOST_SHOWN:
            print(f"after edit {edit}: {asked} {sentence}", flush=True)  # noqa: T201
    noted = ", ".join(f"{number} {what}" for what, number in exactness.found.items())
    print(  # noqa: T201
        f"{done[0]} requests after and between {options.edits} edits of {options.articles} articles, "
        f"seed {options.seed}: {differences} differences ({noted}); {time.monotonic() - begun:.0f} s"
    )
    return 1 if differences else 0
