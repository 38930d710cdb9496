"""Sign, report or waive: the three ways in which medical words may become public."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.due import add_months
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.ledger import append
from wellread.review.models import Attestation, LedgerEntry, ReportedReview, Reviewer, Waiver


@transaction.atomic
def sign(
    content: ArticleContent,
    *,
    reviewer: Reviewer,
    shown_digest: str,
    by: str = "",
    signed_at: datetime | None = None,
) -> Attestation:
    """Bind the reviewer's name to the words that were shown; the ledger keeps `by`, the account that did it.

    Raise WordsChangedError if the words are not those, NotEntitledError if the reviewer may not sign them.
    """
    when = signed_at or timezone.now()
    digest = content_digest(content)
    if digest != shown_digest:
        raise WordsChangedError(
            f"The words of “{content.headline}” have changed since they were shown. Read them again."
        )
    _check_entitled(reviewer, content, on=timezone.localdate(when))
    due = add_months(timezone.localdate(when), settings.WELLREAD_REVIEW_MONTHS)
    entry = append(
        LedgerEntry.Kind.ATTESTATION,
        {
            "source_id": content.source_id,
            "language": content.language,
            "digest": digest,
            "reviewer": reviewer.pk,
            "signed_as": str(reviewer.person),
            "by": by,
            "signed_on": timezone.localdate(when).isoformat(),
            "review_due": due.isoformat(),
        },
        at=when,
    )
    return Attestation.objects.create(
        reviewer=reviewer,
        digest=digest,
        language=content.language,
        wording=medical_wording(content),
        signed_as=str(reviewer.person),
        signed_at=when,
        review_due=due,
        ledger_entry=entry,
    )


def _check_entitled(reviewer: Reviewer, content: ArticleContent, *, on: date) -> None:
    if not reviewer.active:
        raise NotEntitledError(f"{reviewer} is no longer an active reviewer.")
    if reviewer.credentials_valid_until and reviewer.credentials_valid_until < on:
        raise NotEntitledError(f"The credentials of {reviewer} were valid until {reviewer.credentials_valid_until}.")
    if reviewer.person.slug in {author.slug for author in content.authors}:
        raise NotEntitledError(f"{reviewer} wrote “{content.headline}” and cannot review it.")


@transaction.atomic
def report(article: Article, content: ArticleContent, *, by: str, on: date) -> ReportedReview:
    """Record the review that a source reports of the words as they came in, once."""
    digest = content_digest(content)
    known = ReportedReview.objects.filter(source_id=content.source_id, digest=digest, by=by, on=on).first()
    if known:
        return known
    entry = append(
        LedgerEntry.Kind.REPORTED,
        {"source_id": content.source_id, "digest": digest, "by": by, "on": on.isoformat()},
    )
    return ReportedReview.objects.create(
        article=article,
        source_id=content.source_id,
        digest=digest,
        by=by,
        on=on,
        ledger_entry=entry,
    )


@transaction.atomic
def waive(article: Article, content: ArticleContent, *, reason: str, by: str) -> Waiver:
    """Allow these words of this article without a review; raise ReviewError without a reason or where forbidden."""
    if not settings.WELLREAD_ALLOW_WAIVERS:
        raise ReviewError("This installation does not publish medical articles without a review.")
    if not reason.strip():
        raise ReviewError("Say why this article may be published without a medical review.")
    digest = content_digest(content)
    entry = append(
        LedgerEntry.Kind.WAIVER,
        {"source_id": content.source_id, "digest": digest, "reason": reason.strip(), "by": by},
    )
    return Waiver.objects.create(
        article=article,
        source_id=content.source_id,
        digest=digest,
        reason=reason.strip(),
        waived_by=by,
        ledger_entry=entry,
    )


def may_waive(user: Any) -> bool:
    return bool(settings.WELLREAD_ALLOW_WAIVERS and user.has_perm("review.waive_review"))
