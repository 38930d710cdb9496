"""Which sentences of a passage answer: side by side, verbatim, short enough to be read at once."""

from collections.abc import Sequence

from wellread.engine.sentences import sentences
from wellread.engine.wanted import Place, Wanted

WHOLE = 700
"""Characters up to which a passage is given whole."""
LONGEST = 600
"""Characters of a span of a longer one, unless its best sentence alone is longer."""
_FIRST = 0.5
"""What the beginning is worth, in words of the question: answers begin with what matters."""


def best_span(text: str, wanted: Wanted) -> tuple[int, int]:
    """Return start and end of the sentences that have the most and rarest of the words."""
    parts = sentences(text)
    if not parts or len(text) <= WHOLE:
        return _trimmed(text)
    places = wanted.places(text)
    rarest = max((wanted.weight(place.what) for place in places), default=1.0)
    best, best_worth = (0, 1), -1.0
    for first in range(len(parts)):
        last = _last(parts, first)
        worth = _worth(places, parts[first][0], parts[last - 1][1], wanted) + (0 if first else _FIRST * rarest)
        if worth > best_worth:
            best, best_worth = (first, last), worth
    return parts[best[0]][0], parts[best[1] - 1][1]


def _last(parts: Sequence[tuple[int, int]], first: int) -> int:
    """Return the end of the sentences that fit into a span from the first one on."""
    last = first + 1
    while last < len(parts) and parts[last][1] - parts[first][0] <= LONGEST:
        last += 1
    return last


def _worth(places: Sequence[Place], start: int, end: int, wanted: Wanted) -> float:
    inside = [place.what for place in places if start <= place.start and place.end <= end]
    return sum(wanted.weight(what) for what in set(inside)) + 0.05 * len(inside)


def _trimmed(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))
