"""What a reader asks for: words, terms, order and page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

LONGEST_WORDS = 200
"""Characters of a search that are looked at."""
MOST_TERMS = 50
"""Terms that one request may select."""
PAGE_SIZE = 20
LARGEST_PAGE_SIZE = 100
DEEPEST_PAGE = 1000


class Sort(StrEnum):
    """The orders that a list can have."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    REVIEWED = "reviewed"
    TITLE = "title"


@dataclass(frozen=True)
class SearchRequest:
    """Words and the slugs of selected terms by the slug of their facet: OR within a facet, AND between.

    `verbatim` asks for the words as they were typed, without correcting any; `explain` for the reasons of each hit.
    """

    language: str
    words: str = ""
    selected: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort | None = None
    page: int = 1
    page_size: int = PAGE_SIZE
    verbatim: bool = False
    explain: bool = False

    @property
    def effective_sort(self) -> Sort:
        """Relevance for words, newest without, unless the reader chose."""
        if self.sort is None or (self.sort is Sort.RELEVANCE and not self.words):
            return Sort.RELEVANCE if self.words else Sort.NEWEST
        return self.sort
