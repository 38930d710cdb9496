"""Remember in the session, and in the log of actions, what happens with second factors."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.log_actions import log

from wellread.accounts import duty


@receiver(authenticator_used)
def note_use(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    duty.note_shown(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        log(instance=user, action="accounts.recovery_code_used", user=user)


@receiver(authenticator_removed)
def note_removal(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        duty.forget_shown(request)
        log(instance=user, action="accounts.second_factor_removed", user=request.user)


@receiver(authenticator_reset)
def note_new_codes(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    log(instance=user, action="accounts.recovery_codes_made", user=user)


@receiver(authentication_failed)
def note_wrong_code(user: Any, **kwargs: Any) -> None:
    log(instance=user, action="accounts.wrong_code", user=user)
