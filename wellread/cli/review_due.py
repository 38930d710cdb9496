"""`wellread review due` and `wellread review remind`: what is due to be reviewed again, and who is told."""

from typing import Any

import click
from django.utils import timezone

from wellread.cli.exits import ExitCode
from wellread.cli.home import require_prepared
from wellread.cli.locks import TICK, lock
from wellread.cli.terminal import json_option, print_json, tell
from wellread.publishing.due_list import SOON_DAYS, DueReview, due_reviews
from wellread.publishing.remind import Letter, Reminded, letters, remind
from wellread.review.coverage import Basis
from wellread.review.mail import mail_is_set_up

NO_MAIL_SERVER = "No mail server is set, so nothing is sent. docs/settings.md says how to set one."


@click.command()
@click.option("--days", default=SOON_DAYS, show_default=True, type=click.IntRange(0, 3650), help="How far to look.")
@json_option
def due(days: int, as_json: bool) -> None:
    """List the articles whose review is overdue, or due within so many days, the most urgent first."""
    require_prepared()
    found = due_reviews(today=timezone.localdate(), days=days)
    if as_json:
        print_json({"days": days, "overdue": sum(one.overdue for one in found), "due": [*map(_values, found)]})
        return
    for one in found:
        click.echo(_in_words(one))
    click.echo(f"{len(found)} reviews are overdue or due within {days} days." if found else "Nothing is due.")


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say who would be sent what, and send nothing.")
@json_option
@click.pass_context
def remind_command(context: click.Context, dry_run: bool, as_json: bool) -> None:
    """Send the reminders that are due: one mail for each person, at most one each day.

    `tick` does the same. What was sent is recorded, so running it again sends nothing twice. Ends with 1 if a mail
    could not be sent; the next run tries again.
    """
    require_prepared()
    reminded = _planned() if dry_run else _sent()
    if not mail_is_set_up():
        tell(NO_MAIL_SERVER)
    for failure in reminded.failed:
        tell(f"Not sent to {failure.recipient or 'anybody'}: {failure.reason}")
    if as_json:
        print_json({"dry_run": dry_run, "sends_mail": mail_is_set_up(), **_report(reminded)})
    else:
        _tell_letters("To send", reminded.waiting)
        _tell_letters("Sent", reminded.sent)
        click.echo(f"{len(reminded.sent)} mails sent, {len(reminded.waiting)} to send, {len(reminded.failed)} failed.")
    if reminded.failed:
        context.exit(ExitCode.SKIPPED)


def _planned() -> Reminded:
    return Reminded(waiting=letters(now=timezone.now()))


def _sent() -> Reminded:
    """Send, unless a tick is just doing it: two at once would send twice."""
    with lock(TICK, wait=True):
        return remind(now=timezone.now())


def _tell_letters(label: str, some: list[Letter]) -> None:
    for letter in some:
        click.echo(f"{label}: {letter.recipient.address}, {len(letter.due)} reviews")
        for one in letter.due:
            click.echo(f"    {_in_words(one)}")


def _report(reminded: Reminded) -> dict[str, Any]:
    return {
        "sent": [_letter_values(one) for one in reminded.sent],
        "waiting": [_letter_values(one) for one in reminded.waiting],
        "failed": [{"recipient": one.recipient, "reason": one.reason} for one in reminded.failed],
    }


def _letter_values(letter: Letter) -> dict[str, Any]:
    reviews = [
        {"source_id": one.source_id, "review_due": one.review_due.isoformat(), "step": one.step}
        for one in letter.reminders
    ]
    return {"recipient": letter.recipient.address, "language": letter.recipient.language, "reviews": reviews}


def _in_words(one: DueReview) -> str:
    when = "due today" if one.days_left == 0 else f"{abs(one.days_left)} days {'late' if one.overdue else 'left'}"
    return f"{one.review_due}  {when:14}  {one.language}/{one.slug}  ({_keeper_in_words(one)})"


def _keeper_in_words(one: DueReview) -> str:
    otherwise = "nobody looks after it" if one.basis == Basis.ATTESTATION else "reviewed at its source"
    return _keeper(one) or otherwise


def _keeper(one: DueReview) -> str:
    return str(one.looked_after_by) if one.looked_after_by else ""


def _values(one: DueReview) -> dict[str, Any]:
    return {
        "source_id": one.source_id,
        "language": one.language,
        "slug": one.slug,
        "headline": one.headline,
        "basis": one.basis,
        "review_due": one.review_due.isoformat(),
        "days_left": one.days_left,
        "reviewed_by": one.reviewed_by,
        "looked_after_by": _keeper(one) or None,
    }
