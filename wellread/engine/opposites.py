"""Words that look alike and mean the opposite or another organ: never taken for one another."""

import re

_BEGINNINGS = (
    ("hypo", "hyper"),
    ("intra", "inter"),
    ("ante", "anti"),
    ("macro", "micro"),
    ("sub", "supra"),
    ("pre", "post"),
    ("pre", "per"),
    ("peri", "pre"),
    ("endo", "exo"),
    ("ecto", "endo"),
    ("brady", "tachy"),
    ("hipo", "hiper"),
    ("uretero", "urethro"),
    ("myelo", "myo"),
    ("ileo", "ilio"),
)
_ENDINGS = (
    ("ectomy", "ostomy"),
    ("ectomy", "otomy"),
    ("otomy", "ostomy"),
    ("oscopy", "ostomy"),
    ("oscopy", "otomy"),
    ("ectomia", "ostomia"),
    ("ectomia", "otomia"),
    ("otomia", "ostomia"),
    ("penia", "philia"),
    ("penia", "filia"),
)
_WHOLE = (
    ("ileum", "ilium"),
    ("ureter", "urethra"),
    ("perineal", "peroneal"),
    ("perineal", "peritoneal"),
    ("dysphagia", "dysphasia"),
    ("palpation", "palpitation"),
    ("abduction", "adduction"),
)
_NEGATIONS = ("an", "ab", "un", "in", "im", "ir", "il", "non", "no", "anti", "de", "des", "dis", "mal")

# Of all words that begin with a, only such are the opposite of the rest: typical, vascular, symptomatic.
_DENIED_BY_A = re.compile(r"[bcdfgklmnpqrstvxz]\w{3,}(ic|ical|ico|ica|al|ous|ar)")


def are_opposites(one: str, other: str) -> bool:
    """Return whether two words must never be swapped, though few letters part them."""
    return (
        any(_parted_by(one, other, pair, begins=True) for pair in _BEGINNINGS)
        or any(_parted_by(one, other, pair, begins=False) for pair in _ENDINGS)
        or any({one, other} == set(pair) for pair in _WHOLE)
        or _denies(one, other)
        or _denies(other, one)
    )


def _denies(one: str, other: str) -> bool:
    if one == f"a{other}":
        return _DENIED_BY_A.fullmatch(other) is not None
    return any(one == negation + other for negation in _NEGATIONS)


def _parted_by(one: str, other: str, pair: tuple[str, str], *, begins: bool) -> bool:
    def has(word: str, part: str) -> bool:
        return word.startswith(part) if begins else word.endswith(part)

    return (has(one, pair[0]) and has(other, pair[1])) or (has(one, pair[1]) and has(other, pair[0]))
