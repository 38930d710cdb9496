"""What an import tells afterwards: for people as text, for programs as one JSON object."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from wellread.cli.exits import ExitCode
from wellread.importers.article import Skipped
from wellread.importers.models import ImportItem
from wellread.importers.write import Written

_COUNTED = (*ImportItem.Outcome.values, "published", "withdrawn", "refused")
_MOST_SUGGESTIONS = 25


@dataclass(frozen=True)
class Refused:
    """An article that came in, and the rule that kept it from readers."""

    error: str
    sentence: str


@dataclass
class ImportReport:
    """Everything that became of everything in one run."""

    rehearsal: bool
    known_words: frozenset[str] = frozenset()
    results: list[Written | Skipped] = field(default_factory=list)
    notices: list[Skipped] = field(default_factory=list)
    made_public: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(result.outcome for result in self.results)
        found.update(self.made_public.values())
        found["refused"] = len(self.refused)
        return {name: found[name] for name in _COUNTED}

    @property
    def exit_code(self) -> ExitCode:
        if self.refused and len(self.refused) == len(self.results):
            return ExitCode.REFUSED
        incomplete = self.refused or any(isinstance(result, Skipped) for result in self.results)
        return ExitCode.SKIPPED if incomplete else ExitCode.DONE

    def as_json(self) -> dict[str, Any]:
        return {
            "dry_run": self.rehearsal,
            "counts": self.counts,
            "items": [self._item(result) for result in self.results],
            "notices": [_told(notice) for notice in self.notices],
            "vocabulary": list(self._vocabulary()),
        }

    def print(self) -> None:
        """Print counts, then everything that did not go as asked, then what an editor may want to know."""
        if self.rehearsal:
            click.echo("Rehearsal: nothing was changed.")
        Console().print(self._table())
        for line in self._lines():
            click.echo(line)

    def _table(self) -> Table:
        table = Table(show_header=False)
        for name, number in self.counts.items():
            if number or name in {ImportItem.Outcome.CREATED, ImportItem.Outcome.SKIPPED}:
                table.add_row(name.capitalize(), f"{number:,}")
        return table

    def _lines(self) -> Iterator[str]:
        written = [result for result in self.results if isinstance(result, Written)]
        for result in self.results:
            if isinstance(result, Skipped):
                yield f"{result.outcome.capitalize()}: {result.where}: {result.error}: {result.sentence}"
        for one in written:
            if one.source_id in self.refused:
                refused = self.refused[one.source_id]
                yield f"Not published: {one.where}: {refused.error}: {refused.sentence}"
        for notice in self.notices:
            yield f"Notice: {notice.where}: {notice.error}: {notice.sentence}"
        yield from _suggestion_lines([one for one in written if one.suggestions])
        yield from self._vocabulary_lines()

    def _vocabulary_lines(self) -> Iterator[str]:
        for found in self._vocabulary():
            yield f"Vocabulary recognised in {found['where']}: “{found['facet']}”, {len(found['terms'])} terms."
            yield f"  {', '.join(_counted(term) for term in found['terms'])}"
            yield "  The counts are the source's; none of them was stored."

    def _vocabulary(self) -> Iterator[dict[str, Any]]:
        for result in self.results:
            if isinstance(result, Written):
                for facet in result.vocabulary:
                    terms = [self._term(name, count) for name, count in facet.terms]
                    yield {"where": str(result.where), "facet": facet.name, "terms": terms}

    def _term(self, name: str, count: int) -> dict[str, Any]:
        return {"name": name, "count": count, "known": name.casefold() in self.known_words}

    def _item(self, result: Written | Skipped) -> dict[str, Any]:
        told = _told(result) if isinstance(result, Skipped) else _came_in(result)
        refused = self.refused.get(result.source_id) if isinstance(result, Written) else None
        told["public"] = self.made_public.get(result.source_id, "") if isinstance(result, Written) else ""
        if refused:
            told |= {"error": refused.error, "sentence": refused.sentence}
        return told


def _told(skipped: Skipped) -> dict[str, Any]:
    return {
        "where": str(skipped.where),
        "outcome": skipped.outcome,
        "source_id": skipped.source_id,
        "error": skipped.error,
        "sentence": skipped.sentence,
    }


def _came_in(written: Written) -> dict[str, Any]:
    return {
        "where": str(written.where),
        "outcome": str(written.outcome),
        "source_id": written.source_id,
        "error": "",
        "sentence": "",
        "headline": written.headline,
        "slug": written.slug,
        "suggestions": [
            {"facet": one.facet, "slug": one.slug, "name": one.name, "score": one.score, "why": one.why}
            for one in written.suggestions
        ],
        "suggestions_applied": written.applied,
    }


def _suggestion_lines(written: list[Written]) -> Iterator[str]:
    for one in written[:_MOST_SUGGESTIONS]:
        yield f"Terms {'applied to' if one.applied else 'suggested for'} “{one.headline}”:"
        for suggestion in one.suggestions:
            yield f"  {suggestion.facet}/{suggestion.slug}, {suggestion.name}: {suggestion.why}"
    if len(written) > _MOST_SUGGESTIONS:
        yield f"And for {len(written) - _MOST_SUGGESTIONS:,} more articles; --json lists them all."
    if any(not one.applied for one in written):
        yield "To apply suggested terms, import again with --apply-suggested-terms."


def _counted(term: dict[str, Any]) -> str:
    return f"{term['name']} ({term['count']}{'' if term['known'] else ', not in this vocabulary'})"
