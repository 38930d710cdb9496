"""How a reader's words were understood, and the way back: what was corrected, left out or loosened."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Instead, SearchResult
from wellread.website.addresses import list_address
from wellread.website.asked import shortened, without_terms

NAMED_WORDS = 5


@dataclass(frozen=True)
class Correction:
    """Words that were searched for instead of those typed, and the ways to either."""

    words: str
    words_url: str
    typed: str
    typed_url: str


@dataclass(frozen=True)
class Way:
    """A list that is not empty: what it leaves out, and how many articles it has."""

    without: str
    total: int
    url: str


def correction(result: SearchResult) -> Correction | None:
    request = result.request
    if result.corrected_words is None:
        return None
    first_page = replace(request, page=1)
    return Correction(
        words=result.corrected_words,
        words_url=list_address(replace(first_page, words=result.corrected_words)),
        typed=request.words,
        typed_url=list_address(replace(first_page, verbatim=True)),
    )


def understood_notices(result: SearchResult) -> tuple[str, ...]:
    """Return what to say of words that no article has, and of articles that have only some."""
    notices = []
    # An empty list says by itself that no article has the words; with terms chosen, it may be for either reason.
    if result.unknown_words and (result.total or result.request.selected):
        notices.append(_unknown_words(result.unknown_words))
    if result.some_words_only:
        notices.append(_("No article has all of these words together. These articles have some of them."))
    return tuple(notices)


def ways_out(result: SearchResult) -> tuple[Way, ...]:
    """Return what would be found without a facet's terms, where all together find nothing."""
    return tuple(_way(result.request, one) for one in result.instead if one.total)


def _way(request: SearchRequest, instead: Instead) -> Way:
    if not instead.facet:
        return Way(_("any filter"), instead.total, list_address(without_terms(request)))
    rest = {facet: slugs for facet, slugs in request.selected.items() if facet != instead.facet}
    return Way(
        without=_(" or ").join(instead.term_names) or instead.facet_name,
        total=instead.total,
        url=list_address(replace(request, selected=rest, page=1)),
    )


def _unknown_words(words: tuple[str, ...]) -> str:
    named = ", ".join(f"“{shortened(word)}”" for word in words[:NAMED_WORDS])
    return ngettext(
        "The word %(words)s is in none of our articles. It was left out.",
        "The words %(words)s are in none of our articles. They were left out.",
        len(words),
    ) % {"words": named + ("…" if len(words) > NAMED_WORDS else "")}
