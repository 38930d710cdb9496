import pytest
from django.utils import timezone

from tests.factories import ReviewerFactory, sign_article
from wellread.articles.models import ArticleAuthor
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.review.attest import confirm_minor_change, refuse, revoke
from wellread.review.coverage import Basis, coverage_of
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.models import LedgerEntry, MinorChange
from wellread.review.verify import verify_reviews

pytestmark = pytest.mark.django_db


def test_a_signature_that_was_taken_back_covers_nothing(article):
    attestation = sign_article(article)

    revoke(attestation, reason="A study was withdrawn.", by="reviewer")

    assert coverage_of(content_of(article)) is None
    assert LedgerEntry.objects.get(kind="revocation").body["reason"] == "A study was withdrawn."
    assert list(verify_reviews()) == []


def test_another_signature_still_covers_the_words(article):
    first, second = sign_article(article), sign_article(article)

    revoke(second, reason="I am not sure any more.", by="reviewer")

    assert coverage_of(content_of(article)).attestation == first


def test_a_signature_is_taken_back_once_and_with_a_reason(article):
    attestation = sign_article(article)
    with pytest.raises(ReviewError, match="Say why"):
        revoke(attestation, reason="", by="reviewer")
    revoke(attestation, reason="A mistake.", by="reviewer")

    with pytest.raises(ReviewError, match="before"):
        revoke(attestation, reason="Again.", by="reviewer")

    assert LedgerEntry.objects.filter(kind="revocation").count() == 1


def test_a_refusal_is_in_the_ledger_with_its_reason(article):
    refuse(content_of(article), reviewer=ReviewerFactory(), shown_digest="0" * 64, reason="Doses are wrong.", by="x")

    assert LedgerEntry.objects.get(kind="refusal").body["reason"] == "Doses are wrong."


@pytest.fixture
def mended(article):
    """A signed article in whose words an editor then mended a typing mistake; and its signature."""
    article.summary = "Teh lump."
    attestation = sign_article(article)
    article.summary = "The lump."
    return article, attestation


def confirm(article, attestation, **changes):
    content = content_of(article)
    given = {"shown_digest": content_digest(content), "marked_by": "editor", "confirmed_by": "second"} | changes
    return confirm_minor_change(attestation, content, **given)


def test_a_confirmed_minor_change_keeps_the_stamp_and_says_when(mended):
    article, attestation = mended
    assert coverage_of(content_of(article)) is None

    minor = confirm(article, attestation)

    coverage = coverage_of(content_of(article))
    assert (coverage.basis, coverage.attestation) == (Basis.ATTESTATION, attestation)
    assert coverage.corrected_on == timezone.localdate(minor.at)
    assert list(verify_reviews()) == []


def test_the_signed_words_themselves_were_not_corrected(mended):
    article, attestation = mended
    confirm(article, attestation)

    article.summary = "Teh lump."

    assert coverage_of(content_of(article)).corrected_on is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"confirmed_by": "editor"}, NotEntitledError), ({"shown_digest": "0" * 64}, WordsChangedError)],
)
def test_who_may_not_confirm_is_told_why(mended, changes, error):
    with pytest.raises(error):
        confirm(*mended, **changes)

    assert not MinorChange.objects.exists()


def test_a_signature_that_was_taken_back_keeps_no_stamp(mended):
    article, attestation = mended
    confirm(article, attestation)

    revoke(attestation, reason="A mistake.", by="reviewer")

    assert coverage_of(content_of(article)) is None
    with pytest.raises(ReviewError, match="new one"):
        confirm(article, attestation)


def test_who_has_become_an_author_keeps_no_stamp(mended):
    article, attestation = mended
    article.authors = [ArticleAuthor(person=attestation.reviewer.person)]

    with pytest.raises(ReviewError, match="author"):
        confirm(article, attestation)
