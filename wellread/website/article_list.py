"""The list of articles: what was found, how to narrow it, how to widen it again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import Answer, FacetCounts, Hit, SearchResult
from wellread.website.addresses import absolute, answers_address, feed_address, list_address
from wellread.website.asked import Asked, without_term, without_terms
from wellread.website.crisis import CrisisPanel, crisis_panel
from wellread.website.facet_choices import FacetChoices, facet_choices
from wellread.website.paging import Pager, last_page, pager
from wellread.website.quoted_answers import QuotedAnswer, quoted
from wellread.website.recommended import Placed, place_recommended
from wellread.website.understood import Correction, Way, correction, understood_notices, ways_out


@dataclass(frozen=True)
class Chip:
    """A chosen term, and the list without it."""

    facet: str
    slug: str
    name: str
    url: str


@dataclass(frozen=True)
class SortLink:
    """One order of the list."""

    value: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class ListPage:
    """All that the template of the list shows."""

    result: SearchResult
    words: str
    notices: tuple[str, ...]
    facets: tuple[FacetChoices, ...]
    chips: tuple[Chip, ...]
    chosen_names: str
    chosen_phrase: str
    sorts: tuple[SortLink, ...]
    kept_sort: str
    pager: Pager | None
    canonical: str
    all_url: str
    without_terms_url: str
    without_words_url: str
    answers_url: str
    feed_url: str
    crisis: CrisisPanel | None
    correction: Correction | None
    corrected_url: str
    placed: Placed
    ways_out: tuple[Way, ...]
    answers: tuple[QuotedAnswer, ...] = ()
    newest: tuple[Hit, ...] = ()


def list_page(
    asked: Asked, result: SearchResult, *, answers: Iterable[Answer] = (), newest: Iterable[Hit] = ()
) -> ListPage:
    """Return the page; `answers` to words that read as a question, `newest` for a list that is empty."""
    request = asked.request
    chips = _chips(request, result)
    return ListPage(
        result=result,
        words=request.words,
        notices=(*asked.notices, *understood_notices(result)),
        facets=tuple(facet_choices(facet) for facet in result.facets),
        chips=chips,
        chosen_names=", ".join(chip.name for chip in chips),
        chosen_phrase=chosen_phrase(result.facets),
        sorts=_sorts(request),
        kept_sort=request.sort.value if request.sort else "",
        pager=pager(current=request.page, last=last_page(result), address=_numbered(request)),
        canonical=absolute(list_address(request)),
        all_url=list_address(SearchRequest(language=request.language)),
        without_terms_url=list_address(without_terms(request)),
        without_words_url=list_address(replace(request, words="", verbatim=False, page=1)),
        answers_url=answers_address(request.words),
        # Words are searched in editions, a feed selects by terms: there is none of a search.
        feed_url="" if request.words else feed_address(replace(request, page=1)),
        crisis=crisis_panel(result.crisis_card),
        correction=correction(result),
        corrected_url=list_address(replace(request, verbatim=False, page=1)) if request.verbatim else "",
        placed=place_recommended(result),
        ways_out=ways_out(result),
        answers=quoted(answers),
        # Whoever is in danger is not shown what has nothing to do with it.
        newest=() if result.crisis_card else tuple(newest),
    )


def chosen_phrase(facets: Iterable[FacetCounts]) -> str:
    """Return the chosen terms as they work together: Breast Cancer or Lymphoma, and Side Effects."""
    chosen = ([term.name for term in facet.terms if term.selected] for facet in facets)
    return _(", and ").join(_(" or ").join(names) for names in chosen if names)


def _chips(request: SearchRequest, result: SearchResult) -> tuple[Chip, ...]:
    return tuple(
        Chip(facet.slug, term.slug, term.name, list_address(without_term(request, facet.slug, term.slug)))
        for facet in result.facets
        for term in facet.terms
        if term.selected
    )


def _sorts(request: SearchRequest) -> tuple[SortLink, ...]:
    names = {
        Sort.RELEVANCE: _("Best match"),
        Sort.NEWEST: pgettext("order of a list", "Newest"),
        Sort.REVIEWED: _("Latest review"),
        Sort.TITLE: _("A to Z"),
    }
    return tuple(
        SortLink(sort.value, name, list_address(replace(request, sort=sort, page=1)), request.effective_sort is sort)
        for sort, name in names.items()
        if request.words or sort is not Sort.RELEVANCE
    )


def _numbered(request: SearchRequest) -> Callable[[int], str]:
    return lambda number: list_address(replace(request, page=number))
