from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from tests.factories import ReviewerFactory
from tests.publishing.mail import (
    HERE,
    administrator,
    at,
    due_article,
    lead,
    recipients,
    reviewer,
    told,
)
from wellread.publishing.remind import LINES, body_of, letters, remind
from wellread.review.clock import ReminderFailure, ReminderSent
from wellread.review.models import Attestation, Reviewer

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 23)


def run(*days):
    """Let the scheduler run on days given by how many are left until the due date."""
    return [remind(now=at(DUE - timedelta(days=left))) for left in days]


def test_reviewer_and_lead_are_reminded_at_90_30_and_0_days_and_then_weekly():
    article = due_article(DUE, by=reviewer())
    lead()

    run(*range(120, -22, -1))

    steps = [90, 30, 0, -7, -14, -21]
    wanted = [
        (whom, article.source_id, step) for whom in ("lead@example.org", "reviewer@example.org") for step in steps
    ]
    assert told() == sorted(wanted)
    assert Counter(recipients()) == {"lead@example.org": 6, "reviewer@example.org": 6}


def test_from_the_second_week_on_administrators_are_told_as_well():
    due_article(DUE, by=reviewer())
    lead()
    administrator()

    run(-13)
    assert recipients() == ["lead@example.org", "reviewer@example.org"]
    run(-14)

    assert recipients()[0] == "administrator@example.org"


def test_one_mail_holds_all_that_one_person_is_to_be_told():
    due_article(DUE, by=reviewer(), title="The first")
    due_article(DUE - timedelta(days=10), title="The second")
    lead()

    run(5)

    assert recipients() == ["lead@example.org", "reviewer@example.org"]
    to_lead = next(message for message in mail.outbox if message.to == ["lead@example.org"])
    assert to_lead.body.index("The second") < to_lead.body.index("The first")
    assert to_lead.subject == "1 review is overdue"


def test_a_person_gets_one_mail_a_day_and_the_rest_on_the_next():
    lead()
    due_article(DUE, title="Known in the morning")
    run(20)
    due_article(DUE, title="Published at noon")

    remind(now=at(DUE - timedelta(days=20), hour=15))
    assert len(mail.outbox) == 1
    run(19)

    assert len(mail.outbox) == 2
    assert "Published at noon" in mail.outbox[1].body
    assert "Known in the morning" not in mail.outbox[1].body


def test_who_was_off_for_40_days_tells_the_latest_step_alone():
    lead()
    article = due_article(DUE)
    run(95)

    run(29, 28)

    assert told() == [("lead@example.org", article.source_id, 30)]


@pytest.mark.parametrize("off", range(1, 60, 7))
def test_whenever_the_scheduler_was_off_for_40_days_no_standing_step_is_lost_nor_told_twice(off):
    lead()
    article = due_article(DUE)
    days = [left for left in range(100, -40, -1) if not 60 - off > left > 20 - off]

    run(*days)

    steps = [step for _whom, _what, step in told()]
    assert len(mail.outbox) == len(steps) == len(set(steps))
    always = {90, -28, -35} & set(steps)
    assert always == {90, -28, -35} if off < 40 else 90 in steps
    assert {source for _whom, source, _step in told()} == {article.source_id}


def test_a_clock_that_jumps_ahead_uses_up_no_step_to_come():
    lead()
    article = due_article(DUE)

    run(100, -2000, *range(99, -8, -1))

    steps = [step for _whom, _what, step in told()]
    assert sorted(steps) == [-1995, -7, 0, 30, 90]
    assert len(mail.outbox) == 5
    assert told()[0] == ("lead@example.org", article.source_id, -1995)


def test_a_clock_that_goes_back_and_forth_tells_nothing_twice():
    lead()
    due_article(DUE)

    run(31, 30, 31, 30, 29, 30, 33, 28, 31, 27, 0, 1, 0, 2, -1, 0, -7, 0, -7)

    assert Counter(step for _whom, _what, step in told()) == {90: 1, 30: 1, 0: 1, -7: 1}
    assert len(mail.outbox) == 4


def test_a_mail_server_that_fails_for_a_week_loses_nothing(settings):
    lead()
    article = due_article(DUE)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{HERE}.AwayBackend"
    failed = run(*range(30, 23, -1))

    assert (mail.outbox, told()) == ([], [])
    assert [one.failed[0].news for one in failed] == [True] + [False] * 6
    assert "Connection refused" in ReminderFailure.objects.get(recipient="").reason

    settings.EMAIL_BACKEND = works
    run(23, 22)

    assert told() == [("lead@example.org", article.source_id, 30)]
    assert len(mail.outbox) == 1
    assert not ReminderFailure.objects.exists()


def test_what_failed_in_the_morning_is_tried_again_by_the_next_tick(settings):
    lead()
    due_article(DUE)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{HERE}.AwayBackend"
    run(30)

    settings.EMAIL_BACKEND = works
    remind(now=at(DUE - timedelta(days=30), hour=10))
    remind(now=at(DUE - timedelta(days=30), hour=11))

    assert len(mail.outbox) == 1


def test_one_bad_address_stops_nobody_else(settings):
    settings.EMAIL_BACKEND = f"{HERE}.OneBadAddressBackend"
    for address in ("a@example.org", "bad@example.org", "z@example.org"):
        lead(address)
    due_article(DUE)

    [reminded] = run(30)

    assert recipients() == ["a@example.org", "z@example.org"]
    assert [one.recipient for one in reminded.failed] == ["bad@example.org"]
    assert "No such mailbox" in ReminderFailure.objects.get(recipient="bad@example.org").reason


def test_an_address_with_a_line_break_stops_nobody_else():
    lead("a@example.org\nBcc: elsewhere@example.org")
    lead("z@example.org")
    due_article(DUE)

    [reminded] = run(30)

    assert recipients() == ["z@example.org"]
    assert len(reminded.failed) == 1


def test_a_connection_that_breaks_after_the_mail_was_taken_does_not_send_it_again(settings):
    settings.EMAIL_BACKEND = f"{HERE}.BreaksAfterwardsBackend"
    lead()
    due_article(DUE)

    run(30, 29)

    assert len(mail.outbox) == 1


def test_without_a_mail_server_reminders_wait_and_are_listed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    lead()
    due_article(DUE)

    [reminded] = run(30)

    assert [one.recipient.address for one in reminded.waiting] == ["lead@example.org"]
    assert (reminded.sent, reminded.failed, told()) == ([], [], [])


def test_a_successor_is_reminded_in_place_of_who_left():
    successor = reviewer("successor@example.org")
    gone = reviewer("gone@example.org", active=False, successor=successor)
    due_article(DUE, by=reviewer("first@example.org"))
    article = due_article(DUE, by=ReviewerFactory())
    Attestation.objects.filter(pk=article.publication.current.attestation_id).update(reviewer=gone)

    run(30)

    assert recipients() == ["first@example.org", "successor@example.org"]


def test_without_an_account_or_an_address_only_the_leads_are_reminded():
    due_article(DUE, by=reviewer(""))
    nameless = reviewer("x@example.org")
    nameless.user.email = ""
    nameless.user.save()
    due_article(DUE, by=nameless)
    lead()

    run(30)

    assert recipients() == ["lead@example.org"]


def test_nobody_looks_after_what_a_reviewer_left_without_a_successor():
    left = reviewer("gone@example.org")
    due_article(DUE, by=left)
    Reviewer.objects.filter(pk=left.pk).update(active=False)
    lead()

    run(30)

    assert recipients() == ["lead@example.org"]
    assert "nobody looks after it" in mail.outbox[0].body


def test_accounts_that_are_closed_get_no_mail():
    lead(is_active=False)
    due_article(DUE)

    run(30)

    assert mail.outbox == []


def test_whoever_is_both_lead_and_reviewer_gets_one_mail():
    one = reviewer("Both@Example.org")
    lead("both@example.org")
    due_article(DUE, by=one)

    run(30)

    assert recipients() == ["both@example.org"]
    assert ReminderSent.objects.count() == 1


def test_a_new_signature_begins_anew():
    lead()
    article = due_article(DUE)
    run(30)
    article.publication.current.__class__.objects.update(review_due=DUE + timedelta(days=365))

    run(29, 0, -7, -270, -275)

    assert [step for _whom, _what, step in told()] == [30, 90]


def test_a_withdrawn_article_reminds_nobody():
    lead()
    article = due_article(DUE)
    article.unpublish()

    run(30)

    assert mail.outbox == []


def test_the_mail_is_in_the_language_of_its_reader():
    spanish = lead("lectora@example.org")
    UserProfile.objects.create(user=spanish, preferred_language="es")
    lead("reader@example.org")
    due_article(DUE, title="A lump in the neck")

    run(30)

    mails = {message.to[0]: message for message in mail.outbox}
    assert "Due on Nov. 23, 2026, in 30 days." in mails["reader@example.org"].body
    assert "23 de noviembre de 2026" in mails["lectora@example.org"].body
    assert "A lump in the neck" in mails["lectora@example.org"].body


def test_the_mail_is_plain_text_with_links_to_the_public_address(settings):
    settings.WELLREAD_PUBLIC_URL = "https://library.example.org"
    lead(first_name="Theo", last_name="O'Neil & Sons")
    article = due_article(DUE, title="Lumps <and> bumps", slug="lumps")

    run(30)

    [message] = mail.outbox
    assert message.content_subtype == "plain"
    assert message.body.startswith("Dear Theo O'Neil & Sons,\n")
    assert "* Lumps <and> bumps\n" in message.body
    assert "https://library.example.org/articles/lumps/" in message.body
    assert f"https://library.example.org/admin/articles/{article.pk}/review/" in message.body
    assert "https://library.example.org/admin/reviews/due/" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "@library.example.org>" in message.extra_headers["Message-ID"]


def test_a_library_that_fell_due_at_once_makes_one_mail_that_can_be_read():
    lead()
    article = due_article(DUE)
    [letter] = letters(now=at(DUE))
    many = letter.__class__(letter.recipient, letter.due * (LINES + 5), letter.reminders)

    body = body_of(many)

    assert body.count(article.title) == LINES
    assert "And 5 more." in body


def test_the_number_of_queries_does_not_grow_with_the_library(django_assert_max_num_queries):
    one = reviewer()
    lead()
    for number in range(6):
        due_article(DUE, by=one, title=f"Article number {number}")

    with django_assert_max_num_queries(9):
        letters(now=at(DUE))
