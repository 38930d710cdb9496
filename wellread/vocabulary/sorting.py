"""The order in which people look names up: capitals and accents do not part words."""

import re
import unicodedata

# Letters that a language files after their look-alike instead of among them.
# Spanish: ñ follows n (Real Academia Española, Ortografía 2010, I.3).
_LETTERS_OF_THEIR_OWN = {"es": {"ñ": "n\uffff"}}
_NO_PART_OF_A_WORD = re.compile(r"[^\w\s]")


def sort_key(name: str, *, language: str) -> tuple[str, str]:
    """Return a key that sorts "Cancer Recurrence" before "COVID-19", as the language's readers expect."""
    own_letters = _LETTERS_OF_THEIR_OWN.get(language, {})
    words = _NO_PART_OF_A_WORD.sub("", unicodedata.normalize("NFC", name.casefold()))
    return "".join(own_letters.get(letter) or fold(letter) for letter in " ".join(words.split())), name


def fold(words: str) -> str:
    """Return the words without capitals and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
