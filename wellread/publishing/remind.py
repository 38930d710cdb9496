"""Remind people of reviews that are due: one mail for each person and day, and each step of a review once.

What was sent is written down right after it was sent. What could not be sent stays unsent, so the next tick tries
again; by then a later step may have come, which says all that the earlier one would have said.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from wellread.publishing.due_list import SOON_DAYS, DueReview, due_reviews
from wellread.publishing.recipients import Readership, Recipient, readership
from wellread.review.clock import ReminderFailure
from wellread.review.mail import mail_is_set_up
from wellread.review.reminders import Reminder, record_failure, record_sent, sent_since, step_on, told_on

LINES = 100
"""How many reviews a mail names; the rest is a number and a link to the whole list."""

MAIL_SERVER = ""
_FAILURES = (SMTPException, OSError, ValueError)
"""Whatever a mail server or an address can do wrong; ValueError comes of an address that is none."""


@dataclass(frozen=True)
class Letter:
    """What one person is to be told today, the most urgent first."""

    recipient: Recipient
    due: tuple[DueReview, ...]
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True)
class Failure:
    """A mail that could not be sent, and whether that is told for the first time; no recipient: the mail server."""

    recipient: str
    reason: str
    news: bool


@dataclass
class Reminded:
    """What came of reminding people; `waiting` letters were not tried."""

    sent: list[Letter] = field(default_factory=list)
    waiting: list[Letter] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def letters(*, now: datetime) -> list[Letter]:
    """Return what is to be sent now: to each person, what they have not been told yet, unless they had mail today."""
    today = timezone.localdate(now)
    told: dict[Recipient, list[tuple[DueReview, Reminder]]] = defaultdict(list)
    readers = readership()
    for due in due_reviews(today=today, days=SOON_DAYS):
        for recipient, reminder in _reminders(due, readers, today=today):
            told[recipient].append((due, reminder))
    had_mail = told_on(today)
    sent = sent_since(now, (one.address for one in told))
    found = [_letter(one, lines, sent) for one, lines in told.items() if one.address not in had_mail]
    return sorted((one for one in found if one.due), key=lambda one: one.recipient.address)


def _reminders(due: DueReview, readers: Readership, *, today: date) -> Iterable[tuple[Recipient, Reminder]]:
    step = step_on(today, review_due=due.review_due)
    if step is None:
        return []
    reminder = Reminder(due.source_id, due.review_due, step)
    return [(one, reminder) for one in readers.of(due.looked_after_by, escalated=reminder.escalated)]


def _letter(
    recipient: Recipient, lines: Iterable[tuple[DueReview, Reminder]], sent: Collection[tuple[str, Reminder]]
) -> Letter:
    new = [(due, reminder) for due, reminder in lines if (recipient.address, reminder) not in sent]
    return Letter(recipient, tuple(due for due, _ in new), tuple(reminder for _, reminder in new))


def remind(*, now: datetime) -> Reminded:
    """Send what is to be sent; one bad address stops nobody else's, a mail server that is away stops all."""
    reminded = Reminded(waiting=letters(now=now))
    if not mail_is_set_up():
        return reminded
    while reminded.waiting:
        letter = reminded.waiting[0]
        connection = get_connection()
        try:
            connection.open()
        except _FAILURES as error:
            reminded.failed.append(_failure(MAIL_SERVER, error))
            return reminded
        ReminderFailure.objects.filter(recipient=MAIL_SERVER).delete()
        reminded.waiting.pop(0)
        try:
            # A connection of its own for each mail: after some failures a server answers to nothing else.
            connection.send_messages([_mail(letter, now=now)])
        except _FAILURES as error:
            reminded.failed.append(_failure(letter.recipient.address, error))
            continue
        finally:
            _close(connection)
        record_sent(letter.recipient.address, letter.reminders, at=now)
        reminded.sent.append(letter)
    return reminded


def _close(connection: Any) -> None:
    try:
        connection.close()
    except _FAILURES:
        # The mail was taken, or the failure is told already: how the conversation ends changes neither.
        return


def _failure(recipient: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"[:500]
    return Failure(recipient, reason, news=record_failure(recipient, reason))


def _mail(letter: Letter, *, now: datetime) -> EmailMessage:
    with override(letter.recipient.language):
        return EmailMessage(
            subject=subject_of(letter),
            body=body_of(letter),
            to=[letter.recipient.address],
            headers=_headers(letter, now),
        )


def _headers(letter: Letter, now: datetime) -> dict[str, str]:
    # The same mail has the same id: should one be sent again after a crash, most mail programs show it once.
    words = f"{letter.recipient.address} {timezone.localdate(now)}"
    identity = hashlib.sha256(words.encode()).hexdigest()[:32]
    host = urlsplit(settings.WELLREAD_PUBLIC_URL).hostname or "localhost"
    # RFC 3834: no machine answers this with its holidays.
    return {"Message-ID": f"<reviews-due-{identity}@{host}>", "Auto-Submitted": "auto-generated"}


def subject_of(letter: Letter) -> str:
    """Return the subject in the active language."""
    number = len(letter.due)
    late = sum(one.overdue for one in letter.due)
    if late:
        return ngettext("%(late)d review is overdue", "%(late)d reviews are overdue", late) % {"late": late}
    return ngettext("%(number)d review is due", "%(number)d reviews are due", number) % {"number": number}


def body_of(letter: Letter) -> str:
    """Return the mail in the active language, in plain text."""
    shown = letter.due[:LINES]
    values = {
        "recipient": letter.recipient,
        "overdue": [_line(one) for one in shown if one.overdue],
        "soon": [_line(one) for one in shown if not one.overdue],
        "more": len(letter.due) - len(shown),
        "list_url": f"{settings.WELLREAD_PUBLIC_URL}{reverse('reviews_due:index')}",
    }
    text = render_to_string("publishing/reminder.txt", values)
    # What a template leaves out still leaves its line.
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _line(due: DueReview) -> dict[str, Any]:
    return {
        "due": due,
        "url": _public_url(due),
        "review_url": _review_url(due),
        "days": abs(due.days_left),
    }


def _public_url(due: DueReview) -> str:
    with override(due.language):
        return f"{settings.WELLREAD_PUBLIC_URL}{reverse('website:article', args=[due.slug])}"


def _review_url(due: DueReview) -> str:
    if due.article_id is None:
        return ""
    return f"{settings.WELLREAD_PUBLIC_URL}{reverse('article_readiness', args=[due.article_id])}"
