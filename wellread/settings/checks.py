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
