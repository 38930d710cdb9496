from datetime import UTC, date, datetime

import pytest

from tests.factories import PersonFactory, ReviewerFactory, UserFactory, make_article, sign_article
from wellread.articles.models import ArticleAuthor
from wellread.articles.reading import content_of
from wellread.review.attest import may_waive, report, sign, waive
from wellread.review.coverage import Basis, Status, coverage_of, review_status
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.models import Attestation, LedgerEntry, ReportedReview, reviewer_of
from wellread.review.subject import subject_of

pytestmark = pytest.mark.django_db


def test_a_signature_covers_the_words_it_was_given_and_no_others(article):
    attestation = sign_article(article, signed_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    coverage = coverage_of(content_of(article))
    article.title = "Other words"

    assert coverage.basis == Basis.ATTESTATION
    assert coverage.attestation == attestation
    assert (coverage.reviewed_on, coverage.review_due) == (date(2026, 3, 1), date(2029, 3, 1))
    assert coverage_of(content_of(article)) is None


def test_going_back_to_signed_words_brings_the_coverage_back(article):
    sign_article(article)
    words, article.summary = article.summary, "Changed."
    assert coverage_of(content_of(article)) is None

    article.summary = words

    assert coverage_of(content_of(article)) is not None


def test_a_signature_is_in_the_ledger_with_the_digest(article):
    attestation = sign_article(article)

    entry = LedgerEntry.objects.get()

    assert entry.kind == "attestation"
    assert entry.body["digest"] == attestation.digest
    assert attestation.covers(entry.body["digest"])


def test_words_that_changed_since_they_were_shown_are_not_signed(article):
    reviewer = ReviewerFactory()

    with pytest.raises(WordsChangedError, match="Read them again"):
        sign(subject_of(article), reviewer=reviewer, shown_digest="0" * 64)

    assert not Attestation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"active": False}, "no longer an active reviewer"),
        ({"credentials_valid_until": date(2020, 1, 1)}, "were valid until"),
    ],
)
def test_who_may_not_sign_is_told_why(article, fields, sentence):
    with pytest.raises(NotEntitledError, match=sentence):
        sign_article(article, ReviewerFactory(**fields))

    assert not LedgerEntry.objects.exists()


def test_nobody_reviews_what_they_wrote(article):
    person = PersonFactory()
    article.authors = [ArticleAuthor(person=person)]

    with pytest.raises(NotEntitledError, match="cannot review it"):
        sign_article(article, ReviewerFactory(person=person))


def test_a_reported_review_is_bound_to_the_words_as_they_came_in(article):
    content = content_of(article)

    report(article, content, by="A source", on=date(2021, 11, 18))
    report(article, content, by="A source", on=date(2021, 11, 18))

    assert ReportedReview.objects.count() == 1
    coverage = coverage_of(content)
    assert (coverage.basis, coverage.review_due) == (Basis.REPORTED, date(2024, 11, 18))
    article.summary = "Changed here."
    assert coverage_of(content_of(article)) is None


def test_a_waiver_needs_a_reason_and_holds_for_this_article_alone(article):
    content = content_of(article)
    with pytest.raises(ReviewError, match="Say why"):
        waive(article, content, reason="  ", by="x")

    waive(article, content, reason="Urgent recall", by="x")

    assert coverage_of(content).basis == Basis.WAIVER
    twin = make_article(title=article.title, terms=list(article.terms.all()))
    assert coverage_of(content_of(twin)) is None


def test_an_installation_can_forbid_waivers_even_old_ones(article, settings, admin_user):
    content = content_of(article)
    waive(article, content, reason="Urgent recall", by="x")

    settings.WELLREAD_ALLOW_WAIVERS = False

    assert coverage_of(content) is None
    assert not may_waive(admin_user)
    with pytest.raises(ReviewError, match="does not publish"):
        waive(article, content, reason="Again", by="x")


def test_information_needs_no_review():
    article = make_article(kind="information")

    assert coverage_of(content_of(article)).basis == Basis.INFORMATION


@pytest.mark.parametrize(
    ("basis", "due", "status"),
    [
        (Basis.ATTESTATION, date(2026, 11, 23), Status.CURRENT),
        (Basis.ATTESTATION, date(2026, 11, 22), Status.OVERDUE),
        (Basis.REPORTED, date(2026, 11, 23), Status.REPORTED),
        (Basis.REPORTED, date(2026, 11, 22), Status.REPORTED_OVERDUE),
        (Basis.WAIVER, None, Status.NONE),
        (Basis.INFORMATION, None, Status.NONE),
    ],
)
def test_what_readers_are_told_depends_on_the_day(basis, due, status):
    assert review_status(basis, due, today=date(2026, 11, 23)) == status


def test_an_account_signs_as_its_reviewer():
    user = UserFactory()
    reviewer = ReviewerFactory(user=user)

    assert reviewer_of(user) == reviewer
    assert reviewer_of(UserFactory()) is None
