"""Send mail about reviews, or say why that cannot be done."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from wellread.review.errors import MailError

_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def mail_is_set_up() -> bool:
    return settings.EMAIL_BACKEND != _NOWHERE


def send(subject: str, body: str, *, to: str) -> None:
    """Send one message, or raise MailError."""
    if not mail_is_set_up():
        raise MailError(
            _("No mail can be sent from here: whoever runs this installation has not set WELLREAD_MAIL_URL.")
        )
    if not to:
        raise MailError(_("There is no address to send mail to."))
    message = EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except OSError as error:  # smtplib's errors are among them
        raise MailError(
            _("The mail to %(address)s could not be sent: %(why)s") % {"address": to, "why": error}
        ) from error
