"""Recognised words become groups: codes, phrases of the lexicon, compounds, words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from wellread.engine import analysis
from wellread.engine.groups import Alternative, AnyForm, Compound, Group, Phrase, Under, Words
from wellread.engine.lexicon import Meaning
from wellread.engine.meanings import Phrasebook
from wellread.engine.opened import Opened
from wellread.engine.recognising import completions
from wellread.engine.schema import Field
from wellread.engine.typed import Typed, Word


@dataclass
class Grouper:
    """Makes the groups of one request; notes what the lexicon added, and what nothing can be found for."""

    typed: Typed
    book: Phrasebook
    opened: Opened
    meanings: list[Meaning] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def groups(self, words: Sequence[Word]) -> Iterator[Group]:
        while words:
            count, group = self._first(words)
            if group is None:
                self.unknown.extend(word.text for word in words[:count])
            else:
                yield group
            words = words[count:]

    def _first(self, words: Sequence[Word]) -> tuple[int, Group | None]:
        """Return how many of the first words belong together, and their group, None if nothing is found by them."""
        if words[0].quote:
            return self._quoted(words)
        if code := self._code(words):
            return code
        count, meanings = self.book.longest_match(list(takewhile(lambda word: not word.quote, words)))
        if count:
            return count, self._phrase_of_lexicon(words[:count], meanings)
        return self._joined(words) or (1, self._word(words[0]))

    def _quoted(self, words: Sequence[Word]) -> tuple[int, Group]:
        """A quoted phrase is what was typed, word by word, with its stop words."""
        count = sum(word.quote == words[0].quote for word in words)
        whole = [word for word in self.typed.words if word.quote == words[0].quote]
        return count, Group(self._text(whole), _stems(words[:count]), (self._phrase(whole),))

    def _code(self, words: Sequence[Word]) -> tuple[int, Group] | None:
        chunk = self.typed.chunk(words[0])
        code, terms = self.book.code_terms(chunk)
        if not any(self.opened.has(Field.TERMS, term) for term in terms):
            return None
        inside = [word for word in words if word.start < words[0].start + len(chunk)]
        found = Alternative(Under(terms), code, through=chunk)
        return len(inside), Group(chunk, _stems(inside), (self._phrase(inside), found))

    def _phrase_of_lexicon(self, words: Sequence[Word], meanings: Sequence[Meaning]) -> Group | None:
        others = tuple(self._alternatives(meanings))
        if not others and len(words) == 1:
            return self._word(words[0])
        if not others and not all(self.opened.has_word(word.stem) for word in words):
            return None
        return Group(
            self._text(words), _stems(words), (*self._own(words), *others), self._compound(words), _guessed(words)
        )

    def _alternatives(self, meanings: Sequence[Meaning]) -> Iterator[Alternative]:
        """Yield the ways that the lexicon knows, without those that lead to no article."""
        for meaning in meanings:
            through = meaning.through or meaning.alternative or meaning.words
            stems = tuple(analysis.stems(meaning.alternative, self.opened.language))
            leads = False
            if meaning.term is not None and self.opened.has(Field.TERMS, meaning.term):
                leads = True
                yield Alternative(Under(frozenset([meaning.term])), through, through)
            if stems and self.opened.has_phrase(stems):
                leads = True
                yield Alternative(Phrase(stems), meaning.alternative, through)
            if leads:
                self.meanings.append(meaning)

    def _joined(self, words: Sequence[Word]) -> tuple[int, Group] | None:
        """Read T-cell and HER2+ as one; what no article has so, nor side by side, is separate words."""
        run = [words[0], *takewhile(lambda word: word.joined, words[1:])]
        compound = self._compound(run)
        if not compound and (len(run) == 1 or not self.opened.has_phrase(_stems(run))):
            return None
        return len(run), Group(self._text(run), _stems(run), (self._phrase(run), *self._compounds(run)), compound)

    def _word(self, word: Word) -> Group | None:
        if self.opened.has_word(word.stem) or self.opened.has_compound(word.form):
            return Group(self._text((word,)), (word.stem,), self._own((word,)), guessed=bool(word.taken_for))
        forms = completions(word, self.opened)
        if not forms:
            return None
        # It weighs as the word in most articles that begins so.
        stems = tuple(analysis.stems(forms[0], self.opened.language))
        return Group(word.text, stems, (Alternative(AnyForm(forms), word.text),))

    # Parts of groups

    def _own(self, words: Sequence[Word]) -> tuple[Alternative, ...]:
        own = Alternative(Words(tuple(dict.fromkeys(_stems(words)))), self._text(words))
        return (own, *self._compounds(words))

    def _phrase(self, words: Sequence[Word]) -> Alternative:
        return Alternative(Phrase(_stems(words)), self._text(words))

    def _compounds(self, words: Sequence[Word]) -> Iterator[Alternative]:
        for form in self._ways_to_write(words):
            if self.opened.has_compound(form):
                yield Alternative(Compound(form), form)

    def _ways_to_write(self, words: Sequence[Word]) -> Sequence[str]:
        if len(words) == 1:
            return [words[0].form]
        if not all(word.joined for word in words[1:]):
            return []
        return list(analysis.written_otherwise(analysis.folded(self._text(words))))

    def _compound(self, words: Sequence[Word]) -> str:
        """Return the words as they stand in one in some article, if they were typed in one."""
        plus = words[-1].plus
        typed_in_one = all(word.joined for word in words[1:]) and (len(words) > 1 or plus)
        whole = analysis.folded(self._text(words)) + ("+" if plus else "")
        return whole if typed_in_one and self.opened.has_compound(whole) else ""

    def _text(self, words: Sequence[Word]) -> str:
        if any(word.taken_for for word in words):
            return " ".join(word.taken_for or word.text for word in words)
        return self.typed.text[words[0].start : words[-1].end]


def _stems(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in words)


def _guessed(words: Sequence[Word]) -> bool:
    return any(word.taken_for for word in words)
