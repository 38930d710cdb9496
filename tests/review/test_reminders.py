from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from wellread.review.cadence import answers_until
from wellread.review.clock import ReminderFailure, ReminderSent
from wellread.review.due import add_months
from wellread.review.reminders import Reminder, record_failure, record_sent, sent_since, step_on, told_on

DUE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days_left", "step"),
    [
        (400, None),
        (91, None),
        (90, 90),
        (31, 90),
        (30, 30),
        (1, 30),
        (0, 0),
        (-6, 0),
        (-7, -7),
        (-13, -7),
        (-14, -14),
        (-365, -364),
    ],
)
def test_there_is_one_step_for_each_day(days_left, step):
    assert step_on(DUE - timedelta(days=days_left), review_due=DUE) == step


def test_every_step_has_its_days_and_none_comes_back():
    days = [DUE + timedelta(days=number) for number in range(-120, 60)]

    steps = [step_on(day, review_due=DUE) for day in days]

    changes = [step for number, step in enumerate(steps) if number == 0 or step != steps[number - 1]]
    assert changes == [None, 90, 30, 0, -7, -14, -21, -28, -35, -42, -49, -56]


@pytest.mark.parametrize("due", [date(2028, 2, 29), date(2027, 2, 28), date(2026, 12, 31), date(2027, 3, 28)])
def test_leap_years_and_ends_of_months_shift_nothing(due):
    assert step_on(due - timedelta(days=30), review_due=due) == 30
    assert step_on(due, review_due=due) == 0
    assert step_on(due + timedelta(days=7), review_due=due) == -7


@pytest.mark.parametrize(
    ("signed", "months", "due"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
    ],
)
def test_due_dates_are_right_across_leap_years_and_ends_of_months(signed, months, due):
    assert add_months(signed, months) == due


@pytest.mark.parametrize("days", [0, 30])
def test_answers_end_when_the_grace_is_over(settings, days):
    settings.WELLREAD_OVERDUE_GRACE_DAYS = days

    assert answers_until("attestation", DUE) == DUE + timedelta(days=days)
    assert answers_until("reported", DUE) == DUE + timedelta(days=days)


@pytest.mark.parametrize(("basis", "due"), [("waiver", None), ("information", None), ("waiver", DUE)])
def test_words_without_a_review_have_no_last_day_as_answers(basis, due):
    assert answers_until(basis, due) is None


@pytest.mark.django_db
def test_what_was_sent_is_known_for_as_long_as_its_step_stands():
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    reminder = Reminder("one", DUE, 90)
    record_sent("lead@example.org", [reminder], at=at)

    assert sent_since(at + timedelta(days=60), ["lead@example.org"]) == {("lead@example.org", reminder)}
    assert sent_since(at + timedelta(days=60), ["other@example.org"]) == set()
    assert sent_since(at - timedelta(days=3), ["lead@example.org"]) == {("lead@example.org", reminder)}


@pytest.mark.django_db
def test_a_step_is_recorded_once():
    at = timezone.now()

    record_sent("lead@example.org", [Reminder("one", DUE, 30)], at=at)
    record_sent("lead@example.org", [Reminder("one", DUE, 30), Reminder("two", DUE, 30)], at=at)

    assert ReminderSent.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "UTC"])
def test_a_day_is_a_day_of_the_installation_also_when_the_clocks_change(zone):
    with timezone.override(ZoneInfo(zone)):
        for day in (date(2026, 3, 8), date(2026, 3, 29), date(2026, 11, 1), date(2018, 11, 4)):
            ReminderSent.objects.all().delete()
            late = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo(zone))
            record_sent("lead@example.org", [Reminder("one", DUE, 0)], at=late)

            assert told_on(day) == {"lead@example.org"}
            assert told_on(day + timedelta(days=1)) == told_on(day - timedelta(days=1)) == set()


@pytest.mark.django_db
def test_a_failure_is_news_once_and_ends_with_success():
    assert record_failure("lead@example.org", "No such mailbox.")
    assert not record_failure("lead@example.org", "No such mailbox, still.")

    record_sent("lead@example.org", [Reminder("one", DUE, 0)], at=timezone.now())

    assert not ReminderFailure.objects.exists()
