"""Typing mistakes: which word of the articles may have been meant."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wellread.engine import analysis
from wellread.engine.meanings import Phrasebook
from wellread.engine.opened import Opened
from wellread.engine.opposites import are_opposites
from wellread.engine.schema import Field
from wellread.engine.stop_words import is_stop_word
from wellread.engine.typed import Word
from wellread.engine.word_list import Written

_SHORTEST = 4
_LONG = 8
_SHORTEST_PART = 3
_LOOKED_AT = 12
"""Candidates that are looked at closely: those with the fewest edits, then those in most articles."""


@dataclass(frozen=True)
class Candidate:
    written: Written
    folded: str
    edits: int


def edits_forgiven(word: str) -> int:
    """Return how many letters may be wrong in a word: none below 4 letters, one below 8, otherwise two."""
    if len(word) < _SHORTEST:
        return 0
    return 1 if len(word) < _LONG else 2


def nearest(word: Word, opened: Opened, book: Phrasebook, *, goes_with: Callable[[str], bool]) -> str | None:
    """Return the word that was meant, as it is written; None if there is no good guess.

    Fewest edits win, then words of the lexicon and of headlines, then those that `goes_with` says stand in an article
    with the rest of the request, then those from which a letter is missing or changed places, then those with the
    same first letter, then those in most articles.
    """
    best = None
    for candidate in _candidates(word.form, opened, book):
        prominent = is_prominent(candidate.written.form, opened, book)
        rank = (
            candidate.edits,
            not prominent,
            not goes_with(candidate.written.form),
            not _slipped(word.form, candidate.folded),
            candidate.folded[0] != word.form[0],
            -candidate.written.articles,
        )
        if best is None or rank < best[0]:
            best = rank, candidate.written.form
    return best[1] if best else None


def is_prominent(form: str, opened: Opened, book: Phrasebook) -> bool:
    """Return whether a word stands in the lexicon or in a headline."""
    if analysis.folded(form) in book.forms:
        return True
    return any(opened.has(Field.HEADLINE, stem) for stem in analysis.stems(form, opened.language))


def _slipped(typed: str, meant: str) -> bool:
    """Return whether somebody only left a letter out, or typed two in the wrong order: that happens most."""
    return len(meant) > len(typed) or (len(meant) == len(typed) and sorted(meant) == sorted(typed))


def _candidates(word: str, opened: Opened, book: Phrasebook) -> Iterator[Candidate]:
    """Yield the words that are a few edits away, the best of each number of edits first."""
    forgiven = edits_forgiven(word)
    if not forgiven:
        return
    found = {}
    for choices in (opened.word_list.in_order, book.in_order):
        for other, edits, _ in process.extract_iter(word, choices, scorer=OSA.distance, score_cutoff=forgiven):
            if other.isalpha() and not are_opposites(word, other) and not is_stop_word(other, opened.language):
                written = opened.word_list.words.get(other, (Written(other, 0),))
                found[other] = Candidate(max(written, key=lambda one: one.articles), other, int(edits))
    ranked = sorted(found.values(), key=lambda one: (one.edits, -one.written.articles, one.folded))
    standing = (one for one in ranked if one.folded in book.forms or opened.has(Field.EXACT, one.written.form))
    yield from islice(standing, _LOOKED_AT)


def parted(word: Word, opened: Opened) -> tuple[Word, ...]:
    """Return two words that were typed without the space between them, if they stand side by side somewhere."""
    known = opened.word_list.words
    for place in range(_SHORTEST_PART, len(word.form) - _SHORTEST_PART + 1):
        first, second = word.form[:place], word.form[place:]
        if first in known and second in known:
            middle = word.start + place
            parts = (
                replace(word, end=middle).corrected(first, opened.language),
                replace(word, start=middle).corrected(second, opened.language),
            )
            if opened.has_phrase((parts[0].stem, parts[1].stem)):
                return parts
    return ()
