"""Take a second factor away from somebody who has lost it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from wellread.accounts.sessions import end_sessions


@transaction.atomic
def reset_second_factor(user: Any, *, by: Any = None) -> bool:
    """Remove the account's second factor and recovery codes, end its sessions, and return whether there was one.

    At the next sign-in the account is led to set up a new one, where it must have one. `by` is empty for the terminal.
    """
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    if removed:
        log(instance=user, action="accounts.second_factor_reset", user=by)
    return bool(removed)
