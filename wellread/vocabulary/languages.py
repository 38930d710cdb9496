"""The languages that a library is written in."""

from django.conf import settings
from django.utils.translation import get_language


def language_codes() -> list[str]:
    """Return the codes of all content languages, the default one first."""
    codes = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def active_language() -> str:
    """Return the language of the page being made, or the default one."""
    active = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return active if active in language_codes() else settings.LANGUAGE_CODE
