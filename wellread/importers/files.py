"""From paths to text: which files there are, what they hold whatever they are called, and their characters."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TypeVar

from wellread.importers.errors import (
    BinaryFileError,
    CompressedFileError,
    EmptyFileError,
    EmptyFolderError,
    EncodingError,
    FileTooLongError,
    FileUnreadableError,
    ImporterError,
    LineTooLongError,
    UnknownFormatError,
)

LONGEST_ITEM_BYTES = 5 * 1024 * 1024
JSON_LINES, JSON_FILE, PASTED_TEXT = ".jsonl", ".json", ".txt"
FORMATS = (JSON_LINES, JSON_FILE, PASTED_TEXT)
_HEAD_BYTES = 8192
_COMPRESSED = {
    b"PK\x03\x04": "a zip archive",
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "compressed with gzip",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ\x00": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
}
_BINARY = {
    b"%PDF": "a PDF document",
    b"{\\rtf": "a Rich Text document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"SQLite format 3": "an SQLite database",
}
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
Line = TypeVar("Line", str, bytes)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def find_files(path: Path) -> list[Path]:
    """Return the path itself, or the files in it that an importer reads, in order; raise ImporterError for none."""
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(one for one in path.iterdir() if one.suffix.lower() in FORMATS and one.is_file())
    except OSError as error:
        raise FileUnreadableError(f"The folder cannot be read: {error.strerror}.") from error
    found = [one for one in inside if not one.name.startswith(".")]
    if not found:
        raise EmptyFolderError(f"The folder holds no file whose name ends in {', '.join(FORMATS)}.")
    return found


def format_of(file: Path) -> str:
    """Return one of FORMATS; raise ImporterError for a file that is something else, whatever its name says."""
    head = _head(file)
    _refuse_binary(head)
    if not head:
        raise EmptyFileError("The file is empty.")
    ending = file.suffix.lower()
    if ending not in FORMATS:
        raise UnknownFormatError(f"The name ends in none of {', '.join(FORMATS)}. See docs/import.md for their forms.")
    markup = head.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if markup.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UnknownFormatError("The file holds HTML or XML. Paste the page's text into a .txt file instead.")
    return ending


def read_text(file: Path) -> str:
    """Return a whole file's characters; raise ImporterError if it is too long, or not UTF-8 or marked UTF-16."""
    try:
        size = file.stat().st_size
        if size > LONGEST_ITEM_BYTES:
            raise FileTooLongError(f"The file has {size:,} bytes; one article may have {LONGEST_ITEM_BYTES:,}.")
        content = file.read_bytes()
    except OSError as error:
        raise FileUnreadableError(f"The file cannot be read: {error.strerror}.") from error
    text = _decode(content)
    if not text.strip():
        raise EmptyFileError("The file holds nothing but white space.")
    return text


def read_lines(file: Path) -> Iterator[tuple[int, str | ImporterError]]:
    """Yield number and characters of each line that is not blank, or what is wrong with it.

    Holds no more than one line of the longest length allowed, however long a line is.
    """
    try:
        with file.open("rb") as opened:
            for number, line in _lines(opened):
                if not isinstance(line, str) or line.strip():
                    yield number, line
    except OSError as error:
        yield 0, FileUnreadableError(f"The file cannot be read: {error.strerror}.")


def count_items(paths: Iterable[Path]) -> int:
    """Return how many items the paths hold, or nearly; for a progress bar."""
    number = 0
    for path in paths:
        try:
            for file in find_files(path):
                number += _count_lines(file) if file.suffix.lower() == JSON_LINES else 1
        except (ImporterError, OSError):
            number += 1
    return number


def _count_lines(file: Path) -> int:
    with file.open("rb") as opened:
        return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b"")) or 1


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD_BYTES)
    except OSError as error:
        raise FileUnreadableError(f"The file cannot be read: {error.strerror}.") from error


def _refuse_binary(head: bytes) -> None:
    for beginning, name in _COMPRESSED.items():
        if head.startswith(beginning):
            raise CompressedFileError(f"The file is {name}, whatever it is called. Unpack it and import what is in it.")
    for beginning, name in _BINARY.items():
        if head.startswith(beginning):
            raise BinaryFileError(f"The file is {name}, whatever it is called.")
    if head.startswith(_UTF_32):
        raise EncodingError("The file is in UTF-32. Save it as UTF-8.")
    if b"\x00" in head and not head.startswith(tuple(_UTF_16)):
        place = head.index(b"\x00") + 1
        raise BinaryFileError(
            f"Byte {place} is NUL: the file is no text, or UTF-16 without its mark. Save it as UTF-8."
        )


def _decode(content: bytes) -> str:
    encoding = _UTF_16.get(content[:2])
    try:
        return content[2:].decode(encoding) if encoding else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_text(error, skipped=2 if encoding else 0) from error


def _not_text(error: UnicodeDecodeError, *, skipped: int = 0) -> EncodingError:
    byte = error.object[error.start]
    place = error.start + skipped + 1
    return EncodingError(f"Byte {place:,}, 0x{byte:02X}, is no text in {error.encoding.upper()}. Save it as UTF-8.")


def _lines(opened: BinaryIO) -> Iterator[tuple[int, str | ImporterError]]:
    head = opened.read(3)
    if head[:2] in _UTF_16:
        opened.seek(2)
        yield from _wide_lines(opened, _UTF_16[head[:2]])
        return
    opened.seek(3 if head == codecs.BOM_UTF8 else 0)
    for number, line in enumerate(_limited(opened.readline, b"\n"), start=1):
        try:
            yield number, _too_long() if line is None else line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield number, _not_text(error)


def _wide_lines(opened: BinaryIO, encoding: str) -> Iterator[tuple[int, str | ImporterError]]:
    """Read UTF-16, in which no line's end can be found behind a broken character: the first one ends the file."""
    number = 0
    with TextIOWrapper(opened, encoding=encoding, newline="\n") as wide:
        try:
            for line in _limited(wide.readline, "\n"):
                number += 1
                yield number, _too_long() if line is None else line
        except UnicodeDecodeError as error:
            yield number + 1, _not_text(error)


def _limited(readline: Callable[[int], Line], newline: Line) -> Iterator[Line | None]:
    """Yield each line, None for one that is too long, of which no more than a piece is ever held."""
    while line := readline(LONGEST_ITEM_BYTES + 1):
        if len(line) <= LONGEST_ITEM_BYTES:
            yield line
            continue
        while line and not line.endswith(newline):
            line = readline(1 << 16)
        yield None


def _too_long() -> LineTooLongError:
    return LineTooLongError(f"The line is longer than {LONGEST_ITEM_BYTES:,} bytes.")
