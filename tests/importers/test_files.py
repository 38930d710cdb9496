import gzip
import tracemalloc
import zipfile
from datetime import date

import pytest

from tests.importers.pages import PAGE, line, write_lines
from wellread.importers import files
from wellread.importers.article import ImportedArticle, Skipped
from wellread.importers.files import count_items, find_files, read_lines
from wellread.importers.sources import read_items

TODAY = date(2026, 11, 23)


def read(*paths, **options):
    return list(read_items(paths, today=TODAY, **options))


def errors(*paths):
    return [item.error if isinstance(item, Skipped) else item.content.headline for item in read(*paths)]


def test_each_form_is_known_by_its_ending(tmp_path):
    lines = write_lines(tmp_path / "a.jsonl", line(source_id="1"), "", line(source_id="2"))
    pretty = write_lines(tmp_path / "b.json", '{\n  "headline": "Three"\n}')
    page = tmp_path / "c.TXT"
    page.write_text(PAGE, encoding="utf-8")

    items = read(lines, pretty, page)

    assert [item.content.headline for item in items] == [
        "One article", "One article", "Three", "3 questions about sore gums, answered"
    ]  # fmt: skip
    assert [str(item.where) for item in items[:2]] == [f"{lines}, line 1", f"{lines}, line 3"]
    assert items[-1].content.source_id == "text:c"


def test_a_page_can_be_given_its_source_id(tmp_path):
    page = tmp_path / "c.txt"
    page.write_text(PAGE, encoding="utf-8")

    assert read(page, source_id="mine:1")[0].content.source_id == "mine:1"


def test_a_folder_stands_for_the_files_in_it_in_order(tmp_path):
    for name in ("b.jsonl", "a.json", "c.xml", ".hidden.json"):
        write_lines(tmp_path / name, line())
    (tmp_path / "d.json").mkdir()

    assert [file.name for file in find_files(tmp_path)] == ["a.json", "b.jsonl"]
    assert count_items([tmp_path, tmp_path / "missing.json"]) == 3


def test_a_folder_without_such_files_is_named(tmp_path):
    assert errors(tmp_path) == ["EmptyFolderError"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_byte_order_mark_says_how_to_read(tmp_path, encoding, name):
    file = tmp_path / name
    file.write_bytes('{"headline": "Años 😀 ਊ"}\n'.encode(encoding))

    assert errors(file) == ["Años 😀 ਊ"]


def test_lines_end_where_json_says_and_nowhere_else(tmp_path):
    file = write_lines(tmp_path / "a.jsonl", '{"headline": "One\u2028two\x85three"}\r'.encode(), line())

    assert errors(file) == ["One\u2028two\x85three", "One article"]


def test_a_line_in_another_encoding_is_named_with_its_byte_and_the_others_arrive(tmp_path):
    file = write_lines(tmp_path / "a.jsonl", line(), '{"headline": "Años"}'.encode("cp1252"), line())

    items = read(file)

    assert [type(item) for item in items] == [ImportedArticle, Skipped, ImportedArticle]
    assert items[1].error == "EncodingError"
    assert "Byte 16, 0xF1, is no text in UTF-8" in items[1].sentence


def test_a_page_in_another_encoding_is_named_with_its_byte(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("A “headline”".encode("cp1252"))

    assert "Byte 3, 0x93," in read(file)[0].sentence


def test_broken_utf_16_ends_its_file_after_what_could_be_read(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes('{"headline": "One"}\n'.encode("utf-16") + b"\x00\xd8\x00\x00\n\x00" * 5000)

    found = errors(file)

    assert found[-1] == "EncodingError"
    assert set(found[:-1]) <= {"One"}


def test_a_line_longer_than_an_article_is_skipped_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LONGEST_ITEM_BYTES", 100)
    file = write_lines(tmp_path / "a.jsonl", "{}", "x" * 1000, "y" * 101, "{ }", "z" * 300_000)

    found = list(read_lines(file))

    assert [number for number, _line in found] == [1, 2, 3, 4, 5]
    assert [type(line).__name__ for _number, line in found] == [
        "str",
        *["LineTooLongError"] * 2,
        "str",
        "LineTooLongError",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.json"])
def test_a_file_longer_than_an_article_is_named(tmp_path, monkeypatch, name):
    monkeypatch.setattr(files, "LONGEST_ITEM_BYTES", 10)
    (tmp_path / name).write_text("A headline\nand more")

    assert errors(tmp_path / name) == ["FileTooLongError"]


def zipped(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.txt", PAGE)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "EmptyFileError"),
        (b" \n\t\r\n ", "EmptyFileError"),
        (gzip.compress(b"A headline", mtime=0), "CompressedFileError"),
        (b"BZh91AY", "CompressedFileError"),
        (b"%PDF-1.7\n", "BinaryFileError"),
        (b"\x89PNG\r\n\x1a\n", "BinaryFileError"),
        (b"{\\rtf1 words}", "BinaryFileError"),
        (b"A headline\nwith \x00 in it", "BinaryFileError"),
        ("A headline".encode("utf-16-le"), "BinaryFileError"),
        ("A headline".encode("utf-32"), "EncodingError"),
        (b"<!DOCTYPE html><p>x", "UnknownFormatError"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "UnknownFormatError"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path, content, error, name):
    (tmp_path / name).write_bytes(content)

    assert errors(tmp_path / name) == [error]


def test_a_zip_called_txt_is_named(tmp_path):
    zipped(tmp_path / "a.txt")

    assert errors(tmp_path / "a.txt") == ["CompressedFileError"]


def test_an_ending_that_nobody_knows_is_named(tmp_path):
    (tmp_path / "a.docx").write_text("words")

    assert errors(tmp_path / "a.docx") == ["UnknownFormatError"]


def test_a_file_that_is_gone_is_named(tmp_path):
    assert errors(tmp_path / "a.txt", tmp_path / "b.jsonl") == ["FileUnreadableError"] * 2


def test_real_files_of_other_systems_are_refused_politely(shared_data):
    others = [path for path in (shared_data / "import").rglob("*") if path.is_file()]

    items = read(*others)

    assert len(items) == len(others)
    assert {item.error for item in items} <= {
        "UnknownFormatError", "CompressedFileError", "MissingHeadlineError", "ShapeError", "FileTooLongError"
    }  # fmt: skip


def test_fifty_megabytes_in_one_line_are_never_held(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("wb") as opened:
        opened.write(b"{}\n")
        for _ in range(50):
            opened.write(b"x" * 1024 * 1024)
        opened.write(b"\n{}\n")
    tracemalloc.start()

    found = [type(line).__name__ for _number, line in read_lines(file)]

    assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    tracemalloc.stop()
    assert found == ["str", "LineTooLongError", "str"]
