"""Ask once more who is there before something is signed."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellread.review.errors import WrongPasswordError
from wellread.review.models import WrongPassword

TRIES = 5
WAIT = timedelta(minutes=15)


def check_password(request: HttpRequest, password: str) -> None:
    """Raise WrongPasswordError unless the password is that of the account that is signed in."""
    user: Any = request.user
    now = timezone.now()
    _refuse_too_many(user)
    if not password:
        raise WrongPasswordError(_("Type your password: the signature is yours alone."))
    # Counted before it is compared, so that tries at the same moment are all counted.
    tried = WrongPassword.objects.create(user=user, at=now)
    if _recent(user).count() > TRIES:
        tried.delete()
        _refuse_too_many(user)
    known = authenticate(request, username=user.get_username(), password=password)
    if known is None or known.pk != user.pk:
        left = TRIES - _recent(user).count()
        if left <= 0:
            _refuse_too_many(user)
        tries = ngettext("%d more try.", "%d more tries.", left) % left
        raise WrongPasswordError(_("That is not your password. Nothing was signed, and nothing is lost. %s") % tries)
    tried.delete()
    WrongPassword.objects.filter(user=user).delete()


def _recent(user: Any) -> Any:
    return WrongPassword.objects.filter(user=user, at__gt=timezone.now() - WAIT).order_by("at")


def _refuse_too_many(user: Any) -> None:
    recent = list(_recent(user))
    if len(recent) >= TRIES:
        until = time_format(timezone.localtime(recent[-TRIES].at + WAIT))
        raise WrongPasswordError(
            _("%(tries)d wrong passwords. Try again at %(time)s; what you have read stays as it is.")
            % {"tries": TRIES, "time": until}
        )
