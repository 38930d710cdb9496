"""`wellread tick`: all that happens by the clock, once. `serve` does it each minute; cron may."""

from dataclasses import asdict, dataclass, field

import click
from django.utils import timezone

from wellread.cli.exits import ExitCode
from wellread.cli.home import require_prepared
from wellread.cli.locks import TICK, lock
from wellread.cli.terminal import json_option, print_json, tell
from wellread.publishing.schedule import run_schedule
from wellread.review.ledger import keep_head


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


def run_tick() -> Ticked:
    """Do what is due, unless another process is just doing it."""
    ticked = Ticked()
    with lock(TICK) as free:
        if not free:
            ticked.elsewhere = True
            return ticked
        keep_head()
        for scheduled in run_schedule(now=timezone.now()):
            name = f"{scheduled.article.language}/{scheduled.article.slug}"
            match scheduled.action:
                case "published":
                    ticked.published.append(name)
                case "expired":
                    ticked.expired.append(name)
                case _:
                    ticked.refused.append(Refused(name, scheduled.refused, scheduled.news))
    return ticked


@click.command()
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Publish what is scheduled and due, and expire what is over.

    Ends with 1 if a rule refused an article that was due; editors see the reason in the admin.
    """
    require_prepared()
    ticked = run_tick()
    if ticked.elsewhere:
        tell("Another tick is running; it does the work.")
    for refused in ticked.refused:
        tell(f"Refused: {refused.article}. {refused.reason}")
    if as_json:
        print_json(asdict(ticked))
    else:
        counts = f"{len(ticked.published)} published, {len(ticked.expired)} expired, {len(ticked.refused)} refused"
        click.echo(f"{counts}.")
    if ticked.refused:
        context.exit(ExitCode.SKIPPED)
