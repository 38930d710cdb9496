"""What the made library is asked, and what every peer must answer the same."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from wellread.cli.benchmarks.library import MadeArticle, MadeLibrary
from wellread.cli.benchmarks.vocabulary import facets, made_terms

TOP = 10
Value = TypeVar("Value")


@dataclass(frozen=True)
class Asked:
    """Words that an article must all have, and by facet the terms of which it must have one."""

    words: tuple[str, ...] = ()
    selected: Mapping[str, frozenset[int]] = field(default_factory=lambda: dict.fromkeys(facets(), frozenset()))


@dataclass(frozen=True)
class Answered:
    """The exact total, the keys of the first articles, and the counts of all terms, each facet's own choice aside.

    `counts` is None where a peer cannot count; terms without articles are absent.
    """

    total: int
    keys: tuple[int, ...]
    counts: Mapping[int, int] | None


class Peer(Protocol):
    """A search that is compared: filled once, then asked."""

    name: str

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        """Take all articles in and be ready to answer."""

    def answer(self, asked: Asked) -> Answered:
        """Return the first ten, the total and all counts."""


def draw_requests(library: MadeLibrary, *, words: int, terms: int, number: int, seed: int = 7) -> list[Asked]:
    """Return random requests: words that stand in one article together, terms as often as articles have them."""
    chance = random.Random(seed)  # noqa: S311  # no secret: the same requests again
    return [
        Asked(
            words=_words_of_an_article(library, chance, words),
            selected={
                facet: frozenset(
                    _different(chance, [term.number for term in of_facet], [term.frequency for term in of_facet], terms)
                )
                for facet, of_facet in facets().items()
            },
        )
        for _ in range(number)
    ]


def narrow(counts: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    """Return for each term its count in the one map that counts for its facet; `""` is that of all other facets."""
    return {
        term.number: of_facet[term.number]
        for term in made_terms()
        if (of_facet := counts[term.facet if term.facet in counts else ""]).get(term.number)
    }


def differences(asked: Asked, answers: Mapping[str, Answered]) -> Iterator[str]:
    """Yield a sentence for each peer that answers otherwise than the first."""
    first, *others = answers
    for other in others:
        if answers[other].total != answers[first].total:
            yield f"{asked}: {other} finds {answers[other].total}, {first} {answers[first].total}"
        if answers[other].counts is not None and answers[other].counts != answers[first].counts:
            yield f"{asked}: {other} counts {answers[other].counts}, {first} {answers[first].counts}"
        if len(answers[other].keys) != min(TOP, answers[other].total):
            yield f"{asked}: {other} shows {len(answers[other].keys)} of {answers[other].total}"


def _words_of_an_article(library: MadeLibrary, chance: random.Random, number: int) -> tuple[str, ...]:
    """Return words as readers have them in mind who look for a certain article."""
    found: tuple[str, ...] = ()
    while len(found) < number:
        article = library.article(chance.randint(1, library.size))
        standing = sorted(set(article.body.lower().replace(".", "").split()) & library.sought)
        found = tuple(chance.sample(standing, min(number, len(standing))))
    return found


def _different(chance: random.Random, values: Sequence[Value], weights: Sequence[float], number: int) -> list[Value]:
    found: dict[Value, None] = {}
    while len(found) < number:
        found[chance.choices(values, weights)[0]] = None
    return list(found)
