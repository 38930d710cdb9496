"""The articles of a term under the terms of the other facets: what there is to know, before who has written it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import FacetCounts, Hit, SearchResult, TermCount
from wellread.website.addresses import list_address

FEWEST_ARTICLES = 6
"""With fewer a plain list is quicker to read."""
FEWEST_GROUPS, MOST_GROUPS = 2, 6
SHOWN = 3


@dataclass(frozen=True)
class Group:
    """One term of another facet: some of its articles, how many there are, and the list of all of them."""

    name: str
    total: int
    hits: tuple[Hit, ...]
    url: str


def by_topic(result: SearchResult, *, facet: str) -> tuple[Group, ...]:
    """Return the largest groups of what was found under a term of a facet, or none where a list says it better."""
    if result.total < FEWEST_ARTICLES:
        return ()
    groups = [group for other in result.facets if other.slug != facet for group in _groups(other, result)]
    groups.sort(key=lambda group: -group.total)
    return tuple(groups[:MOST_GROUPS]) if len(groups) >= FEWEST_GROUPS else ()


def _groups(facet: FacetCounts, result: SearchResult) -> Iterator[Group]:
    parents = {term.slug: term.parents for term in facet.terms}
    under: dict[str, list[Hit]] = defaultdict(list)
    for hit in result.hits:
        for slug in _with_broader((term.slug for term in hit.terms if term.facet == facet.slug), parents):
            under[slug].append(hit)
    for term in facet.terms:
        if hits := under.get(term.slug):
            narrowed = _narrowed(result.request, facet, term)
            yield Group(term.name, term.count, tuple(hits[:SHOWN]), list_address(narrowed))


def _with_broader(slugs: Iterable[str], parents: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(slugs)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting.extend(parents.get(slug, ()))
    return found


def _narrowed(request: SearchRequest, facet: FacetCounts, term: TermCount) -> SearchRequest:
    selected = {**request.selected, facet.slug: frozenset({term.slug})}
    return replace(request, selected=selected, page=1)
