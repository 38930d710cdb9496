"""A typing mistake in signed words: one editor marks it, somebody else looks at the difference and confirms."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.attest import confirm_minor_change
from wellread.review.authority import may_publish
from wellread.review.coverage import coverage_of
from wellread.review.differences import Difference, difference
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.events import record
from wellread.review.models import Attestation, MinorChange, reviewer_of
from wellread.review.predecessor import last_signed
from wellread.review.subject import subject_of
from wellread.review.workflow import MinorMark


def signed_before(content: ArticleContent) -> Attestation | None:
    """Return the signature that a minor change could lean on: it stands, and does not cover these words yet."""
    return None if coverage_of(content) else last_signed(content.source_id, content.language)


def difference_to(attestation: Attestation, content: ArticleContent) -> Difference:
    return difference(attestation.wording, medical_wording(content))


@transaction.atomic
def mark(draft: Article, *, shown_digest: str, user: Any) -> MinorMark:
    """Say that a draft differs from signed words by a typing mistake; raise ReviewError where it cannot."""
    content = subject_of(draft).content
    _refuse_changed(content, shown_digest)
    if not may_publish(user, draft):
        raise NotEntitledError(_("Whoever may publish the article can mark a change as minor."))
    attestation = signed_before(content)
    if attestation is None:
        raise ReviewError(_("Nobody has signed an earlier wording of this article, so it needs a review."))
    record(draft, "marked_minor", user=user)
    values = {"attestation": attestation, "digest": shown_digest, "marked_by": user.get_username()}
    found, _made = MinorMark.objects.update_or_create(article_id=draft.pk, defaults=values)
    return found


def may_confirm(found: MinorMark, draft: Article, user: Any) -> bool:
    """Return whether somebody is the second pair of eyes: another editor, or the reviewer who signed."""
    if user.get_username() == found.marked_by:
        return False
    reviewer = reviewer_of(user)
    return may_publish(user, draft) or (reviewer is not None and reviewer == found.attestation.reviewer)


@transaction.atomic
def confirm(draft: Article, *, shown_digest: str, user: Any) -> MinorChange:
    """Let the signature cover the marked words; raise ReviewError where it cannot."""
    found, content = _pending(draft), subject_of(draft).content
    if found.digest != content_digest(content):
        raise WordsChangedError(_("The words have changed since they were marked as minor. Mark them again."))
    _refuse_not_second(found, draft, user)
    confirmed = confirm_minor_change(
        found.attestation,
        content,
        shown_digest=shown_digest,
        marked_by=found.marked_by,
        confirmed_by=user.get_username(),
    )
    record(draft, "minor_confirmed", _("Marked by %s.") % found.marked_by, user=user)
    found.delete()
    return confirmed


@transaction.atomic
def refuse_minor(draft: Article, *, user: Any) -> None:
    """Say that the change is more than a typing mistake; whoever marked it may take it back too."""
    found = _pending(draft)
    if user.get_username() != found.marked_by:
        _refuse_not_second(found, draft, user)
    record(draft, "minor_refused", _("Marked by %s.") % found.marked_by, user=user)
    found.delete()


def _pending(draft: Article) -> MinorMark:
    found = MinorMark.objects.select_related("attestation__reviewer__person").filter(article_id=draft.pk).first()
    if found is None:
        raise ReviewError(_("No change is marked as minor any more."))
    return found


def _refuse_not_second(found: MinorMark, draft: Article, user: Any) -> None:
    if user.get_username() == found.marked_by:
        raise NotEntitledError(_("You marked this change yourself. A second editor or the reviewer must confirm it."))
    if not may_confirm(found, draft, user):
        raise NotEntitledError(_("A second editor, or the reviewer who signed, confirms a minor change."))


def _refuse_changed(content: ArticleContent, shown_digest: str) -> None:
    if content_digest(content) != shown_digest:
        raise WordsChangedError(
            _("The words of “%s” have changed since they were shown. Read them again.") % content.headline
        )
