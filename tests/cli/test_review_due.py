import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import make_published
from tests.publishing.mail import HERE, due_article, lead, reviewer
from wellread.cli.examine_reviews import reminders
from wellread.cli.exits import ExitCode
from wellread.cli.findings import Verdict
from wellread.publishing.models import Publication
from wellread.review.clock import ReminderSent
from wellread.review.models import LedgerEntry, Reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(prepared_home):
    """A home with one overdue article, one that is due soon, and a content lead."""
    today = timezone.localdate()
    due_article(today - timedelta(days=3), title="Late words", slug="late", by=reviewer())
    due_article(today + timedelta(days=20), title="Words due soon", slug="soon")
    make_published(title="Words for years", slug="years")
    lead()
    return prepared_home


def test_the_due_list_names_article_day_and_who_looks_after_it(library, wellread):
    ended = wellread("review", "due")

    first, second, last = ended.output.splitlines()
    assert "3 days late" in first
    assert "en/late" in first
    assert str(Reviewer.objects.first()) in first
    assert "20 days left" in second
    assert last == "2 reviews are overdue or due within 90 days."


def test_the_due_list_as_json(library, wellread):
    told = json.loads(wellread("review", "due", "--days", "0", "--json").output)

    assert (told["days"], told["overdue"]) == (0, 1)
    [one] = told["due"]
    assert (one["slug"], one["days_left"], one["basis"]) == ("late", -3, "attestation")


def test_nothing_due_is_said(prepared_home, wellread):
    assert wellread("review", "due").output == "Nothing is due.\n"


@pytest.mark.parametrize("days", ["-1", "soon"])
def test_a_number_of_days_that_is_none_is_a_usage_error(library, wellread, days):
    assert wellread("review", "due", "--days", days).code == ExitCode.USAGE


def test_a_dry_run_says_who_would_be_told_and_sends_nothing(library, wellread):
    ended = wellread("review", "remind", "--dry-run")

    assert "To send: lead@example.org, 2 reviews" in ended.output
    assert "0 mails sent, 2 to send, 0 failed." in ended.output
    assert (mail.outbox, ReminderSent.objects.count()) == ([], 0)


def test_reminding_twice_sends_once(library, wellread):
    first = json.loads(wellread("review", "remind", "--json").output)
    second = json.loads(wellread("review", "remind", "--json").output)

    assert [one["recipient"] for one in first["sent"]] == ["lead@example.org", "reviewer@example.org"]
    assert [one["step"] for one in first["sent"][0]["reviews"]] == [0, 30]
    assert second["sent"] == second["waiting"] == []
    assert len(mail.outbox) == 2


def test_without_a_mail_server_it_is_said_and_nothing_is_lost(library, wellread, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    ended = wellread("review", "remind")

    assert ended.code == ExitCode.DONE
    assert "No mail server is set" in ended.errors
    assert "2 to send" in ended.output
    [found] = reminders()
    assert (found.verdict, "nobody is told" in found.sentence) == (Verdict.ADVICE, True)


def test_a_mail_server_that_is_away_ends_with_1_and_the_doctor_knows(library, wellread, settings):
    settings.EMAIL_BACKEND = f"{HERE}.AwayBackend"

    ended = wellread("review", "remind")

    assert ended.code == ExitCode.SKIPPED
    assert "Not sent to anybody: ConnectionRefusedError" in ended.errors
    [found] = reminders()
    assert "the mail server fails" in found.sentence


def test_the_doctor_counts_what_is_due_and_names_what_nobody_looks_after(library, wellread):
    assert [one.verdict for one in reminders()] == [Verdict.OK]

    Reviewer.objects.update(active=False)

    assert "Nobody looks after 2 reviews" in list(reminders())[-1].sentence


def test_a_tick_notes_reminds_and_withdraws_by_policy(library, wellread, settings, time_machine):
    settings.WELLREAD_OVERDUE_WITHDRAW_DAYS = 5
    settings.WELLREAD_OVERDUE_GRACE_DAYS = 5

    told = json.loads(wellread("tick", "--json").output)
    again = json.loads(wellread("tick", "--json").output)

    assert (told["overdue"], told["reminded"]) == (1, ["lead@example.org", "reviewer@example.org"])
    assert (again["overdue"], again["reminded"], again["withdrawn"]) == (0, [], [])

    time_machine.move_to(timezone.now() + timedelta(days=8))
    later = json.loads(wellread("tick", "--json").output)

    assert later["withdrawn"] == ["en/late"]
    assert Publication.objects.get(slug="late").current is None
    assert LedgerEntry.objects.filter(kind="overdue").count() == 1


def test_a_tick_whose_mail_fails_has_done_all_the_rest(library, wellread, settings):
    settings.EMAIL_BACKEND = f"{HERE}.AwayBackend"

    ended = wellread("tick")

    assert ended.code == ExitCode.SKIPPED
    assert "1 became overdue" in ended.output
    assert "Not sent to anybody" in ended.errors
    assert LedgerEntry.objects.filter(kind="overdue").count() == 1


def test_verify_knows_what_the_clock_wrote(library, wellread, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wellread("tick")

    assert "overdue" not in wellread("review", "verify").output
