"""The starter vocabulary as the engine knows it: a lexicon, and which terms a text is about. No database."""

import csv
from dataclasses import dataclass
from pathlib import Path

import wellread
from wellread.engine import analysis
from wellread.engine.lexicon import Lexicon, Meaning

STARTER = Path(wellread.__file__).parent / "vocabulary" / "starter.csv"
_SYNONYMS = ("lay:en", "clinical:en", "abbreviation:en")
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Term:
    number: int
    facet: str
    name: str
    synonyms: tuple[str, ...]

    @property
    def names(self):
        return (self.name, *self.synonyms)


def read_terms():
    with STARTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Term(
            number,
            row["facet"],
            row["name"],
            tuple(word.strip() for column in _SYNONYMS for word in row[column].split(";") if word.strip()),
        )
        for number, row in enumerate(rows, start=1)
    ]


def make_lexicon(terms):
    """Return a lexicon in which all names lead to their term, and those of diseases to one another."""
    meanings = [Meaning(name, term=term.number, through=term.name) for term in terms for name in term.names]
    meanings += [
        Meaning(name, alternative=other, through=other)
        for term in terms
        if term.facet == "disease"
        for name in term.names
        for other in term.names
        if other != name
    ]
    return Lexicon("en", tuple(meanings))


class Tagger:
    """Finds the terms that a headline names."""

    def __init__(self, terms):
        self._names = {
            tuple(analysis.stems(name, "en")): term.number
            for term in terms
            for name in term.names
            if len(name) >= _SHORTEST_NAME
        }
        self._longest = max(map(len, self._names))

    def terms(self, headline):
        stems = analysis.stems(headline, "en")
        found = {
            self._names.get(tuple(stems[start : start + length]))
            for start in range(len(stems))
            for length in range(1, self._longest + 1)
        }
        return tuple(sorted(found - {None}))
