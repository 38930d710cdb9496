"""Where in a text the words stand that made an article be found."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wellread.engine import analysis
from wellread.engine.groups import AnyForm, Compound, How, Phrase, Understanding, Words
from wellread.engine.opened import Opened
from wellread.engine.queries import rarity
from wellread.engine.stop_words import is_stop_word

MOST_PLACES = 100
"""Places of one word in one text that are looked at."""
_WORD = re.compile(r"[^\W_]+")
_LEAST_WEIGHT = 0.1


@dataclass(frozen=True)
class Place:
    """A stretch of a text where `what` stands."""

    start: int
    end: int
    what: str


@dataclass(frozen=True)
class Wanted:
    """What to look for in texts of a language: stems side by side, and words as they are written, with weights."""

    language: str
    phrases: tuple[tuple[str, ...], ...] = ()
    forms: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    def places(self, text: str) -> list[Place]:
        """Return where they stand, in order."""
        flat = _flat(text)
        found = [place for phrase in self.phrases for place in _phrase_places(flat, phrase, self.language)]
        found += [Place(start, end, form) for form in self.forms for start, end in _form_places(flat, form)]
        return sorted(found, key=lambda place: (place.start, -place.end))

    def weight(self, what: str) -> float:
        return self.weights.get(what, 1.0)


def wanted(understanding: Understanding, opened: Opened) -> Wanted:
    """Return what to look for after a request was understood so."""
    hows = [alternative.how for group in understanding.groups for alternative in group.alternatives]
    phrases = tuple(dict.fromkeys(phrase for how in hows for phrase in sought_phrases(how)))
    forms = tuple(dict.fromkeys(form for how in hows for form in sought_forms(how)))
    weights = {" ".join(phrase): max(_LEAST_WEIGHT, sum(rarity(stem, opened) for stem in phrase)) for phrase in phrases}
    return Wanted(opened.language, phrases, forms, weights)


def sought_phrases(how: How) -> Iterator[tuple[str, ...]]:
    match how:
        case Words(stems):
            yield from ((stem,) for stem in stems)
        case Phrase(stems):
            yield stems


def sought_forms(how: How) -> Iterator[str]:
    match how:
        case AnyForm(forms):
            yield from map(analysis.folded, forms)
        case Compound(whole):
            yield whole


def _phrase_places(text: str, stems: tuple[str, ...], language: str) -> Iterator[Place]:
    for start, end in _stem_places(text, stems[0], language):
        for stem in stems[1:]:
            following = _WORD.search(text, end)
            if following is None or stem_of(following[0], language) != stem:
                break
            end = following.end()
        else:
            yield Place(start, end, " ".join(stems))


def _stem_places(text: str, stem: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in _starts_of_words(text, _common_beginning(stem, language)):
        if stem_of(text[start:end], language) == stem:
            yield start, end


def _form_places(text: str, form: str) -> Iterator[tuple[int, int]]:
    for start, _ in _starts_of_words(text, form):
        end = start + len(form)
        if not text[end : end + 1].isalnum():
            yield start, end


def _starts_of_words(text: str, beginning: str) -> Iterator[tuple[int, int]]:
    """Yield the words that begin so."""
    at = text.find(beginning)
    count = 0
    while at >= 0 and count < MOST_PLACES:
        end = at + 1
        if at == 0 or not text[at - 1].isalnum():
            found = _WORD.match(text, at)
            if found:
                count += 1
                end = found.end()
                yield at, end
        at = text.find(beginning, end)


def _common_beginning(stem: str, language: str) -> str:
    """Return what all words with this stem begin with: stems of "hoping" and "studies" are hope and studi."""
    cut = {"en": 1, "es": 2}.get(language, 0)
    return stem[: max(len(stem) - cut, min(len(stem), 2))]


@lru_cache(maxsize=100_000)
def stem_of(word: str, language: str) -> str:
    return (analysis.stems(word, language) or [word])[0]


def telling_stems(text: str, language: str) -> set[str]:
    """Return the stems of a short text's words, without stop words."""
    words = _WORD.findall(_flat(text))
    return {stem_of(word, language) for word in words if not is_stop_word(word, language)}


class _Letters(dict[int, str]):
    """Letters by what they are without case and accent, where that is one letter again."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        flat = analysis.folded(letter) if not 0xD800 <= code <= 0xDFFF else letter
        self[code] = flat if len(flat) == 1 else letter
        return self[code]


_letters = _Letters()


def _flat(text: str) -> str:
    """Return a text in small letters without accents, each letter in its place."""
    return text.lower() if text.isascii() else text.translate(_letters)
