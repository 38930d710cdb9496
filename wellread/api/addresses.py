"""Absolute addresses of what the API tells of."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def article_url(slug: str, language: str) -> str:
    """Return where people read the article."""
    with override(language):
        return absolute(reverse("website:article", args=[slug]))


def image_url(file: str) -> str:
    return absolute(reverse("image", args=[file]))


def api_article_url(slug: str, language: str) -> str:
    """Return where programs read the article."""
    query = "" if language == settings.LANGUAGE_CODE else "?" + urlencode({"language": language})
    return absolute(reverse("api:article", args=[slug])) + query


def absolute(path: str) -> str:
    return f"{settings.WELLREAD_PUBLIC_URL}{path}"
