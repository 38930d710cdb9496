"""From the bytes of a CSV file to rows, with every mistake named by its row and column. Asks no database."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from wellread.vocabulary.models import RESERVED_PARAMETERS, Code, Facet, Synonym, Term
from wellread.vocabulary.table_columns import NEEDED, Column, column_of, known_headings
from wellread.vocabulary.table_rows import FacetRow, TermRow, split_values

LARGEST_FILE_BYTES = 20_000_000
LONGEST_DEFINITION = 5_000

Cells = Mapping[str, Mapping[tuple[str, ...], str]]
"""A record's cells by the part of a term that they fill, and the detail of that."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a file, and where: rows count as spreadsheets count them, the headings are row 1."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"Row {self.row}, column {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.sentence}"


@dataclass
class Table:
    """What a file holds, and what is wrong with it."""

    columns: Sequence[Column] = ()
    terms: list[TermRow] = field(default_factory=list)
    facets: dict[str, FacetRow] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def note(self, row: int, column: str, sentence: str) -> None:
        self.mistakes.append(Mistake(row, column, sentence))

    def heading(self, part: str, *detail: str) -> str:
        """Return the heading of the column that fills this part."""
        return next((one.heading for one in self.columns if (one.part, one.detail) == (part, detail)), part)


def read_table(content: bytes, *, language: str) -> Table:
    """Return what a file holds; its columns `name` and `definition` are in the given language."""
    table = Table()
    records = _records(content, table)
    if records:
        table.columns = _columns([heading.strip() for heading in records[0]], table, language=language)
    if not table.mistakes:
        for number, record in enumerate(records[1:], start=2):
            if any(cell.strip() for cell in record):
                _read_record(number, record, table)
    return table


def _records(content: bytes, table: Table) -> list[list[str]]:
    """Return the cells of each record; spreadsheets put a byte order mark before the first."""
    if len(content) > LARGEST_FILE_BYTES:
        table.note(1, "", f"The file is larger than {LARGEST_FILE_BYTES // 1_000_000} MB.")
        return []
    try:
        records = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError as error:
        table.note(content.count(b"\n", 0, error.start) + 1, "", "This is not UTF-8. Save the file as “CSV UTF-8”.")
        return []
    except csv.Error as error:
        table.note(1, "", f"The file cannot be read as CSV: {error}.")
        return []
    if not records or not any(records[0]):
        table.note(1, "", "The file is empty. Its first row names the columns.")
        return []
    return records


def _columns(headings: list[str], table: Table, *, language: str) -> list[Column]:
    columns = [column for heading in headings if (column := column_of(heading, language=language))]
    known = {column.heading for column in columns}
    for heading in headings:
        if heading not in known:
            table.note(1, heading or "without a name", f"There is no such column. There are: {known_headings()}")
    for heading in NEEDED:
        if heading not in known:
            hint = " Are the columns separated by commas?" if ";" in headings[0] else ""
            table.note(1, heading, f"This column is missing.{hint}")
    meanings = Counter((column.part, column.detail) for column in columns)
    for column in columns:
        if meanings[column.part, column.detail] > 1:
            table.note(1, column.heading, "Two columns mean the same.")
    return columns


def _read_record(number: int, record: Sequence[str], table: Table) -> None:
    if len(record) != len(table.columns):
        told = f"{len(record)} cells for {len(table.columns)} columns. Is a quotation mark or a comma missing?"
        table.note(number, "", told)
        return
    cells: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for column, cell in zip(table.columns, record, strict=True):
        cells[column.part][column.detail] = cell.strip()
    _take_facet(number, cells, table)
    row = _term_row(number, cells)
    # A row without a slug and a name describes a facet that has no terms.
    if row.slug or any(row.names.values()):
        for column_heading, sentence in _mistakes(row, table.heading):
            table.note(number, column_heading, sentence)
        table.terms.append(row)


def _take_facet(number: int, cells: Cells, table: Table) -> None:
    slug, path, position = (_text(cells, part) or "" for part in ("facet", "facet_path", "facet_position"))
    names = {detail[0]: name for detail, name in cells.get("facet_name", {}).items() if name}
    if not slug:
        table.note(number, "facet", "Name the facet by its slug, such as disease.")
    if not path and not names:
        return
    if position and not (position.isascii() and position.isdigit() and int(position) < 32_768):
        table.note(number, "facet_position", f"“{position}” is not a small whole number.")
        return
    for heading, value, model_field in (
        ("facet", slug, _field(Facet, "slug")),
        ("facet_path", path, _field(Facet, "path")),
        *((table.heading("facet_name", language), name, _field(Facet, "name")) for language, name in names.items()),
    ):
        for sentence in _complaints(value, model_field):
            table.note(number, heading, sentence)
    if slug in RESERVED_PARAMETERS:
        table.note(number, "facet", f"“{slug}” is already used in addresses.")
    row = FacetRow(slug, path, names, int(position or 0))
    if table.facets.setdefault(slug, row) != row:
        table.note(number, "facet", f"An earlier row describes the facet {slug} in other words.")


def _term_row(number: int, cells: Cells) -> TermRow:
    synonyms = cells.get("synonyms", {})
    codes = cells.get("codes", {})
    return TermRow(
        number=number,
        facet=_text(cells, "facet") or "",
        slug=_text(cells, "slug") or "",
        names={language: name for (language,), name in cells.get("name", {}).items()},
        definitions={language: words for (language,), words in cells.get("definition", {}).items()},
        synonyms={(kind, language): split_values(cell) for (kind, language), cell in synonyms.items()},
        codes={(system, relation): split_values(cell) for (system, relation), cell in codes.items()},
        parents=_values(cells, "parents"),
        former_slugs=_values(cells, "former_slugs"),
        merged_into=_text(cells, "merged_into"),
        health_aspect=_text(cells, "health_aspect"),
    )


def _text(cells: Cells, part: str) -> str | None:
    return cells[part][()] if part in cells else None


def _values(cells: Cells, part: str) -> tuple[str, ...] | None:
    return split_values(cells[part][()]) if part in cells else None


def _mistakes(row: TermRow, heading: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """Yield the column and a sentence for each value that the database would not take."""
    yield from _wrong("slug", [row.slug], _field(Term, "slug"))
    yield from _wrong("former_slugs", row.former_slugs or (), _field(Term, "slug"))
    yield from _wrong("health_aspect", [row.health_aspect or ""], _field(Term, "health_aspect"))
    for language, name in row.names.items():
        yield from _wrong(heading("name", language), [name] if name else [], _field(Term, "name"))
        if not name and row.definitions.get(language):
            yield heading("name", language), "There is a definition, but no name in this language."
    for language, words in row.definitions.items():
        if len(words) > LONGEST_DEFINITION:
            yield heading("definition", language), f"Longer than {LONGEST_DEFINITION} characters."
    for column, values in row.synonyms.items():
        yield from _wrong(heading("synonyms", *column), values, _field(Synonym, "words"))
    for column, values in row.codes.items():
        yield from _wrong(heading("codes", *column), values, _field(Code, "prefix"))
    yield from _doubles(row, heading)


def _doubles(row: TermRow, heading: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """Yield what stands twice: words once in each language, a prefix once in each system."""
    words = Counter((language, one) for (_kind, language), some in row.synonyms.items() for one in some)
    for (kind, language), some in row.synonyms.items():
        for one in dict.fromkeys(some):
            if words[language, one] > 1:
                yield heading("synonyms", kind, language), f"“{one}” stands twice among the synonyms of this language."
    prefixes = Counter((system, one) for (system, _relation), some in row.codes.items() for one in some)
    for (system, relation), some in row.codes.items():
        for one in dict.fromkeys(some):
            if prefixes[system, one] > 1:
                yield heading("codes", system, relation), f"{one} stands twice among the codes of this system."


def _wrong(heading: str, values: Sequence[str], model_field: models.Field[str, str]) -> Iterator[tuple[str, str]]:
    for value in values:
        for sentence in _complaints(value, model_field):
            yield heading, sentence


def _complaints(value: str, model_field: models.Field[str, str]) -> list[str]:
    try:
        model_field.clean(value, None)
    except ValidationError as error:
        return [f"“{value[:60]}”: {' '.join(error.messages)}"]
    return []


def _field(model: type[models.Model], name: str) -> models.Field[str, str]:
    found: models.Field[str, str] = model._meta.get_field(name)  # type: ignore[assignment]  # these are text fields
    return found
