"""The 95 terms that come with Wellread, numbered for a made library, and how often each stood on the page of origin."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wellread.engine.lexicon import Lexicon, Meaning
from wellread.vocabulary.table import STARTER_FILE

COUNTS_FILE = Path(__file__).with_name("origin_counts.csv")
SYNONYM_COLUMNS = ("lay:en", "clinical:en", "abbreviation:en")


@dataclass(frozen=True)
class MadeTerm:
    """A term by its number; `above` are the numbers of all broader terms, its own included."""

    number: int
    facet: str
    slug: str
    name: str
    frequency: int
    above: frozenset[int]
    synonyms: tuple[str, ...]


@cache
def made_terms() -> tuple[MadeTerm, ...]:
    """Return all terms in the order of the file, numbered from 1."""
    with STARTER_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with COUNTS_FILE.open(encoding="utf-8", newline="") as file:
        counts = {(row["facet"], row["slug"]): int(row["count"]) for row in csv.DictReader(file)}
    rows = [row for row in rows if (row["facet"], row["slug"]) in counts]
    numbers = {(row["facet"], row["slug"]): number for number, row in enumerate(rows, start=1)}
    parents = {
        numbers[row["facet"], row["slug"]]: [numbers[row["facet"], slug] for slug in _split(row["parents"])]
        for row in rows
    }
    return tuple(
        MadeTerm(
            number=number,
            facet=row["facet"],
            slug=row["slug"],
            name=row["name"],
            frequency=counts[row["facet"], row["slug"]],
            above=frozenset(_above(number, parents)),
            synonyms=tuple(word for column in SYNONYM_COLUMNS for word in _split(row[column])),
        )
        for number, row in enumerate(rows, start=1)
    )


@cache
def facets() -> Mapping[str, tuple[MadeTerm, ...]]:
    names = dict.fromkeys(term.facet for term in made_terms())
    return {name: tuple(term for term in made_terms() if term.facet == name) for name in names}


@cache
def lexicon() -> Lexicon:
    """Return what the terms are called besides, as a library's own lexicon has it."""
    return Lexicon(
        language="en",
        meanings=tuple(
            Meaning(words=words, term=term.number, through=term.name)
            for term in made_terms()
            for words in (term.name, *term.synonyms)
        ),
    )


def all_above(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers of terms and of all broader ones, each once."""
    terms = made_terms()
    return tuple(sorted({above for number in numbers for above in terms[number - 1].above}))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _above(number: int, parents: Mapping[int, Iterable[int]]) -> set[int]:
    return {number}.union(*(_above(parent, parents) for parent in parents[number]))
