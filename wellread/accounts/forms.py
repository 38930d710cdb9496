"""Codes that work once, and letters for a new password that cannot be asked for without end."""

from typing import Any

from allauth.core import context, ratelimit
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache
from django.forms import Form
from wagtail.admin.forms.auth import PasswordResetForm


def _first_use(user: Any, code: str) -> bool:
    """Return whether the code is new. allauth remembers it for one period, but it is right for three."""
    periods = 2 * app_settings.TOTP_TOLERANCE + 1
    return bool(cache.add(f"second-factor:{user.pk}:{code.strip()}", True, periods * app_settings.TOTP_PERIOD))


class CodeForm(AuthenticateForm):
    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not _first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeAgainForm(ReauthenticateForm):
    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not _first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class NewPasswordForm(PasswordResetForm):
    """Sends five letters an hour to an address at most. Whoever asks sees the same page either way."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        address = self.cleaned_data["email"].casefold()
        if ratelimit.consume(context.request, action="new_password", key=address):
            super().save(*args, **kwargs)


class NothingToSaveForm(Form):
    """What Wagtail's account page asks of a panel that only shows something."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Keep nothing."""
