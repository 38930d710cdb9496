"""A clinician without an account takes their signature back: by a link that the mail about it brings, and a code.

The link is as safe as an invitation: its secret is kept as a hash only, it opens nothing without a code that goes to
the same address, and five wrong ones end it. It lives as long as there is something to take back.
"""

import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wellread.articles.models import institution
from wellread.review.attest import revoke
from wellread.review.errors import InvitationError, MailError
from wellread.review.events import record
from wellread.review.invitations import end, hashed, make_token
from wellread.review.mail import send
from wellread.review.models import Attestation, Revocation
from wellread.review.workflow import Invitation

logger = logging.getLogger(__name__)


def confirm_by_mail(invitation: Invitation, attestation: Attestation) -> bool:
    """Tell a guest what they signed, with a link that takes it back; return whether the mail was sent.

    The signature stands without that mail: a content lead can take it back for them.
    """
    token = make_token()
    link = Invitation.objects.create(
        purpose=Invitation.Purpose.TAKE_BACK,
        article=invitation.article,
        reviewer=invitation.reviewer,
        email=invitation.email,
        token_hash=hashed(token),
        digest=attestation.digest,
        invited_by=invitation.invited_by,
        attestation=attestation,
    )
    try:
        send(*_letter(link, attestation, token), to=link.email)
    except MailError as error:
        end(link, Invitation.Outcome.NOT_SENT)
        record(link.article, "refused", str(error))
        return False
    return True


def _letter(link: Invitation, attestation: Attestation, token: str) -> tuple[str, str]:
    headline = link.article.title
    lines = [
        _("Dear %s,") % link.reviewer,
        _("thank you. This is what you have signed for %s:") % institution().name,
        attestation.statement,
        _("It is entry %d of the ledger.") % attestation.ledger_entry_id,
        _("Keep this mail. If you do not stand by it any more, this link takes your signature back:"),
        settings.WELLREAD_PUBLIC_URL + reverse("guest_take_back", args=[token]),
        _("If it was not you who signed, use the link as well, and tell us."),
    ]
    return _("You have signed: %s") % headline, "\n\n".join(lines)


def take_signature_back(link: Invitation, *, reason: str) -> Revocation:
    """Take back what a link stands for; raise ReviewError without a reason or if that was done before."""
    if link.attestation is None:
        raise InvitationError(_("This link leads nowhere. Is it complete? Copy it from the mail again."))
    with transaction.atomic():
        revoked = revoke(link.attestation, reason=reason, by=f"invitation {link.pk}")
        record(link.article, "revoked", f"{link.reviewer}: {revoked.reason}")
    return revoked


def tell_whoever_signed(attestation: Attestation, revocation: Revocation) -> bool:
    """Tell a reviewer that somebody took their signature back for them; return whether the mail was sent."""
    address = _address_of(attestation)
    told = {"by": revocation.by, "headline": attestation.wording[0]["text"]}
    lines = [
        _("Dear %s,") % attestation.reviewer,
        _("%(by)s has taken back your signature under “%(headline)s” for you, with this reason:") % told,
        revocation.reason,
        _("If you did not want this, answer whoever asked you for the review. You can sign again at any time."),
    ]
    try:
        send(_("Your signature was taken back: %(headline)s") % told, "\n\n".join(lines), to=address)
    except MailError as error:
        logger.warning("A reviewer was not told that their signature was taken back: %s", error)
        return False
    return True


def _address_of(attestation: Attestation) -> str:
    """Return where a reviewer is reached: at their account, or where the invitation went that they signed by."""
    if attestation.reviewer.user:
        return str(attestation.reviewer.user.email)
    used = Invitation.objects.to_review().filter(attestation=attestation).first()
    return used.email if used else ""
