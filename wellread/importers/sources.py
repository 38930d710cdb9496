"""From paths to items: each file goes to the parser of its form, and what cannot be read is told with its place."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from wellread.articles.errors import ArticleError
from wellread.importers.article import ImportedArticle, Place, Skipped, skipped
from wellread.importers.errors import EmptyFileError, ImporterError, NestedTooDeepError
from wellread.importers.files import JSON_FILE, JSON_LINES, find_files, format_of, read_lines, read_text
from wellread.importers.json_lines import read_article, source_id_in
from wellread.importers.pasted_text import read_page

Item = ImportedArticle | Skipped


def read_items(paths: Iterable[Path], *, source_id: str = "", today: date) -> Iterator[Item]:
    """Yield every article that the paths hold, one at a time, or why it cannot come in."""
    for path in paths:
        try:
            files = find_files(path)
        except ImporterError as error:
            yield skipped(Place(path), error)
            continue
        for file in files:
            yield from _read_file(file, source_id=source_id, today=today)


def _read_file(file: Path, *, source_id: str, today: date) -> Iterator[Item]:
    where = Place(file)
    try:
        form = format_of(file)
        if form == JSON_LINES:
            yield from _read_lines(file, today=today)
            return
        text = read_text(file)
    except ImporterError as error:
        yield skipped(where, error)
        return
    if form == JSON_FILE:
        yield _read_json(text, where=where, today=today)
    else:
        yield _read_page(text, source_id=source_id or f"text:{file.stem}"[:200], where=where, today=today)


def _read_lines(file: Path, *, today: date) -> Iterator[Item]:
    empty = True
    for number, line in read_lines(file):
        empty = False
        where = Place(file, number)
        if isinstance(line, ImporterError):
            yield skipped(where, line)
        else:
            yield _read_json(line, where=where, today=today)
    if empty:
        yield skipped(Place(file), EmptyFileError("The file holds nothing but white space."))


def _read_json(text: str, *, where: Place, today: date) -> Item:
    try:
        return read_article(text, where=where, today=today)
    except (ImporterError, ArticleError) as error:
        return skipped(where, error, source_id=source_id_in(text))
    except RecursionError:
        return skipped(where, NestedTooDeepError("The JSON is nested too deep to be an article."))


def _read_page(text: str, *, source_id: str, where: Place, today: date) -> Item:
    try:
        return read_page(text, source_id=source_id, where=where, today=today)
    except (ImporterError, ArticleError) as error:
        return skipped(where, error, source_id=source_id)
