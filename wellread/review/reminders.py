"""When somebody is told that a review is due, and that they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wellread.review.clock import ReminderFailure, ReminderSent

STEPS = (90, 30, 0)
"""How many days before the due date somebody is reminded; afterwards each week."""

ESCALATED_FROM = -14
"""From which step on administrators are told as well: the second week after the due date."""

_LONGEST_STEP = timedelta(days=max(STEPS))


@dataclass(frozen=True)
class Reminder:
    """One step of one review: told to each recipient once."""

    source_id: str
    review_due: date
    step: int

    @property
    def escalated(self) -> bool:
        return self.step <= ESCALATED_FROM


def step_on(day: date, *, review_due: date) -> int | None:
    """Return the step that a due date has reached on a day; None if it is too early for any.

    There is one step for each day, and it depends on nothing else. So whoever was away for 40 days tells the latest
    step alone; a clock that jumped ahead uses up no step that is still to come; and one that went back repeats none.
    """
    left = (review_due - day).days
    if left > -7:
        return next((step for step in reversed(STEPS) if left <= step), None)
    return -(-left // 7 * 7)


def sent_since(now: datetime, recipients: Iterable[str]) -> set[tuple[str, Reminder]]:
    """Return which reminders that may still stand were sent to which of the recipients."""
    rows = ReminderSent.objects.filter(recipient__in=set(recipients), at__gte=now - _LONGEST_STEP)
    columns = ("recipient", "source_id", "review_due", "step")
    return {
        (recipient, Reminder(source_id, due, step)) for recipient, source_id, due, step in rows.values_list(*columns)
    }


def told_on(day: date) -> set[str]:
    """Return who was sent a mail on a day."""
    start, end = (timezone.make_aware(datetime.combine(one, time.min)) for one in (day, day + timedelta(days=1)))
    return set(ReminderSent.objects.filter(at__gte=start, at__lt=end).values_list("recipient", flat=True))


def record_sent(recipient: str, reminders: Iterable[Reminder], *, at: datetime) -> None:
    rows = [
        ReminderSent(source_id=one.source_id, review_due=one.review_due, step=one.step, recipient=recipient, at=at)
        for one in reminders
    ]
    ReminderSent.objects.bulk_create(rows, ignore_conflicts=True)
    ReminderFailure.objects.filter(recipient=recipient).delete()


def record_failure(recipient: str, reason: str) -> bool:
    """Keep why a mail could not be sent; return whether that is news. No recipient stands for the mail server."""
    _kept, made = ReminderFailure.objects.update_or_create(recipient=recipient, defaults={"reason": reason})
    return made
