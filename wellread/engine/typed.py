"""What somebody typed, as words with their places. Signs mean nothing, except quotes in pairs, joints and a plus."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wellread.engine import analysis
from wellread.engine.stop_words import is_stop_word

MOST_CHARACTERS = 4_000
"""What stands behind them in a request is not looked at."""
MOST_WORDS = 50
"""Words of a request that are looked at; further ones are left out in silence."""

_QUOTE = re.compile('["“”„«»]')
_SIGNS = ".,;:!?()[]{}\"'“”„«»"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")


@dataclass(frozen=True)
class Word:
    """One word of a request: as typed, in small letters without accents, its stem, and where it stands.

    `quote` counts the pairs of quotes, 0 outside. `joined`: only a hyphen or a slash stands before it. `plus`: it
    ends with a plus sign. `taken_for` is another word that it is searched as.
    """

    text: str
    form: str
    stem: str
    start: int
    end: int
    quote: int = 0
    joined: bool = False
    plus: bool = False
    stop: bool = False
    taken_for: str = ""

    @property
    def key(self) -> str:
        """What a lexicon knows it by: HER2+ is not HER2."""
        return f"{self.stem}+" if self.plus else self.stem

    @property
    def has_digits(self) -> bool:
        return any(letter.isdigit() for letter in self.form)

    def corrected(self, other: str, language: str) -> "Word":
        """Return the word as another one."""
        stem = analysis.stems(other, language)[0]
        return replace(self, form=analysis.folded(other), stem=stem, taken_for=other)


@dataclass(frozen=True)
class Typed:
    """A request's words and the text in which they stand."""

    text: str
    words: tuple[Word, ...]

    def chunk(self, word: Word) -> str:
        """Return what stands around a word up to the next spaces, without signs at its ends."""
        start = self.text.rfind(" ", 0, word.start) + 1
        end = self.text.find(" ", word.end)
        return self.text[start : end if end >= 0 else len(self.text)].strip(_SIGNS)

    def with_corrections(self, words: tuple[Word, ...]) -> str | None:
        """Return the text with the words that are taken for others replaced, None if there are none."""
        taken = [word for word in words if word.taken_for]
        if not taken:
            return None
        text = self.text
        for word in reversed(taken):
            before = text[: word.start]
            # Two words that were typed in one touch each other.
            space = " " if before[-1:].isalnum() else ""
            text = before + space + word.taken_for + text[word.end :]
        return text


def read(text: str, language: str) -> Typed:
    """Read what somebody typed. Never fails, whatever it is."""
    text = _UNSEEN.sub(" ", analysis.cleaned(text[:MOST_CHARACTERS])).strip()
    quotes = [sign.start() for sign in _QUOTE.finditer(text)]
    quotes = quotes[: len(quotes) // 2 * 2]
    tokens = analysis.form_analyzer().pre_tokenize(text).tokens
    words: list[Word] = []
    end = -1
    for token in tokens:
        start, before = token.char_offset_from, end
        end = token.char_offset_to or start
        if token.text == "s" and text[start - 1 : start] == "'" and before == start - 1:
            continue
        opened = sum(place < start for place in quotes)
        form = analysis.folded(token.text)
        words.append(
            Word(
                text=text[start:end],
                form=form,
                stem=(analysis.stems(token.text, language) or [token.text])[0],
                start=start,
                end=end,
                quote=(opened + 1) // 2 if opened % 2 else 0,
                joined=before == start - 1 and text[before] in "-/",
                plus=text[end : end + 1] == "+",
                stop=is_stop_word(form, language) and not _abbreviates(text[start:end], text),
            )
        )
        if len(words) == MOST_WORDS:
            break
    return Typed(text, tuple(_whole(words)))


def _whole(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words; those in a compound with another that tells something tell something too: the T of T-cell."""
    for place, word in enumerate(words):
        before = place > 0 and word.joined and not words[place - 1].stop
        after = place + 1 < len(words) and words[place + 1].joined and not words[place + 1].stop
        yield replace(word, stop=False) if word.stop and (before or after) else word


def _abbreviates(word: str, text: str) -> bool:
    """Return whether a word stands out by its capitals: ALL among other words is a leukemia."""
    return len(word) > 1 and word.isupper() and not text.isupper()
