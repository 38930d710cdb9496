"""To which address a clinician may be invited: whoever opens the link signs as them, so it must be theirs."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from wellread.articles.models import Article
from wellread.review.authority import may_readdress, may_vouch
from wellread.review.errors import NotEntitledError
from wellread.review.models import Reviewer
from wellread.review.workflow import Invitation


def refuse_address(email: str, reviewer: Reviewer, draft: Article, *, user: Any) -> None:
    """Raise NotEntitledError for an address that is, or may well be, somebody else's than the reviewer's.

    Otherwise an editor could sign as anybody: by inviting a known clinician at an address of their own.
    """
    if reviewer.user:
        if not _same(email, reviewer.user.email):
            raise NotEntitledError(
                _("%s has an account: an invitation goes to its address only, or give them the review.") % reviewer
            )
        return
    if get_user_model().objects.filter(email__iexact=email).exists():
        raise NotEntitledError(
            _("%(address)s belongs to an account here. An invitation goes to the clinician's own address.")
            % {"address": email}
        )
    other = Invitation.objects.filter(email__iexact=email, confirmed_at__isnull=False).exclude(reviewer=reviewer)
    if other.exists():
        raise NotEntitledError(
            _("%(other)s was invited at %(address)s. Each clinician has an address of their own.")
            % {"other": other[0].reviewer, "address": email}
        )
    _refuse_unconfirmed(email, reviewer, draft, user=user)


def _refuse_unconfirmed(email: str, reviewer: Reviewer, draft: Article, *, user: Any) -> None:
    confirmed = Invitation.objects.filter(reviewer=reviewer, confirmed_at__isnull=False).order_by("confirmed_at").last()
    if confirmed and not _same(email, confirmed.email) and not may_readdress(user):
        raise NotEntitledError(
            _("%s has signed in at another address before. A content lead can invite them at a new one.") % reviewer
        )
    if not confirmed and not may_vouch(user, draft):
        raise NotEntitledError(
            _("Nobody has been invited as %s yet. Whoever may publish the article sends the first invitation.")
            % reviewer
        )


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
