"""The row of numbers below a list."""

from collections.abc import Callable
from dataclasses import dataclass

from wellread.discovery.request import DEEPEST_PAGE
from wellread.discovery.results import SearchResult

_BESIDE = 2


@dataclass(frozen=True)
class PageLink:
    """A numbered page; `gap` says that numbers before it are left out."""

    number: int
    url: str
    current: bool
    gap: bool


@dataclass(frozen=True)
class Pager:
    """All links of the row; `previous_url` and `next_url` are empty at the ends."""

    links: tuple[PageLink, ...]
    previous_url: str
    next_url: str


def last_page(result: SearchResult) -> int:
    return min(result.pages, DEEPEST_PAGE)


def pager(*, current: int, last: int, address: Callable[[int], str]) -> Pager | None:
    """Return the row for a list of several pages: the first, the last, and those beside the current."""
    if last < 2:
        return None
    numbers = sorted({1, last, *range(max(1, current - _BESIDE), min(last, current + _BESIDE) + 1)})
    links = tuple(
        PageLink(number, address(number), number == current, gap=number - before > 1)
        for before, number in zip([0, *numbers], numbers, strict=False)
    )
    return Pager(
        links=links,
        previous_url=address(current - 1) if current > 1 else "",
        next_url=address(current + 1) if current < last else "",
    )
