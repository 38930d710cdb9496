"""The order in which people look names up: capitals and accents do not part words."""

import re
import unicodedata

# Letters that a language files after their look-alike instead of among them.
# Spanish: ñ follows n (Real Academia Española, Ortografía 2010, I.3).
_LETTERS_OF_THEIR_OWN = {"es": {"ñ": "n\uffff"}}
_NO_PART_OF_A_WORD = re.compile(r"[^\w\s]")


def sort_key(name: str, *, language: str) -> tuple[str, str]:
    """Return a key that sorts "Cancer Recurrence" before "COVID-19", as the language's readers expect."""
    words = _NO_PART_OF_A_WORD.sub("", unicodedata.normalize("NFC", name.casefold()))
    for letter, filed_as in _LETTERS_OF_THEIR_OWN.get(language, {}).items():
        words = words.replace(letter, filed_as)
    return " ".join(fold(words).split()), name


def fold(words: str) -> str:
    """Return the words without capitals and accents, for comparing. Folding what is folded changes nothing."""
    if words.isascii():
        return words.lower()
    # Twice, because signs such as ™ come apart into capitals (Unicode 3.13, D146: compatibility caseless match).
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words.casefold()).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
