"""How many questions a headline promises, in English and in Spanish."""

import re

_WORDS = (
    ("one", "una"), ("two", "dos"), ("three", "tres"), ("four", "cuatro"), ("five", "cinco"), ("six", "seis"),
    ("seven", "siete"), ("eight", "ocho"), ("nine", "nueve"), ("ten", "diez"), ("eleven", "once"), ("twelve", "doce"),
    ("thirteen", "trece"), ("fourteen", "catorce"), ("fifteen", "quince"),
)  # fmt: skip
_NUMBERS = {word: number for number, words in enumerate(_WORDS, start=1) for word in words}
# “Type 2 diabetes questions” and “Stage 3: questions” count something else.
_NAMED_BY_NUMBER = "".join(
    rf"(?<!{word} )" for word in ("type", "stage", "grade", "phase", "tipo", "etapa", "estadio", "grado", "fase")
)
# At most two words stand between the number and what is counted: “Five common health questions”.
_COUNTED = re.compile(
    rf"(?<![\w-]){_NAMED_BY_NUMBER}(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:\w+ ){{0,2}}?(?:questions|preguntas)\b",
    re.IGNORECASE,
)


def questions_promised(headline: str) -> int | None:
    """Return the number of questions that a headline names, or None if it names none."""
    counted = _COUNTED.search(headline)
    if counted is None:
        return None
    word = counted[1].lower()
    return _NUMBERS.get(word) or int(word)
