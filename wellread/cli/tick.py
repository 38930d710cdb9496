"""`wellread tick`: all that happens by the clock, once. `serve` does it each minute; cron may."""

from dataclasses import asdict, dataclass, field

import click
from django.utils import timezone

from wellread.cli.exits import ExitCode
from wellread.cli.home import require_prepared
from wellread.cli.locks import TICK, lock
from wellread.cli.terminal import json_option, print_json, tell
from wellread.discovery import sought_in_vain
from wellread.indexing.errors import EngineError
from wellread.indexing.keeping import keep
from wellread.publishing.schedule import run_schedule


@dataclass(frozen=True)
class Refused:
    """A scheduled article that a rule refused, and whether that is told for the first time."""

    article: str
    reason: str
    news: bool


@dataclass
class Ticked:
    """The articles that the clock published, expired, or could not publish, each by language and slug."""

    published: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    elsewhere: bool = False


@dataclass(frozen=True)
class IndexKept:
    """What was done for the index, or why nothing could be."""

    caught_up: int = 0
    rebuilt: str = ""
    trouble: str = ""


def run_tick() -> Ticked:
    """Do what is due, unless another process is just doing it."""
    ticked = Ticked()
    with lock(TICK) as free:
        if not free:
            ticked.elsewhere = True
            return ticked
        for scheduled in run_schedule(now=timezone.now()):
            name = f"{scheduled.article.language}/{scheduled.article.slug}"
            match scheduled.action:
                case "published":
                    ticked.published.append(name)
                case "expired":
                    ticked.expired.append(name)
                case _:
                    ticked.refused.append(Refused(name, scheduled.refused, scheduled.news))
        sought_in_vain.tidy(today=timezone.localdate())
    return ticked


def keep_index() -> IndexKept:
    """Catch up, look for damage, and build the index anew if it needs that."""
    try:
        kept = keep(scrub=True)
    except (EngineError, OSError) as error:
        return IndexKept(trouble=str(error))
    return IndexKept(kept.caught_up, kept.rebuilt)


@click.command()
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Publish what is scheduled and due, expire what is over, and look after the index.

    Ends with 1 if a rule refused an article that was due (editors see the reason in the admin), or if the index
    could not be brought up to date.
    """
    require_prepared()
    ticked, index = run_tick(), keep_index()
    if ticked.elsewhere:
        tell("Another tick is running; it does the work.")
    for refused in ticked.refused:
        tell(f"Refused: {refused.article}. {refused.reason}")
    if index.rebuilt:
        tell(f"The index was built anew. {index.rebuilt}")
    if index.trouble:
        tell(f"The index is not up to date. {index.trouble}")
    if as_json:
        print_json(asdict(ticked) | {"index": asdict(index)})
    else:
        counts = f"{len(ticked.published)} published, {len(ticked.expired)} expired, {len(ticked.refused)} refused"
        click.echo(f"{counts}.")
    if ticked.refused or index.trouble:
        context.exit(ExitCode.SKIPPED)
