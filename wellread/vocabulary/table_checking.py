"""Hold a file's rows against each other and against the vocabulary that is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from wellread.vocabulary.table_reading import Table
from wellread.vocabulary.table_rows import STARTER_FACETS, FacetRow, TermRow

Key = tuple[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """What the database holds: facets by slug, terms by facet and slug, former slugs of the terms."""

    facets: Mapping[str, FacetRow]
    terms: Mapping[Key, TermRow]

    def with_former_slug(self, facet: str, slug: str) -> TermRow | None:
        return next(
            (row for row in self.terms.values() if row.facet == facet and slug in (row.former_slugs or ())), None
        )


def check_table(table: Table, vocabulary: Vocabulary, *, language: str) -> None:
    """Note in the table everything that does not fit; `language` is the one that every term has a name in."""
    rows = _check_keys(table)
    renamed = {row.key: known.key for row in rows.values() if (known := known_row(row, rows, vocabulary))}
    after = {key: row for key, row in vocabulary.terms.items() if key not in renamed.values()} | rows
    for row in rows.values():
        known = vocabulary.terms.get(renamed.get(row.key, row.key))
        for heading, sentence in [
            *_facet_mistakes(row, table, vocabulary),
            *_name_mistakes(row, known, table, language=language),
            *_reference_mistakes(row, known, after),
        ]:
            table.note(row.number, heading, sentence)
    for row in rows.values():
        for sentence in _former_slug_mistakes(row, rows, after, vocabulary):
            table.note(row.number, "former_slugs", sentence)
    _check_acyclic(table, after, vocabulary)


def known_row(row: TermRow, rows: Mapping[Key, TermRow], vocabulary: Vocabulary) -> TermRow | None:
    """Return the term that a row means: with its slug, or with one that the row calls its former slug."""
    same = vocabulary.terms.get(row.key)
    if same:
        return same
    before = [(row.facet, slug) for slug in row.former_slugs or () if (row.facet, slug) not in rows]
    return next((vocabulary.terms[key] for key in before if key in vocabulary.terms), None)


def _check_keys(table: Table) -> dict[Key, TermRow]:
    rows: dict[Key, TermRow] = {}
    for row in table.terms:
        first = rows.setdefault(row.key, row)
        if first is not row:
            table.note(row.number, "slug", f"Row {first.number} describes {row.facet}/{row.slug} already.")
    return rows


def _facet_mistakes(row: TermRow, table: Table, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if row.facet and row.facet not in {*vocabulary.facets, *table.facets, *STARTER_FACETS}:
        yield "facet", f"There is no facet “{row.facet}”. To make one, fill the columns facet_path and facet_name."


def _name_mistakes(row: TermRow, known: TermRow | None, table: Table, *, language: str) -> Iterator[tuple[str, str]]:
    named = row.names.get(language, known.names.get(language, "") if known else "")
    if not named:
        yield table.heading("name", language), f"A term needs a name in the language {language}."
    for other in row.definitions:
        # A definition stands in the row of the name of its language.
        if row.definitions[other] and other not in row.names and not (known and known.names.get(other)):
            yield table.heading("definition", other), "There is a definition, but no name in this language."


def _reference_mistakes(row: TermRow, known: TermRow | None, after: Mapping[Key, TermRow]) -> Iterator[tuple[str, str]]:
    merged_into = row.merged_into if row.merged_into is not None else (known.merged_into if known else None)
    parents = row.parents if row.parents is not None else (known.parents if known else None)
    for slug in row.parents or ():
        parent = after.get((row.facet, slug))
        if parent is None:
            yield "parents", f"There is no term “{slug}” in this facet."
        elif parent.merged_into:
            yield "parents", f"{slug} was merged into {parent.merged_into}: name that one."
    if merged_into and parents:
        yield "merged_into", "A merged term has no parents of its own."
    if row.merged_into:
        target = after.get((row.facet, row.merged_into))
        if target is None or target.key == row.key:
            yield "merged_into", f"There is no other term “{row.merged_into}” in this facet."
        elif target.merged_into:
            yield "merged_into", f"{row.merged_into} was itself merged into {target.merged_into}."


def _former_slug_mistakes(
    row: TermRow, rows: Mapping[Key, TermRow], after: Mapping[Key, TermRow], vocabulary: Vocabulary
) -> Iterator[str]:
    for slug in row.former_slugs or ():
        if (row.facet, slug) in after:
            yield f"{slug} is the slug of a term today."
        others = [one for one in rows.values() if one is not row and one.facet == row.facet]
        other = next((one for one in others if slug in (one.former_slugs or ())), None)
        holder = vocabulary.with_former_slug(row.facet, slug)
        if other:
            yield f"{slug} is a former slug of {other.slug} as well (row {other.number})."
        elif holder and holder.key not in rows and holder is not known_row(row, rows, vocabulary):
            yield f"{slug} is a former slug of {holder.slug}."


def _check_acyclic(table: Table, after: Mapping[Key, TermRow], vocabulary: Vocabulary) -> None:
    above = {key: {(key[0], slug) for slug in _above(row, vocabulary)} for key, row in after.items()}
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle: list[Key] = error.args[1]
        numbers = {row.key: row.number for row in table.terms}
        row = min(numbers[key] for key in circle if key in numbers)
        # graphlib names each after what stands above it.
        way = " below ".join(slug for _facet, slug in reversed(circle))
        table.note(row, "parents", f"Terms stand in a circle: {way}.")


def _above(row: TermRow, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what will stand above a term: what its row says, or else what is so today."""
    known = vocabulary.terms.get(row.key)
    merged_into = row.merged_into if row.merged_into is not None else (known.merged_into if known else None)
    if merged_into:
        return (merged_into,)
    return row.parents if row.parents is not None else (known.parents if known else None) or ()
