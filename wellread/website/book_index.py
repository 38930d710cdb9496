"""A facet like the index at the back of a book: letter, term, number."""

from dataclasses import dataclass

from wellread.discovery.results import FacetCounts, TermCount
from wellread.vocabulary.sorting import fold

TOP = 6


@dataclass(frozen=True)
class Entry:
    """One line; `letter` is empty unless the line is the first under its letter."""

    slug: str
    name: str
    count: int
    letter: str


@dataclass(frozen=True)
class BookIndex:
    """All terms of a facet, and those with the most articles."""

    slug: str
    path: str
    name: str
    entries: tuple[Entry, ...]
    top: tuple[Entry, ...]


def book_index(facet: FacetCounts, *, language: str) -> BookIndex:
    most = sorted((term for term in facet.terms if term.count), key=lambda term: -term.count)[:TOP]
    entries = []
    before = ""
    for term in facet.terms:
        letter = first_letter(term.name, language=language)
        entries.append(_entry(term, letter if letter != before else ""))
        before = letter
    return BookIndex(facet.slug, facet.path, facet.name, tuple(entries), tuple(_entry(term, "") for term in most))


def first_letter(name: str, *, language: str) -> str:
    """Return the letter under which readers look a name up: Á is A, but Ñ is a letter of its own in Spanish."""
    first = name[:1].upper()
    return first if language == "es" and first == "Ñ" else fold(first)[:1].upper()


def _entry(term: TermCount, letter: str) -> Entry:
    return Entry(term.slug, term.name, term.count, letter)
