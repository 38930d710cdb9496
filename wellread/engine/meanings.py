"""A lexicon made ready for reading requests: its phrases by their stems, its words, its codes."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from wellread.engine import analysis
from wellread.engine.lexicon import Lexicon, Meaning
from wellread.engine.typed import Word, read

_KEPT = 8
# ICD-10-CM: a letter, a digit, a digit or letter, then up to four more behind a dot.
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{1,4})?")
_SHORTEST_CODE = 3


@dataclass(frozen=True)
class Phrasebook:
    """Meanings by the keys of their words, and how many words the longest phrase has that begins with a key."""

    lexicon: Lexicon
    phrases: dict[tuple[str, ...], tuple[Meaning, ...]]
    longest: dict[str, int]
    forms: frozenset[str]
    in_order: tuple[str, ...]

    def longest_match(self, words: Sequence[Word]) -> tuple[int, tuple[Meaning, ...]]:
        """Return how many of the first words are a phrase, and what it means; 0 if none begins here."""
        if not words:
            return 0, ()
        for count in range(min(len(words), self.longest.get(words[0].key, 0)), 0, -1):
            meanings = self.phrases.get(tuple(word.key for word in words[:count]))
            if meanings:
                return count, meanings
        return 0, ()

    def code_terms(self, text: str) -> tuple[str, frozenset[int]]:
        """Return the longest known beginning of a code and its terms; nothing for what is no code."""
        if not _CODE.fullmatch(text.upper()):
            return "", frozenset()
        code = text.upper().replace(".", "")
        for end in range(len(code), _SHORTEST_CODE - 1, -1):
            if terms := self.lexicon.codes.get(code[:end]):
                return code[:end], frozenset(terms)
        return "", frozenset()


def telling(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return the words without stop words; all of them if there are no others."""
    everything = tuple(words)
    return tuple(word for word in everything if not word.stop) or everything


_books: OrderedDict[int, Phrasebook] = OrderedDict()
_lock = Lock()


def phrasebook(lexicon: Lexicon) -> Phrasebook:
    """Return a lexicon's phrasebook. Made once for each lexicon that is asked with again, as making it takes time."""
    with _lock:
        book = _books.get(id(lexicon))
        if book is not None and book.lexicon is lexicon:
            _books.move_to_end(id(lexicon))
            return book
    book = _make(lexicon)
    with _lock:
        _books[id(lexicon)] = book
        while len(_books) > _KEPT:
            _books.popitem(last=False)
    return book


def _make(lexicon: Lexicon) -> Phrasebook:
    phrases: dict[tuple[str, ...], list[Meaning]] = {}
    forms: set[str] = set()
    for meaning in lexicon.meanings:
        words = telling(read(meaning.words, lexicon.language).words)
        if words:
            phrases.setdefault(tuple(word.key for word in words), []).append(meaning)
        forms.update(map(analysis.folded, analysis.forms(meaning.words)))
    longest: dict[str, int] = {}
    for key in phrases:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    unique = {key: tuple(dict.fromkeys(meanings)) for key, meanings in phrases.items()}
    return Phrasebook(lexicon, unique, longest, frozenset(forms), tuple(sorted(forms)))
