"""How texts become words: the same way when an article is indexed, when a reader asks, and when words are marked.

Accents and case are folded, and the words of English and Spanish are cut back to their stems. `HER2+`, `BRCA1/2` and
`T-cell` are kept whole as compounds and stand by their parts too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tantivy import Filter, Index, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMED = {"en": "english", "es": "spanish"}
LONGEST_WORD = 64
"""Bytes; what is longer is no word."""
LONGEST_BEGINNING = 15
"""Letters of a word, when somebody is still typing, that are told apart."""
LONGEST_START = 24
"""Letters of a text, when somebody is still typing, that are told apart."""

_ALIKE = str.maketrans("’ʼ‐‑‒–−", "''-----", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_OWNER = re.compile(r"'[sS]\b")
# Spanish stems need these accents, which many people do not type.
_BARE_ENDING = re.compile(r"(?<=[au])cion\b|logia\b")
_ENDINGS = {"cion": "ción", "logia": "logía"}
_COMPOUND = re.compile(r"[^\W_]+(?:[-/][^\W_]+)+\+?|[^\W_]+\+(?!\w)")
_NUMBERED = re.compile(r"([a-z]+)\d+(?:/\d+)+$")


def cleaned(text: str) -> str:
    """Return a text of whole characters only, with the signs that look alike made one."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", whole(text)).translate(_ALIKE)


def whole(text: str) -> str:
    """Return a text without halves of characters, which no index can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def prepared(text: str) -> str:
    """Return a cleaned text without the 's of owners."""
    text = cleaned(text)
    return _OWNER.sub("", text) if "'" in text else text


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def for_stems(text: str, language: str) -> str:
    """Return a prepared text as the stemmer of its language wants it."""
    if language != "es":
        return text
    return _BARE_ENDING.sub(lambda ending: _ENDINGS[ending[0]], folded(text))


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text, in order, as they stand in an index."""
    found: list[str] = stem_analyzer(language).analyze(for_stems(prepared(text), language))
    return found


def forms(text: str) -> list[str]:
    """Return the words of a text as they are written, in small letters."""
    found: list[str] = form_analyzer().analyze(prepared(text))
    return found


def compounds(text: str) -> Iterator[str]:
    """Find the compounds of a prepared text, each followed by other ways to write it in one."""
    if not ("-" in text or "/" in text or "+" in text):
        return
    for chunk in text.split():
        if "-" in chunk or "/" in chunk or "+" in chunk:
            for found in _COMPOUND.finditer(chunk):
                yield from written_otherwise(folded(found[0]))


def written_otherwise(compound: str) -> Iterator[str]:
    """Find the ways to write a folded compound as one word: covid-19 and covid19, brca1/2 and brca2."""
    yield compound
    if "-" in compound and "/" not in compound:
        yield compound.replace("-", "")
    if numbered := _NUMBERED.match(compound):
        yield from (numbered[1] + number for number in compound.split("/")[1:])


@lru_cache
def stem_analyzer(language: str) -> TextAnalyzer:
    """Return what cuts a text of this language into stems; without accents at the end in every language."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(Filter.lowercase())
    if language == "es":
        return builder.filter(Filter.stemmer("spanish")).filter(Filter.ascii_fold()).build()
    builder = builder.filter(Filter.ascii_fold())
    if language in STEMMED:
        builder = builder.filter(Filter.stemmer(STEMMED[language]))
    return builder.build()


@lru_cache
def form_analyzer() -> TextAnalyzer:
    """Return what cuts a text into words as they are written, in small letters, accents kept."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return builder.filter(Filter.lowercase()).build()


def register(index: Index, language: str) -> None:
    """Teach an index the analyzers that its schema names; needed each time it is opened."""
    index.register_tokenizer("stems", stem_analyzer(language))
    index.register_tokenizer("forms", form_analyzer())
    index.register_tokenizer("listed", _analyzer(Tokenizer.whitespace()))
    index.register_tokenizer("beginnings", _analyzer(Tokenizer.ngram(1, LONGEST_BEGINNING, prefix_only=True)))
    index.register_tokenizer("starts", _analyzer(Tokenizer.ngram(1, LONGEST_START, prefix_only=True)))
    index.register_tokenizer("never", _analyzer(Tokenizer.regex(r"[^\s\S]")))


def _analyzer(tokenizer: Tokenizer) -> TextAnalyzer:
    return TextAnalyzerBuilder(tokenizer).build()
