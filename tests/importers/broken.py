"""Broken inputs: what would stand in a line, or in a file of its own, and the error that must be told."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.importers.pages import PAGE, line


@dataclass(frozen=True)
class Broken:
    """One broken input; `ending` is that of its own file, empty for a line between good ones."""

    name: str
    error: str
    content: Callable[[], bytes]
    ending: str = ""


def _line(name: str, error: str, content: str | bytes | dict[str, Any]) -> Broken:
    text = json.dumps(content) if isinstance(content, dict) else content
    return Broken(name, error, lambda: text.encode() if isinstance(text, str) else text)


def _values(name: str, error: str, **changes: Any) -> Broken:
    return _line(name, error, line(**{"source_id": f"test:{name}", "slug": "broken", **changes}))


def _body(name: str, error: str, *blocks: Any) -> Broken:
    return _values(name, error, body=list(blocks))


def _file(name: str, error: str, ending: str, content: bytes | Callable[[], bytes]) -> Broken:
    return Broken(name, error, content if callable(content) else lambda: content, ending)


def _page(name: str, error: str, text: str) -> Broken:
    return _file(name, error, ".txt", text.encode())


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.txt", PAGE)
    return file.getvalue()


FIFTY_MEGABYTES = 50 * 1024 * 1024
_QUESTION = {"type": "question", "question": "Why?", "answer_html": "<p>So.</p>"}

LINES = [
    _line("cut off", "InvalidJsonError", json.dumps(line())[:60]),
    _line("wrong encoding", "EncodingError", '{"headline": "Años"}'.encode("cp1252")),
    Broken("50 MB in one line", "LineTooLongError", lambda: b'{"headline": "' + b"x" * FIFTY_MEGABYTES + b'"}'),
    _line("no JSON", "InvalidJsonError", "One article"),
    _line("a list", "ShapeError", "[]"),
    _line("NaN", "InvalidJsonError", '{"headline": "One", "year": NaN}'),
    _line("a key twice", "DuplicateKeyError", '{"headline": "One", "headline": "Two"}'),
    _line("nested a hundred thousand deep", "NestedTooDeepError", '{"headline": "One", "x": ' + "[" * 100_000 + "}"),
    _line("a draft in a draft in a draft", "NestedTooDeepError", '{"headline": "x", "draft": ' * 90 + "{}" + "}" * 90),
    _line("half a surrogate pair", "CharacterError", r'{"headline": "One \ud83d"}'),
    _line("NUL", "CharacterError", r'{"headline": "One\u0000"}'),
    _line("missing headline", "MissingHeadlineError", {"source_id": "test:broken"}),
    _values("headline of 10,000 characters", "ShapeError", headline="x" * 10_000),
    _values("31 February", "DateError", published_on="2021-02-31"),
    _values("year 99999", "DateError", published_on="99999-01-01"),
    _values("reviewed in the future", "DateError", reported_review={"by": "x", "on": "2999-01-01"}),
    _values("wrong types", "ShapeError", summary=["x"], authors={}, references="x"),
    _values("unknown term", "UnknownTermError", terms={"disease": ["gout"]}),
    _values("unknown language", "UnknownLanguageError", language="fr"),
    _values("bad telephone", "TelephoneError", call_to_action={"text": "Call", "telephone": "call us"}),
    _values("duplicate source id", "DuplicateSourceIdError", source_id="test:good-1"),
    _values("a name of 300 characters", "ShapeError", authors=[{"name": "x" * 300}]),
    _values("credentials of 300 characters", "FieldError", authors=[{"name": "x", "credentials": "y" * 300}]),
    _values("call to action to no address", "FieldError", call_to_action={"text": "Go", "url": "/here"}),
    _values("a DOI that is none", "FieldError", references=[{"title": "x", "doi": "10.x"}]),
    _values("javascript: as source", "AddressError", source_url="javascript:alert(1)"),
    _values("slug taken", "SlugTakenError", slug="good-1"),
    _body("unknown block type", "UnknownBlockError", {"type": "video", "html": "x"}),
    _body("empty question", "EmptyTextError", {**_QUESTION, "question": ""}),
    _body("empty answer", "EmptyTextError", {**_QUESTION, "answer_html": "<p></p>"}),
    _body("scripts", "UnsafeHtmlError", {"type": "paragraph", "html": "<p>x</p><script>alert(1)</script>"}),
    _body("handlers", "UnsafeHtmlError", {**_QUESTION, "answer_html": "<p onmouseover='alert(1)'>x</p>"}),
    _body("javascript: link", "UnsafeHtmlError", {"type": "paragraph", "html": '<a href="javascript:alert(1)">x</a>'}),
    _body("missing image", "ImageError", {"type": "image", "file": "gone.png"}),
    _body("image that is text", "ImageError", {"type": "image", "file": "words.png"}),
    _body("path out of the folder", "UnsafePathError", {"type": "image", "file": "../../etc/passwd"}),
    _body("absolute path", "UnsafePathError", {"type": "image", "file": "/etc/passwd"}),
    _body("new people before a broken image", "ImageError",
          {"type": "quote", "words": "x", "person": {"name": "Nobody Yet"}}, {"type": "image", "file": "gone.png"}),
]  # fmt: skip

FILES = [
    _file("empty", "EmptyFileError", ".txt", b""),
    _file("only white space", "EmptyFileError", ".jsonl", b" \n\t\n"),
    _file("a zip named .txt", "CompressedFileError", ".txt", _zip),
    _file("a gzip named .jsonl", "CompressedFileError", ".jsonl", gzip.compress(b"{}")),
    _file("NUL bytes", "BinaryFileError", ".txt", b"A headline\n\x00\x00"),
    _file("50 MB in one line of a page", "FileTooLongError", ".txt", lambda: b"A headline\n" + b"x" * FIFTY_MEGABYTES),
    _file("a page in another encoding", "EncodingError", ".txt", PAGE.encode("cp1252")),
    _file("a page of HTML", "UnknownFormatError", ".txt", b"<html><script>alert(1)</script>"),
    _file("a cut off file", "InvalidJsonError", ".json", b'{\n "headline": "One",\n "body": ['),
    _file("a list in a file", "ShapeError", ".json", b'[{"headline": "One"}]'),
    _page("a page without a headline", "MissingHeadlineError", "BY Ann Writer\nGums can bleed.\n"),
    _page("a page with nothing but a headline", "EmptyTextError", "A headline\n"),
    _page("a page with 31 February", "DateError", PAGE.replace("March 4, 2024", "February 31, 2024")),
    _page("a page reviewed in the future", "DateError", PAGE.replace("March 5, 2024", "March 5, 2999")),
    _page("a page with a question but no answer", "EmptyTextError", "A headline\nGums can bleed.\nWhy?\n"),
    _page("a page with a bad telephone", "TelephoneError", PAGE.replace("1-202-555-0142", "1-202-5")),
    _page("a page with a headline of 10,000 characters", "ShapeError", "x" * 10_000 + "\nGums can bleed.\n"),
    _page("a page with control characters", "CharacterError", "A headline\nGums\x07 can bleed.\n"),
]
