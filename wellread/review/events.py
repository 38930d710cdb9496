"""Write into the article's history, which its editors read, what happened to its review; never a secret."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from wellread.articles.models import Article

ACTIONS = {
    "wellread.review.assigned": _("Review assigned"),
    "wellread.review.planned": _("Due date or priority set"),
    "wellread.review.declined": _("Review declined"),
    "wellread.review.signed": _("Signed"),
    "wellread.review.refused": _("Signature refused"),
    "wellread.review.changes_asked": _("Changes asked for"),
    "wellread.review.moved_on": _("Open review moved to newer words"),
    "wellread.review.exception": _("Exception from specialties"),
    "wellread.review.invited": _("Clinician invited"),
    "wellread.review.invitation_opened": _("Invitation opened"),
    "wellread.review.code_sent": _("Code sent"),
    "wellread.review.code_wrong": _("Wrong code"),
    "wellread.review.code_right": _("Identity confirmed by code"),
    "wellread.review.invitation_ended": _("Invitation ended"),
    "wellread.review.marked_minor": _("Change marked as minor"),
    "wellread.review.minor_confirmed": _("Minor change confirmed"),
    "wellread.review.minor_refused": _("Minor change refused"),
    "wellread.review.revoked": _("Signature taken back"),
    "wellread.review.overruled": _("Finding overruled"),
}


def record(article: Article, event: str, told: str = "", *, user: Any = None) -> None:
    """Write an event down; `told` is a sentence for people."""
    log(instance=article, action=f"wellread.review.{event}", user=user, data={"told": told})
