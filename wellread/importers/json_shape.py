"""Whether values have the shape that article.schema.json states, and if not, a sentence that says where."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from wellread.articles.interchange import SCHEMA
from wellread.importers.errors import (
    AddressError,
    DateError,
    EmptyTextError,
    MissingHeadlineError,
    ShapeError,
    UnknownBlockError,
)

_VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(formats=["date"]))
_KINDS = {
    "string": "text",
    "object": "an object",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_WORDS = r"\S"
_MOST_TOLD = 3


def check_shape(values: dict[str, Any]) -> None:
    """Raise the ShapeError for the first thing wrong; its sentence tells of two more, and how many there are.

    A draft may be unfinished: where the status is draft, pieces of its body may still lack their words.
    """
    wrong = sorted(_innermost(values), key=lambda error: [_sortable(part) for part in error.absolute_path])
    if not wrong:
        return
    sentences = list(dict.fromkeys(_sentence(error) for error in wrong))
    more = f" And {len(sentences) - _MOST_TOLD} more." if len(sentences) > _MOST_TOLD else ""
    raise _kind(wrong[0])(" ".join(sentences[:_MOST_TOLD]) + more)


def _sortable(part: str | int) -> str:
    return f"{part:09}" if isinstance(part, int) else part


def key_path(parts: Any) -> str:
    """Return how one would write the way to a value: body[2].question."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _innermost(values: dict[str, Any]) -> Iterator[ValidationError]:
    for error in _VALIDATOR.iter_errors(values):
        for inner in _unfold(error):
            if not _unfinished(inner, values):
                yield inner


def _unfold(error: ValidationError) -> Iterator[ValidationError]:
    """Yield what went wrong inside the branch that was meant, where a value may be null or something else."""
    if error.validator != "oneOf" or not error.context:
        yield error
        return
    inner = [one for one in error.context if one.validator_value != "null"]
    for one in inner or error.context:
        yield from _unfold(one)


def _unfinished(error: ValidationError, values: dict[str, Any]) -> bool:
    path = list(error.absolute_path)
    if path and path[0] == "draft":
        path = path[1:]
    elif values.get("status") != "draft":
        return False
    return path[:1] == ["body"] and _lacks_words(error)


def _lacks_words(error: ValidationError) -> bool:
    return error.validator == "minItems" or (error.validator == "pattern" and error.validator_value == _WORDS)


def _kind(error: ValidationError) -> type[ShapeError]:
    path = [str(part) for part in error.absolute_path]
    last = path[-1] if path else ""
    if (error.validator == "required" and "headline" in _missing(error)) or last == "headline":
        return MissingHeadlineError if error.validator in {"required", "pattern", "type"} else ShapeError
    if error.validator == "enum" and last == "type":
        return UnknownBlockError
    if last in {"on", "published_on"}:
        return DateError
    if error.validator == "pattern" and last in {"url", "source_url"}:
        return AddressError
    if _lacks_words(error):
        return EmptyTextError
    return ShapeError


def _missing(error: ValidationError) -> list[str]:
    required: Any = error.validator_value
    present: Any = error.instance
    return [name for name in required if name not in present]


def _sentence(error: ValidationError) -> str:
    path = key_path(error.absolute_path)
    if error.validator == "required":
        prefix = f"{path}." if path else ""
        return " ".join(f"{prefix}{name} is missing." for name in _missing(error))
    return f"{path or 'The article'} {_complaint(error)}."


def _complaint(error: ValidationError) -> str:
    value: Any = error.instance
    limit: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "type":
            kinds = [limit] if isinstance(limit, str) else limit
            return f"is {_named(value)}, not {' or '.join(_KINDS[kind] for kind in kinds)}"
        case "enum":
            return f"is {_shown(value)}, none of {', '.join(str(one) for one in limit if one is not None)}"
        case "maxLength":
            return f"has {len(value):,} characters; {limit:,} is the most"
        case "minimum" | "maximum":
            return f"is {_shown(value)}, which is too {'little' if error.validator == 'minimum' else 'much'}"
        case "minItems":
            return "is an empty list"
        case "pattern" if limit == _WORDS:
            return "is empty"
        case "format" | "pattern" if schema.get("format") == "date":
            return f"is {_shown(value)}; a day that exists was expected, written as {date(2021, 11, 18)}"
        case _:
            return f"is {_shown(value)}, which is not of the form {_shown(limit)}"


def _named(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
