"""The addresses of pages, as links within the site and as whole addresses for machines."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Suggestion, SuggestionKind

_SCHEMES = {"http", "https", "mailto"}


def absolute(address: str) -> str:
    """Return an address of this site with scheme and host."""
    return f"{settings.WELLREAD_PUBLIC_URL}{address}"


def list_address(request: SearchRequest) -> str:
    """Return the one address of a list: parameters sorted, defaults left out."""
    pairs = [(facet, slug) for facet, slugs in request.selected.items() for slug in slugs]
    if request.words:
        pairs.append(("q", request.words))
    if request.effective_sort != replace(request, sort=None).effective_sort:
        pairs.append(("sort", request.effective_sort.value))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    if request.verbatim and request.words:
        pairs.append(("exact", "1"))
    return reverse("website:articles") + (f"?{urlencode(sorted(pairs))}" if pairs else "")


def feed_address(request: SearchRequest) -> str:
    """Return the one address of the feed of a selection: parameters sorted, defaults left out."""
    pairs = [(facet, slug) for facet, slugs in request.selected.items() for slug in slugs]
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    with override(request.language):
        return reverse("website:articles_feed") + (f"?{urlencode(sorted(pairs))}" if pairs else "")


def answers_address(words: str) -> str:
    """Return the address of the answers to a question, or of the page where one can be asked."""
    return reverse("website:answers") + (f"?{urlencode({'q': words})}" if words else "")


def place_address(slug: str, anchor: str, *, language: str) -> str:
    """Return the address of a place in an article; without an anchor that is its top."""
    return article_address(slug, language=language) + (f"#{anchor}" if anchor else "")


def suggestion_address(suggestion: Suggestion, *, language: str) -> str:
    """Return where a suggestion leads: a term, a person, an article or a place in it."""
    with override(language):
        match suggestion.kind:
            case SuggestionKind.TERM:
                return reverse("website:term", args=[suggestion.facet_path, suggestion.slug])
            case SuggestionKind.PERSON:
                return reverse("website:person", args=[suggestion.slug])
            case SuggestionKind.QUESTION | SuggestionKind.HEADLINE:
                return place_address(suggestion.slug, suggestion.anchor, language=language)


def article_address(slug: str, *, language: str) -> str:
    """Return the address of an article, whatever language the page that links to it has."""
    with override(language):
        return reverse("website:article", args=[slug])


def home_address(language: str) -> str:
    with override(language):
        return reverse("website:home")


def paged(address: str, number: int) -> str:
    """Return the address of a page of a list; the first has no number."""
    return address if number == 1 else f"{address}?page={number}"


def followable(address: str) -> str:
    """Return an address that somebody wrote down if a link may lead there, else nothing."""
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in _SCHEMES and (parts.netloc or parts.scheme == "mailto") else ""


def address_label(address: str) -> str:
    """Return what to call an address: the host without www, or whom a letter goes to."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return parts.path
    return (parts.hostname or urlsplit(settings.WELLREAD_PUBLIC_URL).hostname or "").removeprefix("www.")
