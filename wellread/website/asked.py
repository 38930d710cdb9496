"""From the words of an address to what a reader asks for: what cannot be used is left out, and the page says so."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellread.discovery.known_terms import KnownTerms
from wellread.discovery.request import DEEPEST_PAGE, LONGEST_WORDS, MOST_TERMS, SearchRequest, Sort
from wellread.publishing.door import search_words

NAMED_IN_A_NOTICE = 5
LONGEST_IN_A_NOTICE = 40


@dataclass(frozen=True)
class Asked:
    """A request that can be answered, sentences about what was left out of it, and whether a term has moved."""

    request: SearchRequest
    notices: tuple[str, ...]
    moved: bool


@dataclass(frozen=True)
class _Chosen:
    selected: Mapping[str, frozenset[str]]
    notices: tuple[str, ...]
    moved: bool


def read_list_request(parameters: QueryDict, known: KnownTerms, *, language: str) -> Asked:
    """Return what the parameters of a list ask for, by the terms that are known in its language."""
    words, words_notices = read_words(parameters.get("q", ""))
    sort, sort_notices = _read_sort(parameters.get("sort", ""))
    page, page_notices = read_page(parameters.get("page", ""))
    wanted = {facet.slug: _distinct(parameters.getlist(facet.slug)) for facet in known.facets}
    chosen = _read_terms(wanted, known)
    return Asked(
        request=SearchRequest(
            language=language,
            words=words,
            selected=chosen.selected,
            sort=sort,
            page=page,
            verbatim=bool(words) and parameters.get("exact", "") == "1",
        ),
        notices=(*words_notices, *chosen.notices, *sort_notices, *page_notices),
        moved=chosen.moved,
    )


def read_words(text: str) -> tuple[str, list[str]]:
    """Return the words to search for, without anything that is no writing, and what to say of them."""
    words = printable(text)
    if words and not search_words(words):
        return "", [_("“%s” has no letters or numbers to search for. It was left out.") % shortened(words)]
    if len(words) <= LONGEST_WORDS:
        return words, []
    notice = _("Your search was longer than %d characters. Only its beginning was searched for.") % LONGEST_WORDS
    return words[:LONGEST_WORDS].rstrip(), [notice]


def read_page(text: str) -> tuple[int, list[str]]:
    """Return the number of the page, at most one past the deepest, and what to say of it."""
    digits = text.strip().lstrip("0") if text.strip().isascii() and text.strip().isdigit() else ""
    if digits:
        return (int(digits) if len(digits) < len(str(DEEPEST_PAGE)) + 1 else DEEPEST_PAGE + 1), []
    if not text.strip():
        return 1, []
    return 1, [_("There is no page “%s”. This is the first one.") % shortened(text)]


def printable(text: str) -> str:
    """Return the text in one line, without control characters, marks of direction and the like."""
    letters = (" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def shortened(text: str) -> str:
    """Return the beginning of what somebody typed, fit to be repeated in a sentence."""
    words = printable(text)
    return words if len(words) <= LONGEST_IN_A_NOTICE else f"{words[:LONGEST_IN_A_NOTICE].rstrip()}…"


def without_term(request: SearchRequest, facet: str, slug: str) -> SearchRequest:
    """Return the first page of the same request without one of its terms."""
    rest = {name: slugs - {slug} if name == facet else slugs for name, slugs in request.selected.items()}
    return replace(request, selected=MappingProxyType({name: slugs for name, slugs in rest.items() if slugs}), page=1)


def without_terms(request: SearchRequest) -> SearchRequest:
    return replace(request, selected=MappingProxyType({}), page=1)


def _read_sort(text: str) -> tuple[Sort | None, list[str]]:
    if not text:
        return None, []
    try:
        return Sort(text), []
    except ValueError:
        return None, [_("The list cannot be sorted by “%s”. It is in its usual order.") % shortened(text)]


def _distinct(slugs: Iterable[str]) -> list[str]:
    return [slug for slug in dict.fromkeys(slugs) if slug]


def _read_terms(wanted: Mapping[str, Collection[str]], known: KnownTerms) -> _Chosen:
    """Sort what was chosen into terms, terms under another slug today, and what is no term."""
    names = {facet.slug: facet.name for facet in known.facets}
    pairs = [(facet, slug) for facet, slugs in wanted.items() for slug in slugs]
    found = {pair: known.terms[known.slugs[pair]].name.slug for pair in pairs if pair in known.slugs}
    terms = list(dict.fromkeys((facet, found[facet, slug]) for facet, slug in pairs if (facet, slug) in found))
    notices = [
        _unknown_notice(unknown, names[facet])
        for facet, slugs in wanted.items()
        if (unknown := [slug for slug in slugs if (facet, slug) not in found])
    ]
    if len(terms) > MOST_TERMS:
        notices.append(_("Only the first %d of the chosen terms were used.") % MOST_TERMS)
    return _Chosen(
        selected=_by_facet(terms[:MOST_TERMS]),
        notices=tuple(notices),
        moved=any(slug != pair[1] for pair, slug in found.items()),
    )


def _by_facet(terms: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    selected: dict[str, frozenset[str]] = {}
    for facet, slug in terms:
        selected[facet] = selected.get(facet, frozenset()) | {slug}
    return MappingProxyType(selected)


def _unknown_notice(slugs: Sequence[str], facet: str) -> str:
    named = ", ".join(f"“{shortened(slug)}”" for slug in slugs[:NAMED_IN_A_NOTICE])
    return ngettext(
        "There is no %(terms)s in %(facet)s. It was left out.",
        "There is no %(terms)s in %(facet)s. They were left out.",
        len(slugs),
    ) % {"facet": facet, "terms": named + ("…" if len(slugs) > NAMED_IN_A_NOTICE else "")}
