"""`wellread reindex`: build the search index beside the one in use, compare it with the database, and swap."""

import time

import click

from wellread.cli.exits import RefusedError
from wellread.cli.home import require_prepared
from wellread.cli.terminal import json_option, print_json, progress
from wellread.indexing.errors import BusyIndexError
from wellread.indexing.library import catch_up, engine_here, wanted_state
from wellread.indexing.rebuilding import Rebuilt, articles_by_language, rebuild


@click.command()
@json_option
def command(as_json: bool) -> None:
    """Build the search index anew.

    Readers search meanwhile: the new index takes the place of the old one when it is whole and holds as many
    articles as the database. What is published while it is built is added at the end.
    """
    require_prepared()
    started_at = time.monotonic()
    built = _rebuild()
    caught_up = catch_up(engine_here())
    seconds = time.monotonic() - started_at
    total = sum(built.articles.values())
    if as_json:
        print_json({"articles": total, "by_language": dict(built.articles), "seconds": round(seconds, 3),
                    "change": built.change + caught_up})  # fmt: skip
    else:
        languages = ", ".join(f"{language} {number:,}" for language, number in sorted(built.articles.items()))
        click.echo(f"Indexed {total:,} articles{f' ({languages})' if languages else ''} in {seconds:.1f} seconds.")


def _rebuild() -> Rebuilt:
    try:
        with progress("Indexing", total=sum(articles_by_language().values())) as advance:
            return rebuild(engine_here(), wanted_state(), advance=advance)
    except BusyIndexError as error:
        raise RefusedError("The index is just being built by another process. Wait until it is done.") from error
