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
from wellread.publishing.overdue import note_lapses, withdraw_long_overdue
from wellread.publishing.remind import remind
from wellread.publishing.schedule import run_schedule
from wellread.review.ledger import keep_head
from wellread.website import feedback


@dataclass(frozen=True)
class Refused:
    """A scheduled article that a rule refused, and whether that is told for the first time."""

    article: str
    reason: str
    news: bool


@dataclass(frozen=True)
class Unsent:
    """A reminder that could not be sent, and whether that is told for the first time; no recipient: the server."""

    recipient: str
    reason: str
    news: bool


@dataclass
class Ticked:
    """What the clock did; articles by language and slug.

    `overdue` counts the due dates that the ledger noted; `withdrawn` are articles overdue for too long.
    """

    published: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    overdue: int = 0
    withdrawn: list[str] = field(default_factory=list)
    reminded: list[str] = field(default_factory=list)
    unsent: list[Unsent] = field(default_factory=list)
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
        _look_after_reviews(ticked)
        sought_in_vain.tidy(today=timezone.localdate())
        feedback.tidy(today=timezone.localdate())
    return ticked


def _look_after_reviews(ticked: Ticked) -> None:
    now = timezone.now()
    ticked.overdue = len(list(note_lapses(today=timezone.localdate(now))))
    ticked.withdrawn = [str(one) for one in withdraw_long_overdue(now=now)]
    reminded = remind(now=now)
    ticked.reminded = [one.recipient.address for one in reminded.sent]
    ticked.unsent = [Unsent(one.recipient, one.reason, one.news) for one in reminded.failed]


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
    """Publish what is scheduled and due, expire what is over, remind of reviews that are due, look after the index.

    Ends with 1 if a rule refused an article that was due (editors see the reason in the admin), if a reminder could
    not be sent (the next tick tries again), or if the index could not be brought up to date.
    """
    require_prepared()
    ticked, index = run_tick(), keep_index()
    if ticked.elsewhere:
        tell("Another tick is running; it does the work.")
    for refused in ticked.refused:
        tell(f"Refused: {refused.article}. {refused.reason}")
    for unsent in ticked.unsent:
        tell(f"Not sent to {unsent.recipient or 'anybody'}: {unsent.reason}")
    if index.rebuilt:
        tell(f"The index was built anew. {index.rebuilt}")
    if index.trouble:
        tell(f"The index is not up to date. {index.trouble}")
    if as_json:
        print_json(asdict(ticked) | {"index": asdict(index)})
    else:
        counts = f"{len(ticked.published)} published, {len(ticked.expired)} expired, {len(ticked.refused)} refused"
        click.echo(f"{counts}.")
        if ticked.overdue or ticked.withdrawn or ticked.reminded:
            reviews = f"{ticked.overdue} became overdue, {len(ticked.withdrawn)} withdrawn"
            click.echo(f"Reviews: {reviews}, {len(ticked.reminded)} people reminded.")
    if ticked.refused or ticked.unsent or index.trouble:
        context.exit(ExitCode.SKIPPED)
