"""Examine whether people learn that reviews are due."""

from collections.abc import Iterator

from django.utils import timezone

from wellread.cli.findings import Found, advice, ok
from wellread.publishing.due_list import due_reviews
from wellread.review.clock import ReminderFailure
from wellread.review.mail import mail_is_set_up

_SETTINGS = "docs/settings.md says how to set a mail server; `wellread review due` lists them meanwhile."


def reminders() -> Iterator[Found]:
    due = due_reviews(today=timezone.localdate())
    late = sum(one.overdue for one in due)
    counted = f"{late} reviews are overdue, {len(due) - late} are due soon"
    if due and not mail_is_set_up():
        yield advice("reminders", f"{counted}, and nobody is told: no mail server is set.", _SETTINGS)
    failures = list(ReminderFailure.objects.order_by("recipient"))
    for failure in failures if mail_is_set_up() else []:
        whom = f"to {failure.recipient}" if failure.recipient else "to anybody: the mail server fails"
        since = timezone.localtime(failure.since).strftime("%Y-%m-%d %H:%M")
        sentence = f"Since {since} no reminder can be sent {whom}. {failure.reason}"
        yield advice("reminders", sentence, "Mend the address or the mail server; each tick tries again.")
    if mail_is_set_up() and not failures:
        yield ok("reminders", f"{counted}.")
    unkept = [one for one in due if one.looked_after_by is None and one.basis == "attestation"]
    if unkept:
        sentence = f"Nobody looks after {len(unkept)} reviews that are due: their reviewers have left."
        yield advice("reviewers", sentence, "Name a successor under Reviewers in the admin.")
