"""Words in the one form in which they are compared: folded, parted by single spaces, apostrophes gone."""

import re
from collections.abc import Iterable

from wellread.publishing.door import search_words

BEGINNING_MARK = "*"
"""At the end of a word of a phrase: whatever begins so."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")


def normal_form(words: str) -> str:
    """Return "dont want to live" for "Don’t want to LIVE!", so that ways of typing do not matter."""
    return " ".join(search_words(_APOSTROPHE.sub("", words)))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that have words, each once, without the space around them."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if normal_form(line)))


def phrases_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the phrases, from word to word, in a normal form with a space at both ends."""
    alternatives = [pattern for pattern in map(_pattern_of, phrases) if pattern]
    return re.compile(rf" (?:{'|'.join(alternatives)}) " if alternatives else r"(?!)")


def _pattern_of(phrase: str) -> str:
    pieces = []
    for word in phrase.split():
        beginning = word.endswith(BEGINNING_MARK)
        folded = normal_form(word)
        if folded:
            pieces.append(re.escape(folded) + (r"[^ ]*" if beginning else ""))
    return " ".join(pieces)
