"""The stretch of an article that shows best why it was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wellread.engine.stored import Stored
from wellread.engine.values import Excerpt
from wellread.engine.wanted import Place, Wanted

LENGTH = 240
"""Characters of an excerpt, at most."""
_LEAD = 80
"""Characters before the first word found that are shown, at most."""
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]*\s+|\n\s*")
_REPEATED = 0.05


@dataclass(frozen=True)
class _Stretch:
    text: str
    places: Sequence[Place]
    score: float


def excerpt(stored: Stored, wanted: Wanted) -> Excerpt:
    """Return the stretch with the most and the rarest of the words; an empty one where no text has any."""
    best: _Stretch | None = None
    for text in [*(passage.text for passage in stored.passages), stored.summary]:
        stretch = _best_stretch(text, wanted)
        if stretch and (best is None or stretch.score > best.score):
            best = stretch
    return _cut(best) if best else Excerpt()


def _best_stretch(text: str, wanted: Wanted) -> _Stretch | None:
    places = wanted.places(text)
    best: _Stretch | None = None
    last = 0
    for first, place in enumerate(places):
        while last < len(places) and places[last].end - place.start <= LENGTH - _LEAD:
            last += 1
        inside = places[first : max(last, first + 1)]
        score = _worth(inside, wanted)
        if best is None or score > best.score:
            best = _Stretch(text, inside, score)
    return best


def _worth(places: Sequence[Place], wanted: Wanted) -> float:
    return sum(wanted.weight(what) for what in {place.what for place in places}) + _REPEATED * len(places)


def _cut(stretch: _Stretch) -> Excerpt:
    text = stretch.text
    start = _start(text, stretch.places[0].start)
    end = _end(text, start, at_least=stretch.places[0].end)
    marks: list[tuple[int, int]] = []
    for place in stretch.places:
        if place.end <= end and (not marks or place.start - start >= marks[-1][1]):
            marks.append((place.start - start, place.end - start))
    return Excerpt(text[start:end], tuple(marks))


def _start(text: str, first: int) -> int:
    """Return where the sentence begins, or a word if that is too far away."""
    earliest = max(0, first - _LEAD)
    begins = [end.end() for end in _SENTENCE_END.finditer(text, earliest, first)]
    if begins:
        return begins[-1]
    if earliest == 0:
        return 0
    space = text.find(" ", earliest, first)
    return space + 1 if space >= 0 else first


def _end(text: str, start: int, *, at_least: int) -> int:
    """Return where a word ends, as far away as an excerpt reaches."""
    if len(text) - start <= LENGTH:
        return len(text.rstrip())
    space = max(text.rfind(" ", at_least, start + LENGTH), text.rfind("\n", at_least, start + LENGTH))
    return space if space >= 0 else max(at_least, start + LENGTH)
