"""`wellread bench`: how fast this machine finds, against what else one could use."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from wellread.cli.benchmarks.options import PEERS, Options
from wellread.cli.benchmarks.tables import in_markdown, print_findings
from wellread.cli.exits import ExitCode
from wellread.cli.terminal import json_option, print_json, tell

MOST_ARTICLES = 2_000_000


def _peers(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the peers named; raise BadParameter for one that nobody knows."""
    named = tuple(name.strip() for name in value.split(",") if name.strip())
    unknown = [name for name in named if name not in PEERS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]} is none of {', '.join(PEERS)}.")
    return named


@click.command()
@click.option("--articles", default=5000, show_default=True, type=click.IntRange(10, MOST_ARTICLES))
@click.option(
    "--peers",
    default=",".join(PEERS),
    show_default=True,
    callback=_peers,
    help="Who is compared, separated by commas.",
)
@click.option("--postgresql", default="", metavar="ADDRESS", help="A PostgreSQL database to make temporary tables in.")
@click.option("--http", is_flag=True, help="Compare answers over HTTP instead: two workers, eight clients.")
@click.option(
    "--pages", is_flag=True, help="Compare whole pages over HTTP instead: kept, made anew, Wagtail's, nginx's."
)
@click.option(
    "--rounds", default=5, show_default=True, type=click.IntRange(1, 100), help="How often each has its turn."
)
@click.option("--seconds", default=10.0, show_default=True, help="How long each turn over HTTP lasts.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables into this file too.")
@json_option
@click.pass_context
def command(context: click.Context, /, out: Path | None, as_json: bool, **chosen: Any) -> None:
    """Measure a made library against SQLite FTS5, Wagtail's search, bare tantivy and PostgreSQL.

    Works in a home of its own that is deleted afterwards; the library of this installation is not touched.
    All must give the same totals and counts before anything is timed. Ends with 3 if they do not.
    """
    findings = _measured(context, Options(**chosen))
    if out:
        out.write_text(json.dumps(findings, indent=2) if out.suffix == ".json" else in_markdown(findings), "utf-8")
        tell(f"Written: {out}")
    if as_json:
        print_json(findings)
    else:
        print_findings(findings)


def _measured(context: click.Context, options: Options) -> dict[str, Any]:
    """Return what a process with a new, empty home found; end as it did if that is not well."""
    with tempfile.TemporaryDirectory(prefix="wellread-bench-") as home:
        ended = subprocess.run(  # noqa: S603  # our own module
            [sys.executable, "-m", "wellread.cli.benchmarks", options.to_json()],
            env={**os.environ, "WELLREAD_HOME": home, "DJANGO_SETTINGS_MODULE": "wellread.settings.production"},
            stdout=subprocess.PIPE,
            check=False,
        )
    if ended.returncode != ExitCode.DONE:
        context.exit(ended.returncode)
    findings: dict[str, Any] = json.loads(ended.stdout)
    return findings
