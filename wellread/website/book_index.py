"""A facet like the index at the back of a book: letter, term, number."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import override

from wellread.discovery.results import FacetCounts, TermCount
from wellread.vocabulary.sorting import fold

TOP = 6
MOST_KEPT = 4096
"""Addresses of terms that are kept: a term has the same as long as it has its slug."""


@dataclass(frozen=True)
class Entry:
    """One line; `letter` is empty unless the line is the first under its letter."""

    slug: str
    name: str
    count: int
    letter: str
    url: str


@dataclass(frozen=True)
class BookIndex:
    """All terms of a facet, and those with the most articles."""

    slug: str
    path: str
    name: str
    entries: tuple[Entry, ...]
    top: tuple[Entry, ...]


def book_index(facet: FacetCounts, *, language: str) -> BookIndex:
    addresses = {term.slug: _address(facet.path, term.slug, language) for term in facet.terms}
    most = sorted((term for term in facet.terms if term.count), key=lambda term: -term.count)[:TOP]
    entries = []
    before = ""
    for term in facet.terms:
        letter = first_letter(term.name, language=language)
        entries.append(_entry(term, letter if letter != before else "", addresses[term.slug]))
        before = letter
    return BookIndex(
        facet.slug,
        facet.path,
        facet.name,
        tuple(entries),
        tuple(_entry(term, "", addresses[term.slug]) for term in most),
    )


def first_letter(name: str, *, language: str) -> str:
    """Return the letter under which readers look a name up: Á is A, but Ñ is a letter of its own in Spanish."""
    first = name[:1].upper()
    return first if language == "es" and first == "Ñ" else fold(first)[:1].upper()


def _entry(term: TermCount, letter: str, url: str) -> Entry:
    return Entry(term.slug, term.name, term.count, letter, url)


@lru_cache(maxsize=MOST_KEPT)
def _address(path: str, slug: str, language: str) -> str:
    with override(language):
        return reverse("website:term", args=[path, slug])
