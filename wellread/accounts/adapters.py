"""How django-allauth behaves in this house: it signs people in and asks for their second factor, nothing else."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from wellread.accounts import duty, secrets_at_rest

_QUIET = {"account/messages/logged_in.txt", "mfa/messages/recovery_codes_generated.txt"}
"""Messages that say what everybody sees."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many wrong tries. Nothing was compared; try again in a quarter of an hour."),
        "rate_limited": _("Too many wrong tries. Nothing was compared; try again in a quarter of an hour."),
        "username_password_mismatch": _("Username and password do not belong together. Please try again."),
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Lead nowhere but to this host, whatever other hosts this installation answers to."""
        here = context.request
        return url_has_allowed_host_and_scheme(url, {here.get_host()}, require_https=here.is_secure())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by name alone. allauth counts by host name too, so another Host header would be another chance."""
        return str(credentials.get("username", "")).casefold()

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago is not asked for the same password again."""
        here = context.request
        records = get_authentication_records(here, here.user)
        return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in _QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code, or it was used before. Wait for the next one and try again."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return duty.policy() != duty.OFF and bool(super().is_mfa_enabled(user, types))

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return f"{settings.WAGTAIL_SITE_NAME} {urlsplit(settings.WELLREAD_PUBLIC_URL).hostname}"

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.decrypt(encrypted_text)
