"""From a beginning to the headlines and questions that somebody may be typing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Occur, Query

from wellread.engine.analysis import LONGEST_BEGINNING, LONGEST_START, folded, prepared
from wellread.engine.opened import Opened
from wellread.engine.schema import SCHEMA, Field, beginning_words
from wellread.engine.stored import Stored, read_stored
from wellread.engine.values import Suggestion

SHORTEST = 2
"""Letters from which on something is suggested."""
MOST_LETTERS = 200
_MOST_WORDS = 8
_ARTICLES = 24
"""Articles whose texts are looked at, for each of the two ways to begin."""


@dataclass(frozen=True)
class _Found:
    suggestion: Suggestion
    rank: tuple[bool, bool, int, str]


def suggest(opened: Opened, beginning: str, limit: int) -> tuple[Suggestion, ...]:
    """Return headlines and questions in which each word begins a word, each text once.

    First those that begin as typed, headlines before questions, the shorter first.
    """
    words = beginning_words(prepared(beginning[:MOST_LETTERS]))[:_MOST_WORDS]
    if sum(map(len, words)) < SHORTEST or limit <= 0:
        return ()
    best: dict[str, _Found] = {}
    for query in (_starting(words), _having(words)):
        for address in _addresses(opened, query):
            for found in _texts(opened, address, words):
                text = folded(found.suggestion.text)
                if text not in best or found.rank < best[text].rank:
                    best[text] = found
        if len(best) >= limit:
            break
    ranked = sorted(best.values(), key=lambda found: found.rank)
    return tuple(found.suggestion for found in ranked[:limit])


def _starting(words: Sequence[str]) -> Query:
    return Query.term_query(SCHEMA, Field.STARTS, " ".join(words)[:LONGEST_START], index_option="basic")


def _having(words: Sequence[str]) -> Query:
    return Query.boolean_query([(Occur.Must, _beginning(word)) for word in words])


def _beginning(word: str) -> Query:
    return Query.term_query(SCHEMA, Field.BEGINNINGS, word[:LONGEST_BEGINNING], index_option="basic")


def _addresses(opened: Opened, query: Query) -> Sequence[DocAddress]:
    hits = opened.searcher.search(query, _ARTICLES, count=False, order_by_field=Field.NEWEST).hits
    return [address for _, address in hits]


def _texts(opened: Opened, address: DocAddress, words: Sequence[str]) -> Iterator[_Found]:
    stored = read_stored(opened.searcher, address)
    key = int(opened.searcher.fast_field_values(Field.KEY, [address])[0] or 0)
    for suggestion in _of_article(stored, key):
        text_words = beginning_words(prepared(suggestion.text))
        if all(any(one.startswith(word) for one in text_words) for word in words):
            starts = " ".join(text_words).startswith(" ".join(words))
            rank = (not starts, suggestion.kind != "headline", len(suggestion.text), suggestion.text)
            yield _Found(suggestion, rank)


def _of_article(stored: Stored, key: int) -> Iterator[Suggestion]:
    yield Suggestion("headline", stored.headline, key)
    for passage in stored.passages:
        if passage.question:
            yield Suggestion("question", passage.question, key, passage.place)
