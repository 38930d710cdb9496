"""Which words of a request articles have, and what was meant by those that none has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tantivy import Occur, Query

from wellread.engine import analysis
from wellread.engine.meanings import Phrasebook, telling
from wellread.engine.opened import Opened
from wellread.engine.schema import SCHEMA, Field
from wellread.engine.spelling import is_prominent, nearest, parted
from wellread.engine.typed import Typed, Word

SHORTEST_BEGINNING = 3
"""Letters from which on an unknown word is taken for the beginning of others."""
LONG_BEGINNING = 6
"""Letters from which on a word that lacks one letter is taken for a wrong one."""
MOST_COMPLETIONS = 200
"""Words that one beginning stands for, those in most articles."""


@dataclass(frozen=True)
class Recognised:
    """The words to search for, some of them taken for others, and those that had to be left out."""

    words: tuple[Word, ...]
    unknown: tuple[str, ...]


@dataclass
class Recogniser:
    """Knows the words of an index and of a lexicon."""

    opened: Opened
    book: Phrasebook
    corrects: bool
    _unknown: list[str] = field(default_factory=list)

    def recognise(self, typed: Typed) -> Recognised:
        words = tuple(self._recognised(typed, telling(typed.words)))
        return Recognised(words, tuple(self._unknown))

    def _recognised(self, typed: Typed, words: Sequence[Word]) -> Iterator[Word]:
        for word in words:
            if word.quote or self.stands(word) or self._in_code(word, typed):
                yield word
                continue
            begun = completions(word, self.opened)
            if self._begins(word, begun):
                yield word
            elif meant := self._meant(word, words, only_prominent=bool(begun)):
                yield from meant
            elif begun:
                yield word
            else:
                self._unknown.append(word.text)

    def _begins(self, word: Word, begun: Sequence[str]) -> bool:
        """Return whether a word is rather half a word than a wrong one.

        It is if a headline or the lexicon has a word that begins so, but for a long word that lacks one letter.
        """
        prominent = [form for form in begun if is_prominent(form, self.opened, self.book)]
        return bool(prominent) and not (
            len(word.form) >= LONG_BEGINNING and any(len(form) == len(word.form) + 1 for form in prominent)
        )

    def stands(self, word: Word) -> bool:
        """Return whether a word is right as it is: it stands in an article or in the lexicon."""
        return self.opened.has_word(word.stem) or word.form in self.book.forms or self.opened.has_compound(word.form)

    def _in_code(self, word: Word, typed: Typed) -> bool:
        return bool(self.book.code_terms(typed.chunk(word))[1])

    def _meant(self, word: Word, words: Sequence[Word], *, only_prominent: bool) -> tuple[Word, ...]:
        if not self.corrects or word.has_digits:
            return ()
        others = [one.stem for one in words if one is not word and self.opened.has_word(one.stem)]

        def goes_with(form: str) -> bool:
            return self.opened.holds(_all_of([*analysis.stems(form, self.opened.language), *others]))

        guess = nearest(word, self.opened, self.book, goes_with=goes_with)
        if only_prominent:
            prominent = guess is not None and is_prominent(guess, self.opened, self.book)
            return (word.corrected(guess, self.opened.language),) if guess and prominent else ()
        return (word.corrected(guess, self.opened.language),) if guess else parted(word, self.opened)


def completions(word: Word, opened: Opened) -> tuple[str, ...]:
    """Return the words that begin so, as written, if the word itself is none; those in most articles first."""
    if len(word.form) < SHORTEST_BEGINNING or word.has_digits or word.taken_for:
        return ()
    found = opened.word_list.beginning_with(word.form, limit=MOST_COMPLETIONS)
    # The list may still have words of articles that are gone.
    return tuple(written.form for written in found if opened.has(Field.EXACT, written.form))


def _all_of(stems: Sequence[str]) -> Query:
    return Query.boolean_query(
        [(Occur.Must, Query.term_query(SCHEMA, Field.ALL, stem, index_option="basic")) for stem in stems]
    )
