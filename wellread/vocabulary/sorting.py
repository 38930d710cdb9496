"""The order in which people look names up: capitals and accents do not part words."""

import re
import unicodedata

# Letters that a language files after their look-alike instead of among them.
# Spanish: ñ follows n (Real Academia Española, Ortografía 2010, I.3).
_LETTERS_OF_THEIR_OWN = {"es": {"ñ": "n\uffff"}}


def sort_key(name: str, *, language: str) -> tuple[str, str]:
    """Return a key that sorts "Cancer Recurrence" before "COVID-19", as the language's readers expect."""
    own_letters = _LETTERS_OF_THEIR_OWN.get(language, {})
    letters = "".join(own_letters.get(letter, letter) for letter in unicodedata.normalize("NFC", name.casefold()))
    return re.sub(r"[^\w\s]", "", fold(letters)), name


def fold(words: str) -> str:
    """Return the words without capitals and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
