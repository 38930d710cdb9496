"""On what an article's words rest: a signature, a source's report, a waiver, or nothing."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellread.articles.content import ArticleContent
from wellread.articles.wording import content_digest
from wellread.review.models import Attestation, MinorChange, ReportedReview, Waiver


class Basis(TextChoices):
    """Why an article's words may be public."""

    ATTESTATION = "attestation", _("signed by a reviewer")
    REPORTED = "reported", _("reviewed at its source")
    WAIVER = "waiver", _("published without a review")
    INFORMATION = "information", _("no medical article")


class Status(TextChoices):
    """What readers are told of a review, as of a day."""

    CURRENT = "current", _("Medically reviewed")
    OVERDUE = "overdue", _("Review overdue")
    REPORTED = "reported", _("Reviewed at its source")
    REPORTED_OVERDUE = "reported_overdue", _("Review overdue")
    NONE = "none", _("Not medically reviewed")


@dataclass(frozen=True)
class Coverage:
    """The review that covers some words: by whom, when, until when; all empty for none.

    `corrected_on` is the day on which a typing mistake in the signed words was confirmed as nothing more.
    """

    basis: Basis
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_due: date | None = None
    attestation: Attestation | None = None
    corrected_on: date | None = None


def coverage_of(content: ArticleContent) -> Coverage | None:
    """Return what covers exactly these words, the strongest first, or None for medical words nobody answers for.

    Authors are not part of the wording: whoever has become one since cannot cover the article any more.
    """
    digest = content_digest(content)
    # What somebody paid for never carries a review, whoever signed the same words elsewhere.
    reviewed = None if content.sponsored_by else _review(content, digest)
    if reviewed:
        return reviewed
    if content.kind == "information" and not _was_medical(content.source_id):
        return Coverage(Basis.INFORMATION)
    if settings.WELLREAD_ALLOW_WAIVERS and Waiver.objects.filter(source_id=content.source_id, digest=digest).exists():
        return Coverage(Basis.WAIVER)
    return None


def _review(content: ArticleContent, digest: str) -> Coverage | None:
    signed = _signature(content, digest)
    if signed:
        return signed
    reported = ReportedReview.objects.filter(source_id=content.source_id, digest=digest).first()
    return Coverage(Basis.REPORTED, reported.by, reported.on, reported.review_due) if reported else None


def _was_medical(source_id: str) -> bool:
    """Return whether somebody answered for an article's words as medical ones.

    It does not leave the reviews by being called information: only a signature or a waiver makes it public again.
    """
    reported = ReportedReview.objects.filter(source_id=source_id)
    return reported.exists() or Attestation.objects.filter(ledger_entry__body__source_id=source_id).exists()


def _signature(content: ArticleContent, digest: str) -> Coverage | None:
    """Return the signature under these words, or under ones from which they differ by a confirmed minor change."""
    authors = [author.slug for author in content.authors]
    standing = Attestation.objects.filter(language=content.language, revocation=None).select_related("reviewer__person")
    standing = standing.exclude(reviewer__person__slug__in=authors)
    attestation = standing.filter(digest=digest).first()
    corrected_on = None
    if attestation is None:
        minor = MinorChange.objects.filter(digest=digest, attestation__in=standing).first()
        if minor is None:
            return None
        attestation, corrected_on = minor.attestation, timezone.localdate(minor.at)
    signed_on = timezone.localdate(attestation.signed_at)
    return Coverage(
        Basis.ATTESTATION, attestation.signed_as, signed_on, attestation.review_due, attestation, corrected_on
    )


def review_status(basis: str, review_due: date | None, *, today: date) -> Status:
    """Return what to tell a reader today; depends on the date, so ask when reading, never store it."""
    late = review_due is not None and review_due < today
    if basis == Basis.ATTESTATION:
        return Status.OVERDUE if late else Status.CURRENT
    if basis == Basis.REPORTED:
        return Status.REPORTED_OVERDUE if late else Status.REPORTED
    return Status.NONE
