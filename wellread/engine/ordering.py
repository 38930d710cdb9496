"""A page of articles in the order asked for. Equal ones follow newest first, then the higher key."""

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Order, Query, Searcher

from wellread.engine.schema import Field
from wellread.engine.values import Sort

_ORDER_FIELDS = {
    Sort.NEWEST: (Field.NEWEST, Order.Desc),
    Sort.REVIEWED: (Field.REVIEWED_ORDER, Order.Desc),
    Sort.TITLE: (Field.TITLE_ORDER, Order.Asc),
}

Scored = tuple[float, DocAddress]


@dataclass(frozen=True)
class Page:
    """The articles of a page with their scores, and how many there are in all."""

    total: int
    entries: tuple[Scored, ...]


def in_order(searcher: Searcher, query: Query, sort: Sort, *, offset: int, limit: int) -> Page:
    """Return a page in an order that does not depend on scores."""
    field, order = _ORDER_FIELDS[sort]
    found = searcher.search(query, max(limit, 1), order_by_field=field, order=order, offset=offset)
    entries = tuple((0.0, address) for _, address in found.hits[:limit])
    return Page(total_of(found), entries)


def by_score(searcher: Searcher, query: Query, *, offset: int, limit: int) -> Page:
    """Return a page of the best. Looks past its end as far as equal scores go, so that no page depends on chance."""
    end = offset + limit
    wanted = end + 1
    while True:
        found = searcher.search(query, wanted)
        hits: list[Scored] = found.hits
        if len(hits) < wanted or limit == 0 or hits[-1][0] < hits[end - 1][0]:
            break
        wanted *= 2
    return Page(total_of(found), tuple(_page(searcher, hits, offset, min(end, len(hits)))))


def _page(searcher: Searcher, hits: Sequence[Scored], offset: int, end: int) -> Sequence[Scored]:
    if offset >= end:
        return ()
    first, last = offset, end
    while first and hits[first - 1][0] == hits[offset][0]:
        first -= 1
    while last < len(hits) and hits[last][0] == hits[end - 1][0]:
        last += 1
    around = hits[first:last]
    if len({score for score, _ in around}) == len(around):
        return hits[offset:end]
    newest = searcher.fast_field_values(Field.NEWEST, [address for _, address in around])
    places = sorted(range(len(around)), key=lambda place: (around[place][0], newest[place]), reverse=True)
    return [around[place] for place in places][offset - first : end - first]


def total_of(found: object) -> int:
    """Return the number of all articles found, which the types of the bindings forget."""
    count: int = found.count  # type: ignore[attr-defined]  # tantivy.SearchResult has it
    return count
