"""What words mean to the engine: the vocabulary's names, synonyms and codes, and editors' word equivalents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from wellread.discovery.models import WordEquivalent
from wellread.discovery.ordinary_words import ORDINARY_WORDS
from wellread.discovery.phrases import normal_form
from wellread.discovery.snapshots import Snapshot
from wellread.engine.lexicon import Lexicon, Meaning
from wellread.publishing.models import Change
from wellread.vocabulary.models import Code, Synonym, Term


@dataclass(frozen=True)
class WordsOfTerm:
    """A term and what it is called in one language.

    `is_a_thing` are terms such as diseases, whose synonyms say the same. Those of an aspect, such as treatment, are
    examples (surgery, radiation): they lead to its articles, but not one to another.
    """

    pk: int
    name: str
    synonyms: tuple[str, ...] = ()
    is_a_thing: bool = True


@dataclass(frozen=True)
class CodePrefix:
    """That codes which begin so mean a term, are related to it, or are left out of it."""

    term: int
    relation: Code.Relation
    prefix: str


@dataclass(frozen=True)
class KnownMeanings:
    """The lexicon of a language, and the meanings of abbreviations that look like ordinary words."""

    lexicon: Lexicon
    in_capitals: Mapping[str, tuple[Meaning, ...]]
    _extended: dict[frozenset[str], Lexicon] = field(default_factory=dict, compare=False)

    def lexicon_for(self, words: str) -> Lexicon:
        """Return the lexicon for words as typed: "ALL" in capitals among other words is an abbreviation.

        Equal lexicons are the same object, because an engine may prepare each only once.
        """
        typed = frozenset(word for word in _words_in_capitals(words) if word in self.in_capitals)
        if not typed:
            return self.lexicon
        if typed not in self._extended:
            more = tuple(meaning for word in sorted(typed) for meaning in self.in_capitals[word])
            self._extended[typed] = Lexicon(self.lexicon.language, self.lexicon.meanings + more, self.lexicon.codes)
        return self._extended[typed]


def _words_in_capitals(words: str) -> list[str]:
    """Return the words that stand out by their capitals; where all are in capitals, none does, unless it is alone."""
    typed = [word.strip("()[]{}.,;:?!¿¡\"'“”‘’«»") for word in words.split()]
    letters = [word for word in typed if any(sign.isalpha() for sign in word)]
    if len(letters) > 1 and all(word.upper() == word for word in letters):
        return []
    return [word for word in letters if _has_capitals(word)]


def _has_capitals(word: str) -> bool:
    """Return whether a word is written as abbreviations are: ALL, NETs, but not All."""
    return sum(sign.isupper() for sign in word) > 1


def make_meanings(
    language: str,
    terms: Iterable[WordsOfTerm],
    equivalents: Iterable[tuple[str, str]],
    codes: Iterable[CodePrefix],
) -> KnownMeanings:
    """Return what all words mean; `equivalents` are pairs of words and what they mean as well."""
    always: dict[tuple[str, str, int | None], Meaning] = {}
    in_capitals: dict[str, dict[tuple[str, str, int | None], Meaning]] = defaultdict(dict)
    with override(language):
        meanings = [meaning for term in terms for meaning in _meanings_of_term(term)]
        meanings += [_other_words(words, alternative) for words, alternative in equivalents]
    for meaning in meanings:
        key = normal_form(meaning.words), normal_form(meaning.alternative), meaning.term
        if key[0] and key[0] != key[1]:
            place = in_capitals[meaning.words] if _needs_capitals(meaning.words, language) else always
            place.setdefault(key, meaning)
    return KnownMeanings(
        Lexicon(language, tuple(always.values()), _terms_by_code(codes)),
        {words: tuple(found.values()) for words, found in in_capitals.items()},
    )


def _needs_capitals(words: str, language: str) -> bool:
    return _has_capitals(words) and normal_form(words) in ORDINARY_WORDS.get(language, frozenset())


def _meanings_of_term(term: WordsOfTerm) -> Iterator[Meaning]:
    for words in (term.name, *term.synonyms):
        if normal_form(words) == normal_form(term.name):
            yield Meaning(words, term=term.pk, through=term.name)
        else:
            through = gettext("%(words)s: see %(term)s") % {"words": words, "term": term.name}
            yield Meaning(words, term=term.pk, through=through)
    if term.is_a_thing:
        for words in term.synonyms:
            yield _other_words(words, term.name)
            yield _other_words(term.name, words)


def _other_words(words: str, alternative: str) -> Meaning:
    told = {"words": words, "alternative": alternative}
    return Meaning(words, alternative=alternative, through=gettext("%(words)s: also called %(alternative)s") % told)


def _terms_by_code(codes: Iterable[CodePrefix]) -> dict[str, frozenset[int]]:
    """Return for each known beginning of codes the terms with the longest primary prefix, else the longest related."""
    by_relation: dict[Code.Relation, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for code in codes:
        by_relation[code.relation][_plain_code(code.prefix)].add(code.term)
    found: dict[str, frozenset[int]] = {}
    for prefix in {prefix for some in by_relation.values() for prefix in some}:
        beginnings = [prefix[:length] for length in range(len(prefix), 0, -1)]
        excluded = {term for one in beginnings for term in by_relation[Code.Relation.EXCLUDED].get(one, ())}
        for relation in (Code.Relation.PRIMARY, Code.Relation.RELATED):
            longest = (by_relation[relation].get(one, set()) - excluded for one in beginnings)
            terms = next((terms for terms in longest if terms), set())
            if terms:
                found[prefix] = frozenset(terms)
                break
    return found


def _plain_code(code: str) -> str:
    return code.upper().replace(".", "")


def read_meanings(language: str) -> KnownMeanings:
    synonyms = defaultdict(list)
    for term, words in Synonym.objects.filter(language=language).values_list("term", "words"):
        synonyms[term].append(words)
    terms = [
        WordsOfTerm(term.pk, term.name_in(language), tuple(synonyms[term.pk]), is_a_thing=not term.health_aspect)
        for term in Term.objects.in_use().prefetch_related("names").order_by("pk")
    ]
    codes = Code.objects.filter(system=Code.System.ICD_10_CM, term__merged_into=None)
    return make_meanings(
        language,
        terms,
        read_equivalents(language),
        [CodePrefix(one.term_id, Code.Relation(one.relation), one.prefix) for one in codes],
    )


def read_equivalents(language: str) -> Iterator[tuple[str, str]]:
    for one in WordEquivalent.objects.filter(language=language):
        yield one.words, one.equivalent
        if one.both_directions:
            yield one.equivalent, one.words


known_meanings = Snapshot(read_meanings, kinds=[Change.Kind.VOCABULARY, Change.Kind.EQUIVALENT])
