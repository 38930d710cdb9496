"""Strict JSON: what Python would let pass in silence is an error here."""

import json
import re
from collections.abc import Iterator
from typing import Any

from wellread.importers.errors import (
    CharacterError,
    DuplicateKeyError,
    InvalidJsonError,
    NestedTooDeepError,
    ShapeError,
)

DEEPEST = 50
# Tab, line feed and carriage return are text; halves of surrogate pairs and the rest of C0 are not.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_object(text: str) -> dict[str, Any]:
    """Return the one object that the text holds; raise ImporterError naming the place of what is wrong."""
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InvalidJsonError(_place(error)) from error
    except RecursionError as error:
        raise NestedTooDeepError("The JSON is nested too deep to be an article.") from error
    except ValueError as error:
        # Python refuses to read a number of more than 4,300 digits.
        raise InvalidJsonError("The JSON holds a number that is too long.") from error
    if not isinstance(values, dict):
        raise ShapeError(
            "One JSON object was expected, an article. Several articles go into a .jsonl file, one a line."
        )
    for path, string in strings(values):
        wrong = _NO_TEXT.search(string)
        if wrong:
            raise CharacterError(f"{path or 'A key'} holds U+{ord(wrong[0]):04X}, which is no character of a text.")
    return values


def strings(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every text in the values with the path that leads to it; raise NestedTooDeepError past DEEPEST."""
    waiting: list[tuple[str, Any, int]] = [("", values, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > DEEPEST:
            raise NestedTooDeepError(f"{path[:60]} ... is nested more than {DEEPEST} deep; no article is.")
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            yield from (("", key) for key in value)
            waiting += [(f"{path}.{key}" if path else key, one, depth + 1) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}[{number}]", one, depth + 1) for number, one in enumerate(value)]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise DuplicateKeyError(f"The key “{double}” stands twice in one object. Which one is meant?")
    return values


def _no_number(word: str) -> Any:
    raise InvalidJsonError(f"{word} is no JSON. Leave the key out, or give a number.")


def _place(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
        return f"The JSON ends in the middle, at character {error.pos + 1:,}: it was cut off."
    line = f"line {error.lineno:,}, " if error.lineno > 1 else ""
    return f"This is not JSON: {error.msg.lower()} at {line}character {error.colno:,}."
