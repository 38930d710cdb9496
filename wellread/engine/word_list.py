"""All words of an index as they are written, for beginnings of words and for typing mistakes."""

from bisect import bisect_left
from dataclasses import dataclass

from tantivy import Searcher

from wellread.engine.analysis import folded
from wellread.engine.schema import Field


@dataclass(frozen=True)
class Written:
    """A word as it stands in articles, accents kept, and the number of articles that have it."""

    form: str
    articles: int


@dataclass(frozen=True)
class WordList:
    """The words of one state of an index, by their folded form and in its order."""

    words: dict[str, tuple[Written, ...]]
    in_order: list[str]

    def beginning_with(self, beginning: str, *, limit: int) -> tuple[Written, ...]:
        """Return words that begin so, those in most articles first."""
        start = bisect_left(self.in_order, beginning)
        end = bisect_left(self.in_order, beginning + "\U0010ffff")
        found = [written for word in self.in_order[start:end] for written in self.words[word]]
        found.sort(key=lambda written: (-written.articles, written.form))
        return tuple(found[:limit])


def read_word_list(searcher: Searcher) -> WordList:
    words: dict[str, tuple[Written, ...]] = {}
    for form, articles in searcher.terms_with_prefix(Field.EXACT, ""):
        word = folded(form)
        words[word] = (*words.get(word, ()), Written(form, articles))
    return WordList(words, sorted(words))
