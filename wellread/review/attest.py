"""Sign, report or waive: the three ways in which medical words may become public; and take back what was signed."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.cadence import due_of_report, months_between_reviews
from wellread.review.entitlement import objections
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.ledger import append
from wellread.review.models import (
    Attestation,
    LedgerEntry,
    MinorChange,
    ReportedReview,
    Reviewer,
    Revocation,
    SpecialtyException,
    Waiver,
)
from wellread.review.statement import stands_until, statement
from wellread.review.subject import Subject, subject_of


@transaction.atomic
def sign(
    subject: Subject,
    *,
    reviewer: Reviewer,
    shown_digest: str,
    by: str = "",
    signed_at: datetime | None = None,
) -> Attestation:
    """Bind the reviewer's name to the words that were shown; the ledger keeps `by`, the account that did it.

    Raise WordsChangedError if the words are not those, NotEntitledError if the reviewer may not sign them, and
    ReviewError for a day that is yet to come.
    """
    content = subject.content
    when = signed_at or timezone.now()
    digest = content_digest(content)
    if digest != shown_digest:
        raise WordsChangedError(
            f"The words of “{content.headline}” have changed since they were shown. Read them again."
        )
    if timezone.localdate(when) > timezone.localdate():
        raise ReviewError(_("A signature cannot be of a day that is yet to come: %s.") % timezone.localdate(when))
    against = objections(reviewer, subject, on=timezone.localdate(when))
    if against:
        raise NotEntitledError(" ".join(against))
    due = stands_until(subject, signed_on=timezone.localdate(when))
    sentence = statement(reviewer, subject, until=due)
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
            "statement": sentence,
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
        statement=sentence,
        ledger_entry=entry,
    )


@transaction.atomic
def report(article: Article, content: ArticleContent, *, by: str, on: date) -> ReportedReview:
    """Record the review that a source reports of the words as they came in, once."""
    digest = content_digest(content)
    known = ReportedReview.objects.filter(source_id=content.source_id, digest=digest, by=by, on=on).first()
    if known:
        return known
    months = months_between_reviews(subject_of(article, content))
    due = due_of_report(on, months=months, source_id=content.source_id, today=timezone.localdate())
    told = {"source_id": content.source_id, "digest": digest, "by": by, "on": on.isoformat()}
    entry = append(LedgerEntry.Kind.REPORTED, {**told, "review_due": due.isoformat()})
    return ReportedReview.objects.create(
        article=article,
        source_id=content.source_id,
        digest=digest,
        by=by,
        on=on,
        review_due=due,
        ledger_entry=entry,
    )


@transaction.atomic
def refuse(content: ArticleContent, *, reviewer: Reviewer, shown_digest: str, reason: str, by: str) -> LedgerEntry:
    """Write into the ledger that a reviewer would not sign these words, and why; raise ReviewError without a reason."""
    told = _told(reason, _("Say why you do not sign these words."))
    body = {"source_id": content.source_id, "language": content.language, "digest": shown_digest}
    return append(LedgerEntry.Kind.REFUSAL, {**body, "reviewer": reviewer.pk, "reason": told, "by": by})


@transaction.atomic
def revoke(attestation: Attestation, *, reason: str, by: str, for_reviewer: bool = False) -> Revocation:
    """Take a signature back, at once and for good; raise ReviewError without a reason or if that was done before.

    `for_reviewer` says that it is not the reviewer who does it: the ledger names both.
    """
    told = _told(reason, _("Say why the signature is taken back: the ledger keeps it."))
    # Locked, so that two who do it at once do not both find that nobody has.
    Attestation.objects.select_for_update().get(pk=attestation.pk)
    if Revocation.objects.filter(attestation=attestation).exists():
        raise ReviewError(_("This signature was taken back before."))
    body = {"attestation": attestation.ledger_entry_id, "digest": attestation.digest, "reason": told, "by": by}
    body |= {"on_behalf_of": attestation.signed_as} if for_reviewer else {}
    entry = append(LedgerEntry.Kind.REVOCATION, body)
    return Revocation.objects.create(attestation=attestation, reason=told, by=by, at=entry.at, ledger_entry=entry)


@transaction.atomic
def confirm_minor_change(
    attestation: Attestation, content: ArticleContent, *, shown_digest: str, marked_by: str, confirmed_by: str
) -> MinorChange:
    """Let a signature cover words that differ from the signed ones by a typing mistake.

    Raise WordsChangedError if the words are not those that were shown, NotEntitledError if the same account marked
    and confirms, ReviewError if the signature was taken back or is for another language.
    """
    digest = content_digest(content)
    if digest != shown_digest:
        raise WordsChangedError(
            _("The words of “%s” have changed since they were shown. Read them again.") % content.headline
        )
    if marked_by == confirmed_by:
        raise NotEntitledError(_("Somebody else than who marked the change as minor must confirm it."))
    if Revocation.objects.filter(attestation=attestation).exists() or attestation.language != content.language:
        raise ReviewError(_("The signature does not stand any more. The words need a new one."))
    if attestation.reviewer.person.slug in {author.slug for author in content.authors}:
        raise ReviewError(_("The reviewer is an author of the article now. The words need a new signature."))
    body = {"attestation": attestation.ledger_entry_id, "digest": digest}
    entry = append(LedgerEntry.Kind.CONFIRMATION, {**body, "marked_by": marked_by, "confirmed_by": confirmed_by})
    return MinorChange.objects.create(
        attestation=attestation,
        digest=digest,
        wording=medical_wording(content),
        marked_by=marked_by,
        confirmed_by=confirmed_by,
        at=entry.at,
        ledger_entry=entry,
    )


@transaction.atomic
def make_exception(reviewer: Reviewer, *, source_id: str, reason: str, by: str) -> SpecialtyException:
    """Let a reviewer sign one article outside of their specialties; raise ReviewError without a reason."""
    told = _told(reason, _("Say why this reviewer may sign outside of their specialties."))
    body = {"reviewer": reviewer.pk, "source_id": source_id, "reason": told, "by": by}
    entry = append(LedgerEntry.Kind.EXCEPTION, body)
    return SpecialtyException.objects.create(
        reviewer=reviewer, source_id=source_id, reason=told, granted_by=by, ledger_entry=entry
    )


def _told(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise ReviewError(otherwise)
    return reason.strip()


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
