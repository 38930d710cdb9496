"""`wellread vocabulary import|export FILE.csv`: facets and terms as a spreadsheet."""

from dataclasses import asdict
from pathlib import Path

import click

from wellread.cli.home import require_prepared
from wellread.cli.terminal import json_option, print_json, waiting
from wellread.vocabulary.models import Term
from wellread.vocabulary.table import export_table, import_table

in_file = click.Path(exists=True, dir_okay=False, path_type=Path)
out_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def command() -> None:
    """Import or export facets and terms as CSV, with names, synonyms and codes.

    docs/vocabulary.md describes the columns.
    """


@command.command("import")
@click.argument("file", type=in_file)
@json_option
def import_command(file: Path, as_json: bool) -> None:
    """Make facets and terms be as FILE says: all of its rows, or none if one of them is wrong."""
    require_prepared()
    with waiting(f"Importing {file.name}"):
        imported = import_table(file.read_bytes())
    if as_json:
        print_json(asdict(imported))
    else:
        click.echo(f"{imported.created} created, {imported.updated} updated, {imported.unchanged} unchanged.")


@command.command("export")
@click.argument("file", type=out_file)
@json_option
def export_command(file: Path, as_json: bool) -> None:
    """Write all facets and terms to FILE."""
    require_prepared()
    beside = file.with_name(f"{file.name}.part")
    beside.write_bytes(export_table())
    beside.rename(file)
    if as_json:
        print_json({"file": str(file), "terms": Term.objects.count()})
    else:
        click.echo(f"Wrote {Term.objects.count()} terms to {file}")
