"""`wellread import PATH...`: bring articles in, and on request let readers see them."""

from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from wellread.cli.home import prepare
from wellread.cli.import_report import ImportReport, Refused
from wellread.cli.publish_imported import refusal_of
from wellread.cli.terminal import json_option, print_json, progress, tell
from wellread.importers.files import PASTED_TEXT, count_items
from wellread.importers.run import Run, Wish
from wellread.importers.vocabulary_words import vocabulary_words
from wellread.importers.write import Written

LONGEST_SOURCE_ID = 200


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what a review covers, or needs none.")
@click.option("--publish-unreviewed", is_flag=True, help="Publish all; readers see “Not medically reviewed”.")
@click.option("--apply-suggested-terms", is_flag=True, help="Give articles without terms those that their words name.")
@click.option("--dry-run", is_flag=True, help="Do everything and undo it again, to see the report.")
@click.option("--source-id", default="", help="What to call the one article of a .txt file; text:NAME if left out.")
@json_option
@click.pass_context
def command(
    context: click.Context, /, *, paths: tuple[Path, ...], dry_run: bool, source_id: str, as_json: bool, **choices: bool
) -> None:
    """Bring in articles from files: .jsonl (one article a line), .json (one article), .txt (a pasted page).

    A folder stands for all such files in it. Without --publish everything stays a draft. Importing the same again
    changes nothing; what was edited here is kept and reported as a conflict.
    """
    _check_source_id(source_id, paths)
    for made in prepare():
        tell(f"Made {made}.")
    suggested = choices["apply_suggested_terms"]
    wish = Wish(paths, source_id=source_id, apply_suggested_terms=suggested, rehearse=dry_run)
    unreviewed = choices["publish_unreviewed"]
    run = Run(wish, options={**choices, "source_id": source_id})
    report = _Importing(run, publishes=choices["publish"] or unreviewed, unreviewed=unreviewed).carry_out()
    if as_json:
        print_json(report.as_json())
    else:
        report.print()
    context.exit(report.exit_code)


class _Importing:
    """One run with what is asked of it beyond drafts: in a rehearsal each item is published before it is undone."""

    def __init__(self, run: Run, *, publishes: bool, unreviewed: bool) -> None:
        self.run, self.publishes, self.unreviewed = run, publishes, unreviewed
        self.report = ImportReport(rehearsal=run.wish.rehearse, known_words=_known_words())

    def carry_out(self) -> ImportReport:
        rehearses = self.run.wish.rehearse
        inside = self._publish if rehearses and self.publishes else lambda _written: None
        with progress("Reading and writing", count_items(self.run.wish.paths)) as advance:
            for result in self.run.bring_in(today=timezone.localdate(), inside=inside):
                self.report.results.append(result)
                advance()
        self.report.notices = self.run.relate()
        if self.publishes and not rehearses:
            self._publish_all()
        self.run.finish()
        return self.report

    def _publish_all(self) -> None:
        written = [result for result in self.report.results if isinstance(result, Written)]
        with progress("Publishing", len(written)) as advance:
            for one in written:
                self._publish(one)
                advance()

    def _publish(self, written: Written) -> None:
        made_public, error = refusal_of(written, unreviewed=self.unreviewed)
        if made_public:
            self.report.made_public[written.source_id] = made_public
        if error:
            self.report.refused[written.source_id] = Refused(type(error).__name__, str(error))
            self.run.refuse(written, error)


def _check_source_id(source_id: str, paths: tuple[Path, ...]) -> None:
    if not source_id:
        return
    if len(paths) != 1 or paths[0].is_dir() or paths[0].suffix.lower() != PASTED_TEXT:
        raise click.UsageError("--source-id names the article of one .txt file; a line of JSON carries its own.")
    if len(source_id) > LONGEST_SOURCE_ID:
        raise click.UsageError(f"--source-id may have {LONGEST_SOURCE_ID} characters.")


def _known_words() -> frozenset[str]:
    """Return what the library's terms are called, to tell which terms of a source it has."""
    terms = vocabulary_words(settings.LANGUAGE_CODE)
    return frozenset(words.casefold() for term in terms for words in (*term.names, *term.abbreviations))
