"""From a request to its result, out of one state of the index."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tantivy import DocAddress, Query

from wellread.engine import ordering, queries
from wellread.engine.counting import term_counts
from wellread.engine.excerpts import excerpt
from wellread.engine.explaining import reasons
from wellread.engine.groups import Understanding
from wellread.engine.lexicon import Lexicon
from wellread.engine.opened import Opened
from wellread.engine.ordering import Page
from wellread.engine.schema import Field
from wellread.engine.stored import read_stored
from wellread.engine.understanding import understand, without_quotes
from wellread.engine.values import EngineHit, Match, Relaxation, Request, Result, Sort
from wellread.engine.wanted import Wanted, wanted


@dataclass(frozen=True)
class _Asked:
    """What the words ask for, and how many of the groups an article needs."""

    understanding: Understanding
    needed: int


def search(opened: Opened, request: Request, lexicon: Lexicon, change: int) -> Result:
    """Answer a request; `change` is the number that the state holds everything up to."""
    understanding = understand(request.words, lexicon, opened, verbatim=request.verbatim)
    asked = _Asked(understanding, 1 if request.match is Match.ANY else len(understanding.groups))
    selections = {facet: queries.selection(terms) for facet, terms in request.selected.items() if terms}
    page = _page(opened, request, asked, selections)
    if not page.total and not _finds(opened, asked):
        asked = _loosened(opened, request, lexicon, asked)
        page = _page(opened, request, asked, selections)
    return Result(
        total=page.total,
        hits=_hits(opened, request, asked, page),
        counts=_counts(opened, asked, selections) if request.with_counts else MappingProxyType({}),
        understood=asked.understanding.understood,
        change=change,
    )


# How many of the words


def _finds(opened: Opened, asked: _Asked) -> bool:
    """Return whether there is anything in the whole language, whatever is selected."""
    return opened.holds(_found(asked, []))


def _loosened(opened: Opened, request: Request, lexicon: Lexicon, asked: _Asked) -> _Asked:
    """Return what finds something with some of the words; what was asked if nothing does."""
    understanding = asked.understanding
    if understanding.quoted:
        # No article has the phrase: its words, then, wherever they stand.
        words = without_quotes(request.words)
        understanding = understand(words, lexicon, opened, verbatim=request.verbatim)
    understood = replace(understanding.understood, relaxation=Relaxation.SOME_WORDS)
    understanding = replace(understanding, understood=understood)
    count = len(understanding.groups)
    for needed in (count, *range(min(count - 1, most_needed(count)), 0, -1)):
        loosened = _Asked(understanding, needed)
        if _finds(opened, loosened):
            return loosened
    return asked


def most_needed(count: int) -> int:
    """Return how many of so many groups an article needs where none has all: a quarter, at least two of more."""
    return 1 if count < 3 else max(2, -(-count // 4))


# What is found


def _page(opened: Opened, request: Request, asked: _Asked, selections: Mapping[str, Query]) -> Page:
    within = list(selections.values())
    place = {"offset": request.offset, "limit": request.limit}
    if request.sort is Sort.RELEVANCE and asked.understanding.groups:
        query = queries.ordering(asked.understanding, opened, needed=asked.needed, within=within)
        return ordering.by_score(opened.searcher, query, **place)
    sort = Sort.NEWEST if request.sort is Sort.RELEVANCE else request.sort
    return ordering.in_order(opened.searcher, _found(asked, within), sort, **place)


def _found(asked: _Asked, within: list[Query]) -> Query:
    """Return what matches the articles with the words, under the selections."""
    if asked.understanding.groups:
        within = [queries.found_by(asked.understanding, needed=asked.needed), *within]
    elif asked.understanding.has_words:
        return Query.empty_query()
    return queries.both(within) if within else Query.all_query()


def _counts(opened: Opened, asked: _Asked, selections: Mapping[str, Query]) -> Mapping[str, Mapping[int, int]]:
    """Count the articles under each term: with all selections, and for each selected facet without its own."""
    counts = {"": _count(opened, asked, list(selections.values()))}
    for facet in selections:
        others = [query for name, query in selections.items() if name != facet]
        counts[facet] = _count(opened, asked, others)
    return MappingProxyType(counts)


def _count(opened: Opened, asked: _Asked, within: list[Query]) -> Mapping[int, int]:
    if not within and not asked.understanding.has_words:
        return opened.counts_of_all
    return term_counts(opened.searcher, _found(asked, within))


# Hits


def _hits(opened: Opened, request: Request, asked: _Asked, page: Page) -> tuple[EngineHit, ...]:
    addresses = [address for _, address in page.entries]
    keys = opened.searcher.fast_field_values(Field.KEY, addresses)
    versions = opened.searcher.fast_field_values(Field.VERSION, addresses)
    hits = tuple(
        EngineHit(key=int(key or 0), version=int(version or 0), score=score)
        for key, version, (score, _) in zip(keys, versions, page.entries, strict=True)
    )
    if not asked.understanding.groups or not (request.with_excerpts or request.explain):
        return hits
    sought = wanted(asked.understanding, opened)
    return tuple(
        _in_full(opened, request, asked, hit, address, sought) for hit, address in zip(hits, addresses, strict=True)
    )


def _in_full(
    opened: Opened, request: Request, asked: _Asked, hit: EngineHit, address: DocAddress, sought: Wanted
) -> EngineHit:
    stored = read_stored(opened.searcher, address)
    if request.with_excerpts:
        hit = replace(hit, excerpt=excerpt(stored, sought))
    if request.explain:
        hit = replace(hit, because=reasons(asked.understanding.groups, stored, opened.language))
    return hit
