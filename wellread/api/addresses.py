"""Absolute addresses of what the API tells of."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from wellread.discovery.results import Suggestion, SuggestionKind


def article_url(slug: str, language: str) -> str:
    """Return where people read the article."""
    with override(language):
        return absolute(reverse("website:article", args=[slug]))


def place_url(slug: str, anchor: str, language: str) -> str:
    """Return the address of a place in an article; without an anchor that is its top."""
    return article_url(slug, language) + (f"#{anchor}" if anchor else "")


def suggestion_url(suggestion: Suggestion, language: str) -> str:
    """Return where a suggestion leads: a term, a person, an article or a place in it."""
    with override(language):
        match suggestion.kind:
            case SuggestionKind.TERM:
                return absolute(reverse("website:term", args=[suggestion.facet_path, suggestion.slug]))
            case SuggestionKind.PERSON:
                return absolute(reverse("website:person", args=[suggestion.slug]))
            case SuggestionKind.QUESTION | SuggestionKind.HEADLINE:
                return place_url(suggestion.slug, suggestion.anchor, language)


def image_url(file: str) -> str:
    return absolute(reverse("image", args=[file]))


def api_article_url(slug: str, language: str) -> str:
    """Return where programs read the article."""
    query = "" if language == settings.LANGUAGE_CODE else "?" + urlencode({"language": language})
    return absolute(reverse("api:article", args=[slug])) + query


def absolute(path: str) -> str:
    return f"{settings.WELLREAD_PUBLIC_URL}{path}"
