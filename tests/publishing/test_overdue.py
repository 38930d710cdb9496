from datetime import date, timedelta

import pytest

from tests.factories import make_published, sign_article
from tests.publishing.mail import at, due_article
from wellread.publishing.due_list import due_reviews
from wellread.publishing.models import Edition, Publication
from wellread.publishing.overdue import NOTED_BEFORE, TOO_LONG_OVERDUE, note_lapses, withdraw_long_overdue
from wellread.review.clock import Lapse
from wellread.review.ledger import append
from wellread.review.models import LedgerEntry
from wellread.review.verify import verify_reviews

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 23)


def note(day):
    return list(note_lapses(today=day))


def overdue_entries():
    return LedgerEntry.objects.filter(kind="overdue")


def faults():
    return [fault.sentence for fault in verify_reviews() if "overdue" in fault.sentence]


def test_the_ledger_notes_once_that_a_review_became_overdue():
    article = due_article(DUE)

    assert note(DUE) == []
    assert len(note(DUE + timedelta(days=1))) == 1
    assert note(DUE + timedelta(days=1)) == note(DUE + timedelta(days=50)) == []

    [entry] = overdue_entries()
    assert entry.body == {
        "source_id": article.source_id,
        "language": "en",
        "edition": 1,
        "digest": article.publication.current.digest,
        "review_due": "2026-11-23",
    }
    assert faults() == []


def test_a_scheduler_that_was_off_notes_it_late_and_a_clock_that_goes_back_notes_nothing_more():
    due_article(DUE)

    note(DUE + timedelta(days=40))
    note(DUE - timedelta(days=3))
    note(DUE + timedelta(days=41))

    assert overdue_entries().count() == 1


def test_the_next_due_date_of_an_article_is_noted_anew():
    article = due_article(DUE)
    note(DUE + timedelta(days=1))
    sign_article(article)
    again = Publication.objects.get().current
    Edition.objects.filter(pk=again.pk).update(review_due=DUE + timedelta(days=365))

    note(DUE + timedelta(days=400))

    assert list(overdue_entries().values_list("body__edition", flat=True)) == [1, 2]


def test_what_is_not_due_not_reviewed_or_not_public_is_not_noted():
    make_published()
    make_published(signed=False)
    due_article(DUE).unpublish()

    assert note(DUE + timedelta(days=10)) == []


def test_a_lapse_that_was_altered_is_named():
    due_article(DUE)
    note(DUE + timedelta(days=1))
    Lapse.objects.update(review_due=DUE - timedelta(days=9))

    [sentence] = faults()
    assert "altered" in sentence


def test_a_lapse_that_is_gone_is_named():
    append(LedgerEntry.Kind.OVERDUE, {"source_id": "x", "edition": 1, "review_due": "2026-11-23"})

    [sentence] = faults()
    assert "gone" in sentence


@pytest.fixture
def strict(settings):
    settings.WELLREAD_OVERDUE_WITHDRAW_DAYS = 60
    settings.WELLREAD_OVERDUE_GRACE_DAYS = 30


def test_nothing_is_withdrawn_unless_the_institution_says_so(time_machine):
    due_article(DUE)
    time_machine.move_to(at(DUE + timedelta(days=1)))
    note(DUE + timedelta(days=1))

    assert list(withdraw_long_overdue(now=at(DUE + timedelta(days=4000)))) == []
    assert Publication.objects.current().count() == 1


def test_what_is_overdue_for_too_long_is_withdrawn_with_a_reason(strict, time_machine):
    article = due_article(DUE)
    time_machine.move_to(at(DUE + timedelta(days=1)))
    note(DUE + timedelta(days=1))

    assert list(withdraw_long_overdue(now=at(DUE + timedelta(days=59)))) == []
    [publication] = withdraw_long_overdue(now=at(DUE + timedelta(days=60)))

    assert publication.source_id == article.source_id
    publication.refresh_from_db()
    assert (publication.current, publication.withdrawn_reason) == (None, TOO_LONG_OVERDUE)
    assert LedgerEntry.objects.get(kind="withdrawal").body["by"] == "schedule"
    article.refresh_from_db()
    assert not article.live


def test_a_clock_that_jumped_withdraws_nothing_at_once(strict, time_machine):
    due_article(DUE)
    jumped = DUE + timedelta(days=3000)
    time_machine.move_to(at(jumped))
    note(jumped)

    assert list(withdraw_long_overdue(now=at(jumped))) == []
    assert list(withdraw_long_overdue(now=at(DUE - timedelta(days=3)))) == []
    assert Publication.objects.current().count() == 1
    assert len(list(withdraw_long_overdue(now=at(jumped) + NOTED_BEFORE))) == 1


def test_an_article_that_was_published_again_has_its_week(strict, time_machine):
    article = due_article(DUE)
    time_machine.move_to(at(DUE + timedelta(days=1)))
    note(DUE + timedelta(days=1))
    list(withdraw_long_overdue(now=at(DUE + timedelta(days=61))))
    time_machine.move_to(at(DUE + timedelta(days=62)))
    article.refresh_from_db()
    article.save_revision().publish()
    Edition.objects.filter(number=2).update(review_due=DUE)

    note(DUE + timedelta(days=62))

    assert list(withdraw_long_overdue(now=at(DUE + timedelta(days=63)))) == []
    assert len(list(withdraw_long_overdue(now=at(DUE + timedelta(days=70))))) == 1


def test_the_due_list_begins_with_the_most_urgent():
    due_article(DUE + timedelta(days=20), title="Soon")
    due_article(DUE - timedelta(days=2), title="Late")
    due_article(DUE + timedelta(days=91), title="Not yet")
    make_published(title="Not for years")

    found = due_reviews(today=DUE, days=90)

    assert [(one.headline, one.days_left, one.overdue) for one in found] == [("Late", -2, True), ("Soon", 20, False)]
    assert found[0].looked_after_by is not None


@pytest.mark.parametrize("days_after", [0, 1])
def test_the_last_day_is_not_overdue_yet(days_after):
    due_article(DUE)

    [one] = due_reviews(today=DUE + timedelta(days=days_after), days=0)

    assert one.overdue is bool(days_after)
