"""Where the articles stand that editors recommend for the words sought: first, marked, and none of them twice."""

from dataclasses import dataclass

from wellread.discovery.request import Sort
from wellread.discovery.results import Hit, SearchResult


@dataclass(frozen=True)
class ListedHit:
    """A line of the list, and whether editors recommend the article for these words."""

    hit: Hit
    recommended: bool


@dataclass(frozen=True)
class Placed:
    """`above` are recommended though this page of the list has them not; `listed` are all hits of the page."""

    above: tuple[Hit, ...]
    listed: tuple[ListedHit, ...]


def place_recommended(result: SearchResult) -> Placed:
    """Put recommended hits first where the list is in order of relevance; the list keeps exactly its hits."""
    chosen = {_key(hit): number for number, hit in enumerate(result.recommended)}
    listed = [ListedHit(hit, _key(hit) in chosen) for hit in result.hits]
    if result.request.page > 1:
        return Placed((), tuple(listed))
    if result.sort is Sort.RELEVANCE:
        listed.sort(key=lambda one: chosen.get(_key(one.hit), len(chosen)))
    on_this_page = {_key(hit) for hit in result.hits}
    return Placed(tuple(hit for hit in result.recommended if _key(hit) not in on_this_page), tuple(listed))


def _key(hit: Hit) -> tuple[str, str]:
    return hit.language, hit.slug
