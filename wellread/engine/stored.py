"""An article's words as they were indexed, read back for excerpts, explanations and answers."""

import json
from dataclasses import dataclass

from tantivy import DocAddress, Searcher

from wellread.engine.schema import Field
from wellread.engine.values import Passage


@dataclass(frozen=True)
class Stored:
    headline: str
    summary: str
    people: tuple[str, ...]
    terms: frozenset[int]
    passages: tuple[Passage, ...]


def read_stored(searcher: Searcher, address: DocAddress) -> Stored:
    headline, summary, people, terms, passages = json.loads(searcher.doc(address).get_first(Field.CONTENT) or "")
    return Stored(
        headline=headline,
        summary=summary,
        people=tuple(people),
        terms=frozenset(terms),
        passages=tuple(Passage(*passage) for passage in passages),
    )
