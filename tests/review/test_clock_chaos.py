"""A clock that jumps, a scheduler that is off, mail that fails: whatever their order, nothing is lost or doubled."""

import calendar
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.factories import ReviewerFactory, make_article, sign_article
from tests.publishing.mail import at, due_article, lead, recipients, reviewer, told
from wellread.publishing import remind as remind_module
from wellread.publishing.remind import remind
from wellread.review.cadence import SPREAD_DAYS, due_of_report
from wellread.review.clock import ReminderFailure, ReminderSent
from wellread.review.due import add_months
from wellread.review.reminders import STEPS, step_on

DUE = date(2028, 2, 29)
DAYS = some.dates(date(1999, 1, 1), date(2101, 12, 31))
MONTHS = some.integers(1, 120)
IN_THE_DATABASE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(DAYS, MONTHS)
def test_a_review_is_due_on_the_same_day_of_the_month_or_on_its_last(day, months):
    due = add_months(day, months)

    assert (due.year - day.year) * 12 + due.month - day.month == months
    last = calendar.monthrange(due.year, due.month)[1]
    assert due.day == min(day.day, last)


@given(DAYS, MONTHS)
def test_who_signs_later_is_due_no_earlier(day, months):
    assert add_months(day, months) <= add_months(day + timedelta(days=1), months)


@pytest.mark.parametrize(
    ("signed", "months", "due"),
    [
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 36, "2027-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"), ("2099-02-28", 12, "2100-02-28"), ("2096-02-29", 48, "2100-02-28"),
        ("2026-12-01", 1, "2027-01-01"), ("2026-03-31", 120, "2036-03-31"),
    ],
)  # fmt: skip
def test_leap_years_and_the_ends_of_months(signed, months, due):
    assert add_months(date.fromisoformat(signed), months) == date.fromisoformat(due)


@pytest.mark.django_db
@pytest.mark.parametrize(("signed", "due"), [("2024-02-29", "2025-02-28"), ("2025-12-31", "2026-12-31")])
def test_a_signature_carries_that_day(signed, due):
    article = make_article(review_months=12)

    signature = sign_article(article, ReviewerFactory(), signed_at=at(date.fromisoformat(signed), hour=23))

    assert signature.review_due == date.fromisoformat(due)
    assert signature.ledger_entry.body["review_due"] == due


@given(DAYS, MONTHS, some.text("abc:1", min_size=1), DAYS)
def test_a_reported_review_is_due_within_its_spread_and_not_in_the_past_by_that(reviewed, months, source_id, today):
    due, latest = due_of_report(reviewed, months=months, source_id=source_id, today=today), add_months(reviewed, months)

    assert latest - timedelta(days=SPREAD_DAYS) < due <= latest
    assert due >= min(today, latest)


@given(some.integers(-400, 400))
def test_each_day_belongs_to_one_step(left):
    step = step_on(DUE - timedelta(days=left), review_due=DUE)

    if left > max(STEPS):
        assert step is None
    elif left > -7:
        assert step == min(one for one in STEPS if one >= left)
    else:
        assert step % 7 == 0
        assert step - 7 < left <= step


TICKS = some.lists(some.tuples(some.integers(-60, 130), some.booleans()), min_size=1, max_size=25)
"""When the scheduler runs (days until the due date, in any order: the clock jumps) and whether mail goes out."""


@pytest.mark.django_db
@IN_THE_DATABASE
@given(ticks=TICKS)
def test_whatever_the_clock_and_the_mail_server_do_each_step_is_told_once(library, ticks):
    begin_anew()
    for left, works in ticks:
        SometimesBackend.works = works
        day = DUE - timedelta(days=left)

        remind(now=at(day))

        step = step_on(day, review_due=DUE)
        if works and step is not None:
            assert {one for one, _source, number in told() if number == step} >= {
                "lead@example.org",
                "reviewer@example.org",
            }
    assert_none_told_twice()


@pytest.mark.django_db
@IN_THE_DATABASE
@given(begins=some.integers(-10, 100), off=some.integers(1, 60), away=some.integers(0, 9), failing=some.integers(0, 14))
def test_however_long_scheduler_and_mail_server_are_away_the_standing_step_is_told(library, begins, off, away, failing):
    """The scheduler runs each day, is off for a while, and comes back while the mail server fails for some days."""
    begin_anew()
    back = begins - off
    days = [*range(begins + 10, begins, -1), *range(back, back - 30, -1)]
    for left in days:
        fails = back - away >= left > back - away - failing
        SometimesBackend.works = not fails

        remind(now=at(DUE - timedelta(days=left)))

        if not fails and (step := step_on(DUE - timedelta(days=left), review_due=DUE)) is not None:
            assert ("reviewer@example.org", step) in {(whom, number) for whom, _source, number in told()}
    assert_none_told_twice()
    assert not ReminderFailure.objects.exists()


@pytest.mark.django_db
def test_killed_between_sending_and_writing_down_the_mail_comes_twice_with_one_id(library, monkeypatch):
    """At least once: a reminder that is not known to be sent is sent again, and mail programs know it by its id."""

    def killed(*arguments, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr(remind_module, "record_sent", killed)
    with pytest.raises(KeyboardInterrupt):
        remind(now=at(DUE))
    monkeypatch.undo()
    first = mail.outbox[0]

    remind(now=at(DUE))

    assert Counter(recipients()) == {"lead@example.org": 2, "reviewer@example.org": 1}
    again = next(one for one in mail.outbox[1:] if one.to == first.to)
    assert again.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
    remind(now=at(DUE))
    assert len(mail.outbox) == 3


class SometimesBackend(EmailBackend):
    """A mail server that a test takes away and brings back."""

    works = True

    def open(self):
        if not self.works:
            raise ConnectionRefusedError(111, "Connection refused")
        return True


@pytest.fixture
def library(db, settings):
    """One published article whose review is due, with a reviewer and a content lead who have addresses."""
    settings.EMAIL_BACKEND = f"{__name__}.SometimesBackend"
    SometimesBackend.works = True
    article = due_article(DUE, by=reviewer())
    lead()
    return article


def begin_anew():
    """Hypothesis runs a test many times within one fixture."""
    ReminderSent.objects.all().delete()
    ReminderFailure.objects.all().delete()
    mail.outbox.clear()


def assert_none_told_twice():
    assert max(Counter(told()).values(), default=1) == 1
    assert Counter(recipients()) == Counter(whom for whom, _source, _step in told())
