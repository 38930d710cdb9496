"""Exact numbers of articles under terms."""

from collections.abc import Mapping
from types import MappingProxyType

from tantivy import Query, Searcher

from wellread.engine.schema import Field

_MOST_TERMS = 65_000
"""More terms than any library has; tantivy refuses more buckets."""
_ALL_TERMS = {"terms": {"terms": {"field": Field.TERMS, "size": _MOST_TERMS, "segment_size": _MOST_TERMS}}}


def term_counts(searcher: Searcher, query: Query) -> Mapping[int, int]:
    """Return for each term the number of articles under it that match, without those that have none."""
    buckets = searcher.aggregate(query, _ALL_TERMS)["terms"]["buckets"]
    return MappingProxyType({int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets})
