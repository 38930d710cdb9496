"""The vocabulary as a CSV file: docs/vocabulary.md describes its columns. What was exported comes back the same."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from wellread.vocabulary.errors import VocabularyError
from wellread.vocabulary.hierarchy import one_rebuild
from wellread.vocabulary.models import Facet, Term
from wellread.vocabulary.table_checking import Vocabulary, check_table, known_row
from wellread.vocabulary.table_columns import Column, column_of, default_language, export_headings
from wellread.vocabulary.table_reading import Mistake, Table, read_table
from wellread.vocabulary.table_rows import STARTER_FACETS, FacetRow, TermRow, join_values
from wellread.vocabulary.table_writing import read_vocabulary, write_facet, write_place, write_term

STARTER_FILE = Path(__file__).with_name("starter.csv")
STARTER_LANGUAGE = "en"


class TableError(VocabularyError):
    """A file of which nothing came in; `mistakes` says why, each with its row and column."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda one: one.row)
        super().__init__("\n".join(["Nothing was changed.", *map(str, self.mistakes)]))


@dataclass(frozen=True)
class Imported:
    """What an import did to the terms of a file."""

    created: int
    updated: int
    unchanged: int


def load_starter() -> int:
    """Bring in the vocabulary that comes with Wellread and return the number of its terms."""
    return import_table(STARTER_FILE.read_bytes(), language=STARTER_LANGUAGE).created


@transaction.atomic
def import_table(content: bytes, *, language: str = "", advance: Callable[[], None] = lambda: None) -> Imported:
    """Make facets and terms be as a file says; raise TableError, with every mistake, and change nothing otherwise.

    `language` is that of the columns `name` and `definition`, the library's default unless given. Terms that are
    not in the file stay as they are, and so does what a file has no column for.
    """
    own = default_language()
    table = read_table(content, language=language or own)
    vocabulary = read_vocabulary(language=own)
    check_table(table, vocabulary, language=own)
    if table.mistakes:
        raise TableError(table.mistakes)
    with one_rebuild():
        _write_facets(table, vocabulary)
        return _write_terms(table, vocabulary, advance)


def _write_facets(table: Table, vocabulary: Vocabulary) -> None:
    wanted = {slug: row for slug, row in STARTER_FACETS.items() if slug in {one.facet for one in table.terms}}
    for slug, row in (wanted | table.facets).items():
        known = vocabulary.facets.get(slug)
        if known is None or (slug in table.facets and _differs(row, known)):
            write_facet(row, language=default_language())


def _differs(row: FacetRow, known: FacetRow) -> bool:
    told = (row.path or known.path, row.position or known.position, {**known.names, **row.names})
    return told != (known.path, known.position, known.names)


def _write_terms(table: Table, vocabulary: Vocabulary, advance: Callable[[], None]) -> Imported:
    facets = {facet.slug: facet for facet in Facet.objects.all()}
    terms = {(term.facet.slug, term.slug): term for term in Term.objects.select_related("facet", "merged_into")}
    rows = {row.key: row for row in table.terms}
    changed: list[tuple[TermRow, Term]] = []
    created = 0
    for row in table.terms:
        known = known_row(row, rows, vocabulary)
        created += known is None
        if known is None or not row.says_nothing_new(known):
            term = terms.pop(known.key) if known else Term(facet=facets[row.facet])
            write_term(row, term, language=default_language())
            terms[row.key] = term
            changed.append((row, term))
        advance()
    for row, term in changed:
        write_place(row, term, terms)
    return Imported(created, len(changed) - created, len(rows) - len(changed))


def export_table() -> bytes:
    """Return all facets and terms as CSV, by facet and slug."""
    own = default_language()
    vocabulary = read_vocabulary(language=own)
    rows = list(vocabulary.terms.values())
    columns = [column_of(heading, language=own) for heading in export_headings(rows)]
    with_terms = {row.facet for row in rows}
    rows += [TermRow(0, slug, "") for slug in vocabulary.facets if slug not in with_terms]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.heading for column in columns if column)
    for row in rows:
        writer.writerow(_cell(column, row, vocabulary.facets[row.facet]) for column in columns if column)
    return text.getvalue().encode()


def _cell(column: Column, row: TermRow, facet: FacetRow) -> str:
    match column:
        case Column(part="name", detail=(language,)):
            return row.names.get(language, "")
        case Column(part="definition", detail=(language,)):
            return row.definitions.get(language, "")
        case Column(part="synonyms", detail=(kind, language)):
            return join_values(row.synonyms.get((kind, language), ()))
        case Column(part="codes", detail=(system, relation)):
            return join_values(row.codes.get((system, relation), ()))
        case Column(part="parents" | "former_slugs" as part):
            return join_values(getattr(row, part) or ())
        case Column(part="facet_name", detail=(language,)):
            return facet.names.get(language, "")
        case Column(part="facet_path"):
            return facet.path
        case Column(part="facet_position"):
            return str(facet.position)
        case _:
            return getattr(row, column.part) or ""
