"""How well one passage answers a question: how much of what was asked stands in it, around it, and in its question."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from wellread.engine import weights
from wellread.engine.aspects import answering_stems
from wellread.engine.groups import Group, Under, Words
from wellread.engine.opened import Opened
from wellread.engine.queries import group_rarity, rarity
from wellread.engine.stored import Stored
from wellread.engine.values import Passage
from wellread.engine.wanted import Wanted, sought_forms, sought_phrases, telling_stems

_GUESSED = 0.5
"""What a word counts that was taken for another."""
_IN_OTHER_WORDS = 0.7
"""What the kind of a question counts where the passage has the words in which such questions are answered."""

# What makes one passage better than another: words of the question in the passage's own question, in that or the
# headline, in its text; that its own question, or the headline, says nothing else; and that
# it opens its article, where a question asks for no side of a thing but for the thing.
_OWN, _TITLES, _TEXT, _ALIKE, _HEADED = 3.0, 2.0, 0.3, 2.0, 1.0
_FIRST = 0.3
_USUAL_LENGTH, _SHORT = 1000, 500


@dataclass(frozen=True)
class Judgement:
    """Shares between 0 and 1; those of what was asked go by the rarity of its words. `order` compares passages.

    `around`: what of it stands in the passage, its question or its article's headline. `titled`: in question or
    headline. `alike`: how much of the passage's question, or of the headline, was asked.
    """

    around: float
    titled: float
    alike: float
    order: float


@dataclass(frozen=True)
class Asked:
    """A question's groups and what each is worth; `lost` is the worth of words that stand nowhere."""

    groups: tuple[Group, ...]
    worths: tuple[float, ...]
    lost: float
    wanted: Wanted
    aspects: tuple[tuple[str, ...], ...]
    aspect_worths: Mapping[str, float]
    worth_of: Callable[[str], float]

    @cached_property
    def total(self) -> float:
        return sum(self.worths) + self.lost


def asked(groups: Sequence[Group], unknown: Sequence[str], wanted: Wanted, opened: Opened) -> Asked:
    worths = tuple(max(0.1, group_rarity(group, opened)) for group in groups)
    most = math.log(1 + opened.searcher.num_docs / 0.5)
    aspects = tuple(answering_stems(group.stems, opened.language) for group in groups)
    return Asked(
        groups=tuple(groups),
        worths=worths,
        lost=most * len(unknown),
        wanted=wanted,
        aspects=aspects,
        worth_of=cache(lambda stem: max(0.1, rarity(stem, opened))),
        aspect_worths={stem: rarity(stem, opened) for stems in aspects for stem in stems},
    )


def judge(passage: Passage, stored: Stored, question: Asked) -> Judgement:
    """Return how well a passage answers."""
    text = Counter(place.what for place in question.wanted.places(passage.text))
    titles = Counter(place.what for place in question.wanted.places(f"{passage.question}\n{stored.headline}"))
    own = Counter(place.what for place in question.wanted.places(passage.question))
    around, titled, order = 0.0, 0.0, 0.0
    for group, worth, aspects in zip(question.groups, question.worths, question.aspects, strict=True):
        trust = _GUESSED if group.guessed else 1.0
        in_titles = float(_has(group, titles, stored))
        in_text = float(_has(group, text, stored)) or _in_other_words(aspects, text)
        in_own = float(_has(group, own, stored))
        around += worth * max(in_titles, in_text) * trust
        titled += worth * in_titles * trust
        often = sum(text[what] for what in _whats(group))
        order += worth * (_OWN * in_own + _TITLES * in_titles + _TEXT * _saturated(often, passage.text))
    for stem, worth in question.aspect_worths.items():
        order += weights.ASPECT * worth * _TEXT * _saturated(text[stem], passage.text)
    total = question.total or 1.0
    alike = _alike(passage.question, question)
    headed = _alike(stored.headline, question)
    if passage is stored.passages[0] and not question.aspect_worths:
        order += _FIRST * total
    order = order / total + (_ALIKE * alike + _HEADED * headed) * (titled / total) ** 2
    return Judgement(around / total, titled / total, max(alike, headed), order)


def _saturated(often: int, text: str) -> float:
    """Return what a word that stands so often in a text is worth, as BM25 has it: less in a longer text."""
    length = max(_SHORT, len(text)) / _USUAL_LENGTH
    return 2.2 * often / (often + 1.2 * (0.25 + 0.75 * length))


def _whats(group: Group) -> list[str]:
    return [
        what
        for alternative in group.alternatives
        for what in (*map(" ".join, sought_phrases(alternative.how)), *sought_forms(alternative.how))
    ]


def _has(group: Group, found: Counter[str], stored: Stored) -> bool:
    for alternative in group.alternatives:
        how = alternative.how
        if isinstance(how, Under):
            if how.terms & stored.terms:
                return True
        elif isinstance(how, Words):
            if all(stem in found for stem in how.stems):
                return True
        elif any(what in found for what in (*map(" ".join, sought_phrases(how)), *sought_forms(how))):
            return True
    return False


def _in_other_words(aspects: Sequence[str], found: Counter[str]) -> float:
    return _IN_OTHER_WORDS if any(stem in found for stem in aspects) else 0.0


def _alike(title: str, question: Asked) -> float:
    """Return how much of a title was asked, by the rarity of its words."""
    worths = {stem: question.worth_of(stem) for stem in telling_stems(title, question.wanted.language)}
    typed = {stem for group in question.groups for stem in group.stems}
    common = sum(worth for stem, worth in worths.items() if stem in typed)
    return common / sum(worths.values()) if worths else 0.0
