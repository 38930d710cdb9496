"""One language's index as it was at one moment: what all questions of one request are asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tantivy import Index, Query, Searcher

from wellread.engine.counting import term_counts
from wellread.engine.schema import ENTRY, SCHEMA, Field
from wellread.engine.word_list import WordList, read_word_list


@dataclass(frozen=True)
class Opened:
    """An index and a searcher of it, which sees nothing that is written later. What it counted once, it remembers."""

    language: str
    index: Index
    searcher: Searcher

    @cached_property
    def _gone(self) -> int:
        """Entries of articles that were replaced or removed, which the frequencies of words still count."""
        return self.searcher.doc_freq(Field.ENTRY, ENTRY) - self.searcher.num_docs

    @cached_property
    def word_list(self) -> WordList:
        return read_word_list(self.searcher)

    @cached_property
    def counts_of_all(self) -> Mapping[int, int]:
        """The articles under each term."""
        return term_counts(self.searcher, Query.all_query())

    def frequency(self, stem: str) -> int:
        """Return about how many articles have a word: articles that were replaced may still be among them."""
        return self.searcher.doc_freq(Field.ALL, stem)

    def holds(self, query: Query) -> bool:
        """Return whether any article matches."""
        return bool(self.searcher.search(query, 1, count=False).hits)

    def has(self, field: Field, value: str | int) -> bool:
        """Return whether a field of any article has this."""
        entries = self.searcher.doc_freq(field, value)
        if not entries or entries > self._gone:
            return entries > 0
        return self.holds(Query.term_query(SCHEMA, field, value, index_option="basic"))

    def has_word(self, stem: str) -> bool:
        return self.has(Field.ALL, stem)

    def has_compound(self, form: str) -> bool:
        return self.has(Field.COMPOUNDS, form)

    def has_phrase(self, stems: tuple[str, ...]) -> bool:
        """Return whether these stems stand side by side in any article."""
        if not all(self.has_word(stem) for stem in stems):
            return False
        return len(stems) == 1 or self.holds(Query.phrase_query(SCHEMA, Field.ALL, list(stems)))
