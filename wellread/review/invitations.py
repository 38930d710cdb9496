"""Let a clinician without an account review one article by a link: once, for these words, for a short time.

A link of the same kind takes back what they signed (`taking_back`).

The link's secret, the code and the cookie of whoever typed the code are kept as hashes only, and no log holds them.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from wellread.articles.models import Article, institution
from wellread.articles.wording import content_digest
from wellread.review.assignments import step_objections, take_over, task_of
from wellread.review.authority import may_arrange
from wellread.review.errors import InvitationError, MailError, NotEntitledError, ReviewError, WrongCodeError
from wellread.review.events import record
from wellread.review.known_addresses import refuse_address
from wellread.review.mail import mail_is_set_up, send
from wellread.review.models import Attestation, Reviewer, Revocation
from wellread.review.subject import subject_of
from wellread.review.workflow import Invitation, open_review_of

DAYS = 14
CODE_MINUTES = 15
TRIES = 5
CODES = 5
"""How many codes one link can send in a day: each is another mail. Wrong ones are counted for good."""
SECONDS_BETWEEN_CODES = 30


def invite(draft: Article, reviewer: Reviewer, *, email: str, user: Any, days: int = DAYS) -> Invitation:
    """Send a clinician a link to review the draft's words; raise ReviewError where that cannot be.

    An earlier link for the same person and article ends. The open review, if there is one, is theirs from now on.
    """
    if not may_arrange(user, draft):
        raise NotEntitledError(_("Whoever may edit the article can invite somebody to review it."))
    if not mail_is_set_up():
        raise MailError(_("Nobody can be invited: mail is not set up here. Whoever runs this installation sets it up."))
    refuse_address(email, reviewer, draft, user=user)
    token = make_token()
    invitation = _make(draft, reviewer, email=email, user=user, days=days, token=token)
    try:
        with override(draft.language):
            send(*_letter(invitation, draft, token), to=email)
    except MailError:
        end(invitation, Invitation.Outcome.NOT_SENT)
        raise
    record(draft, "invited", f"{reviewer}, {email}", user=user)
    return invitation


@transaction.atomic
def _make(draft: Article, reviewer: Reviewer, *, email: str, user: Any, days: int, token: str) -> Invitation:
    subject, assignment = subject_of(draft), open_review_of(draft)
    against = step_objections(reviewer, task_of(assignment), subject)
    if against:
        raise NotEntitledError(" ".join(against))
    earlier = Invitation.objects.to_review().filter(article_id=draft.pk, reviewer=reviewer)
    for older in earlier.filter(outcome=Invitation.Outcome.OPEN):
        end(older, Invitation.Outcome.TAKEN_BACK)
    if assignment and assignment.reviewer != reviewer:
        take_over(assignment, reviewer, reason=_("Invited by mail."), user=user)
    return Invitation.objects.create(
        article_id=draft.pk,
        reviewer=reviewer,
        email=email,
        token_hash=hashed(token),
        digest=content_digest(subject.content),
        invited_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )


def _letter(invitation: Invitation, draft: Article, token: str) -> tuple[str, str]:
    lines = [
        _("Dear %s,") % invitation.reviewer,
        _("%(institution)s asks you to review the words of “%(headline)s”.")
        % {"institution": institution().name, "headline": draft.title},
        _("This link opens them. It is for you alone, works for one review, and ends on %(day)s:")
        % {"day": date_format(_last_day(invitation))},
        settings.WELLREAD_PUBLIC_URL + reverse("guest_review", args=[token]),
        _("When you open it, a code comes to this address. It shows that it is you."),
    ]
    return _("Please review: %s") % draft.title, "\n\n".join(lines)


def _last_day(invitation: Invitation) -> date:
    return timezone.localdate(invitation.expires_at)


def make_token() -> str:
    """Return a new secret for a link."""
    return secrets.token_urlsafe(32)


def language_of(token: str) -> str:
    """Return the language of the article that a link is about: its clinician has no account that says another."""
    found = Invitation.objects.filter(token_hash=hashed(token))
    return found.values_list("article__locale__language_code", flat=True).first() or settings.LANGUAGE_CODE


def find(token: str) -> Invitation:
    """Return the invitation that a link opens, or raise InvitationError, which says why it opens nothing.

    Where the words changed since, the link ends here, and whoever invited is told.
    """
    found = Invitation.objects.select_related("article", "reviewer__person", "invited_by")
    invitation = found.filter(token_hash=hashed(token)).first()
    if invitation is None:
        raise InvitationError(_("This link leads nowhere. Is it complete? Copy it from the mail again."))
    if invitation.outcome != Invitation.Outcome.OPEN:
        used = _("This link has been used. It works for one review.")
        record(invitation.article, "refused", _("%s opened a link that had ended.") % invitation.reviewer)
        raise InvitationError(str(_ENDED.get(Invitation.Outcome(invitation.outcome), used)))
    if not invitation.is_open:
        day = date_format(_last_day(invitation))
        record(invitation.article, "refused", _("%s opened a link that had expired.") % invitation.reviewer)
        raise InvitationError(_("This link ended on %s. Ask whoever sent it for another.") % day)
    if invitation.purpose == Invitation.Purpose.TAKE_BACK:
        _refuse_taken_back(invitation)
    else:
        _refuse_changed(invitation)
    return invitation


def _refuse_taken_back(invitation: Invitation) -> None:
    if Revocation.objects.filter(attestation=invitation.attestation).exists():
        raise InvitationError(_("This signature was taken back before."))


def _refuse_changed(invitation: Invitation) -> None:
    if content_digest(subject_of(draft_of(invitation)).content) != invitation.digest:
        end(invitation, Invitation.Outcome.WORDS_CHANGED)
        changed = _(
            "%(name)s opened the link to review “%(headline)s”, but its words have changed since you sent it. "
            "The link has ended. Send a new one when the words are ready."
        ) % {"name": invitation.reviewer, "headline": invitation.article.title}
        _tell_inviter(invitation, _("A review link has ended: %s") % invitation.article.title, changed)
        raise InvitationError(str(_ENDED[Invitation.Outcome.WORDS_CHANGED]))


_ENDED = {
    Invitation.Outcome.WORDS_CHANGED: gettext_lazy(
        "The words of this article have changed since you were invited, so this link has ended. "
        "Whoever invited you has been told, and can send you a new one."
    ),
    Invitation.Outcome.WRONG_CODE: gettext_lazy(
        "Too many wrong codes: this link has ended. Ask whoever sent it for another."
    ),
    Invitation.Outcome.TAKEN_BACK: gettext_lazy("This link was taken back. A newer one may be in your mail."),
    Invitation.Outcome.REVOKED: gettext_lazy("You have taken your signature back. This link has ended."),
}


def draft_of(invitation: Invitation) -> Article:
    """Return the article as its latest revision has it."""
    draft: Article = invitation.article.get_latest_revision_as_object()
    return draft


def send_code(invitation: Invitation) -> None:
    """Send a new six-digit code; the one before opens nothing any more. Raise InvitationError for too many."""
    code = f"{secrets.randbelow(10**6):06}"
    with transaction.atomic():
        locked = _locked(invitation)
        _begin_a_new_day(locked)
        _refuse_haste(locked)
        locked.code_hash = _code_hash(locked, code)
        locked.code_sent_at = timezone.now()
        locked.codes_sent += 1
        locked.save(update_fields=["code_hash", "code_sent_at", "codes_sent"])
    body = _("%(code)s is the code to open your link. It works for %(minutes)d minutes.")
    send(_("Your code"), body % {"code": code, "minutes": CODE_MINUTES}, to=invitation.email)
    record(invitation.article, "code_sent", str(invitation.reviewer))


def _begin_a_new_day(invitation: Invitation) -> None:
    """A link that takes a signature back may be years old, and its codes lost in mail that was never read."""
    last = invitation.code_sent_at
    if last and timezone.now() - last > timedelta(days=1):
        invitation.codes_sent = 0


def _refuse_haste(invitation: Invitation) -> None:
    if invitation.codes_sent >= CODES:
        raise InvitationError(_("No more codes can be sent for this link. Ask whoever sent it for another."))
    last = invitation.code_sent_at
    if last and timezone.now() - last < timedelta(seconds=SECONDS_BETWEEN_CODES):
        raise InvitationError(_("A code was sent just now. Look into your mail, or wait half a minute."))


def confirm_code(invitation: Invitation, code: str) -> str:
    """Return the secret for the cookie of whoever typed the right code.

    Raise WrongCodeError for a wrong or old one; after five the link is dead, and InvitationError says so.
    """
    holder = secrets.token_urlsafe(32)
    with transaction.atomic():
        locked = _locked(invitation)
        right = _is_right(locked, code)
        if right:
            locked.code_hash, locked.holder_hash = "", hashed(holder)
            locked.confirmed_at = timezone.now()
        else:
            locked.wrong_codes += 1
        locked.save()
        if locked.wrong_codes >= TRIES:
            end(locked, Invitation.Outcome.WRONG_CODE)
    # Written after the transaction, so that the error takes nothing back.
    left = TRIES - locked.wrong_codes
    record(invitation.article, "code_right" if right else "code_wrong", str(invitation.reviewer))
    if not right and left <= 0:
        raise InvitationError(str(_ENDED[Invitation.Outcome.WRONG_CODE]))
    if not right:
        tries = ngettext("%d more try.", "%d more tries.", left) % left
        raise WrongCodeError(_("That is not the code, or it is older than %d minutes.") % CODE_MINUTES + " " + tries)
    return holder


def _is_right(invitation: Invitation, code: str) -> bool:
    sent = invitation.code_sent_at
    if not invitation.code_hash or sent is None or timezone.now() - sent > timedelta(minutes=CODE_MINUTES):
        return False
    return constant_time_compare(invitation.code_hash, _code_hash(invitation, code.strip().replace(" ", "")))


def is_held_by(invitation: Invitation, secret: str) -> bool:
    """Return whether a cookie is the one that the right code earned."""
    return bool(invitation.holder_hash) and constant_time_compare(invitation.holder_hash, hashed(secret))


def use(
    invitation: Invitation, act: Callable[[], tuple[Invitation.Outcome, Attestation | None]], *, note: str = ""
) -> None:
    """Do the one thing that a link is for, and end it in the same transaction; a refusal leaves it open.

    Whoever invited is told, with the guest's own words. Raise InvitationError if it was used meanwhile, or whatever
    ReviewError the act raised.
    """
    refused: ReviewError | None = None
    with transaction.atomic():
        locked = _locked(invitation)
        try:
            end(locked, *act())
        except ReviewError as error:
            # Raised only after the block: what was written down of the refusal stays.
            refused = error
    if refused:
        raise refused
    told = {"name": invitation.reviewer, "what": locked.get_outcome_display(), "headline": invitation.article.title}
    _tell_inviter(invitation, _("%(name)s, “%(headline)s”: %(what)s.") % told, note.strip())


def end(invitation: Invitation, outcome: Invitation.Outcome, attestation: Attestation | None = None) -> None:
    """Make a link dead, and say so in the article's history."""
    invitation.outcome, invitation.ended_at = outcome, timezone.now()
    invitation.attestation = attestation or invitation.attestation
    invitation.holder_hash = invitation.code_hash = ""
    invitation.save()
    record(invitation.article, "invitation_ended", f"{invitation.reviewer}: {Invitation.Outcome(outcome).label}.")


@transaction.atomic
def take_back(invitation: Invitation) -> None:
    """End a link that nobody has used; raise InvitationError if it has ended."""
    end(_locked(invitation), Invitation.Outcome.TAKEN_BACK)


def _locked(invitation: Invitation) -> Invitation:
    """Return the row as it stands now, locked; raise InvitationError if the link ended meanwhile."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open:
        raise InvitationError(_("This link has ended."))
    return locked


def _tell_inviter(invitation: Invitation, subject: str, words: str) -> None:
    address = invitation.invited_by.email if invitation.invited_by else ""
    if not address:
        return
    link = settings.WELLREAD_PUBLIC_URL + reverse("review_arrange", args=[invitation.article_id])
    try:
        send(subject, f"{words}\n\n{link}".strip(), to=address)
    except MailError as error:
        record(invitation.article, "refused", str(error))


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _code_hash(invitation: Invitation, code: str) -> str:
    """Six digits are soon tried out: without the installation's key the hash of a code tells nothing."""
    return salted_hmac("wellread.review.code", f"{invitation.pk}:{code}", algorithm="sha256").hexdigest()


def invitations_of(article: Article) -> list[Invitation]:
    """Return an article's links to review it, the newest first."""
    found = (
        Invitation.objects.to_review().filter(article_id=article.pk).select_related("reviewer__person", "invited_by")
    )
    return list(found)
