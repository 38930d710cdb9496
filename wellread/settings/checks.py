"""Stop the start when the environment holds a value that cannot be used."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from wellread.settings import environment


@register
def check_environment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each bad value and a warning for each unknown name."""
    errors: list[CheckMessage] = [
        Error(problem.sentence, hint=problem.hint, id=problem.check_id) for problem in environment.problems
    ]
    unknown: list[CheckMessage] = [
        Warning(
            f"{name} is set, but Wellread knows no such setting.",
            hint="See docs/settings.md for the names.",
            id="settings.W001",
        )
        for name in environment.unknown_names(os.environ)
    ]
    return errors + unknown


@register
def check_public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where https is on for cookies but not in the public address."""
    if settings.SESSION_COOKIE_SECURE and not settings.WELLREAD_PUBLIC_URL.startswith("https://"):
        return [
            Error(
                "WELLREAD_HTTPS is true, but WELLREAD_PUBLIC_URL does not begin with https://.",
                hint="Give both the same scheme.",
                id="settings.E100",
            )
        ]
    return []


@register
def check_overdue(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where an overdue article would be withdrawn before its grace is over."""
    withdraw = settings.WELLREAD_OVERDUE_WITHDRAW_DAYS
    if withdraw and withdraw < settings.WELLREAD_OVERDUE_GRACE_DAYS:
        return [
            Error(
                "WELLREAD_OVERDUE_WITHDRAW_DAYS is less than WELLREAD_OVERDUE_GRACE_DAYS.",
                hint="Withdraw an overdue article after its days of grace, or never: 0.",
                id="settings.E101",
            )
        ]
    return []


@register
def check_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where mail goes to a server but nobody is said to send it: most servers refuse that."""
    if settings.EMAIL_HOST and not environment.values["WELLREAD_MAIL_FROM"]:
        return [
            Error(
                "WELLREAD_MAIL_URL is set, but WELLREAD_MAIL_FROM is not.",
                hint="Give the address that mail comes from, such as Library <library@example.org>.",
                id="settings.E102",
            )
        ]
    return []
