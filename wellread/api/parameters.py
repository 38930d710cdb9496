"""From the query of an address to what is asked for; whatever means nothing is refused by name."""

import re
from collections.abc import Collection, Iterable

from django.conf import settings
from django.http import QueryDict

from wellread.api.errors import BadParameterError
from wellread.discovery.request import (
    DEEPEST_PAGE,
    LARGEST_PAGE_SIZE,
    LONGEST_WORDS,
    MOST_TERMS,
    PAGE_SIZE,
    SearchRequest,
    Sort,
)
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Facet

DEEPEST_HIT = DEEPEST_PAGE * PAGE_SIZE
"""Hits that can be walked through, however long the pages are."""
TRUTHS = {"": False, "false": False, "0": False, "true": True, "1": True}


def read_search(query: QueryDict) -> SearchRequest:
    """Return the request for a list of articles, or raise BadParameterError."""
    facets = facet_slugs()
    check_names(query, {"q", "sort", "page", "page_size", "language", "explain", "exact", *facets})
    page, page_size = read_pages(query)
    return SearchRequest(
        language=read_language(query),
        words=read_words(query),
        selected=read_terms(query, facets),
        sort=read_sort(query),
        page=page,
        page_size=page_size,
        verbatim=read_truth(query, "exact"),
        explain=read_truth(query, "explain"),
    )


def read_facets(query: QueryDict) -> SearchRequest:
    """Return the request whose counts are asked for, or raise BadParameterError."""
    facets = facet_slugs()
    check_names(query, {"q", "language", "exact", *facets})
    return SearchRequest(
        language=read_language(query),
        words=read_words(query),
        selected=read_terms(query, facets),
        page_size=1,
        verbatim=read_truth(query, "exact"),
    )


def read_question(query: QueryDict) -> tuple[str, str]:
    """Return words and language of a request that has nothing else, or raise BadParameterError."""
    check_names(query, {"q", "language"})
    return read_words(query), read_language(query)


def read_pages(query: QueryDict) -> tuple[int, int]:
    """Return the number of the page and how many hits it has."""
    page = read_number(query, "page", default=1, most=DEEPEST_PAGE)
    page_size = read_number(query, "page_size", default=PAGE_SIZE, most=LARGEST_PAGE_SIZE)
    if page * page_size > DEEPEST_HIT:
        deepest = DEEPEST_HIT // page_size
        detail = f"“page” is {page}; with {page_size} hits on each, {deepest} is the last that can be read."
        raise BadParameterError("page", detail, limit=deepest)
    return page, page_size


def facet_slugs() -> list[str]:
    return list(Facet.objects.values_list("slug", flat=True))


def check_names(query: QueryDict, known: Collection[str]) -> None:
    for name in query:
        if name not in known:
            raise BadParameterError(name, f"There is no parameter “{name}”. There are: {', '.join(sorted(known))}.")


def read_one(query: QueryDict, name: str) -> str:
    """Return the value of a parameter that stands at most once; nothing where it is absent."""
    values = query.getlist(name)
    if len(values) > 1:
        raise BadParameterError(name, f"“{name}” stands {len(values)} times; give it once.")
    return str(values[0]).strip() if values else ""


def read_words(query: QueryDict) -> str:
    words = read_one(query, "q")
    if len(words) > LONGEST_WORDS:
        raise BadParameterError(
            "q", f"“q” has {len(words)} characters; {LONGEST_WORDS} are the most.", limit=LONGEST_WORDS
        )
    return words


def read_terms(query: QueryDict, facets: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the slugs of the chosen terms by facet."""
    selected = {facet: frozenset(filter(None, map(str.strip, query.getlist(facet)))) for facet in facets}
    if sum(len(query.getlist(facet)) for facet in selected) > MOST_TERMS:
        widest = max(selected, key=lambda facet: len(query.getlist(facet)))
        raise BadParameterError(widest, f"A request may choose {MOST_TERMS} terms at most.", limit=MOST_TERMS)
    return {facet: slugs for facet, slugs in selected.items() if slugs}


def read_sort(query: QueryDict) -> Sort | None:
    wanted = read_one(query, "sort")
    if wanted and wanted not in set(Sort):
        raise BadParameterError("sort", f"There is no order “{wanted}”. There are: {', '.join(Sort)}.")
    return Sort(wanted) if wanted else None


def read_number(query: QueryDict, name: str, *, default: int, most: int) -> int:
    given = read_one(query, name)
    if given and (not re.fullmatch(r"[0-9]{1,9}", given) or not 1 <= int(given) <= most):
        detail = f"“{name}” is “{given}”, not a whole number from 1 to {most}."
        raise BadParameterError(name, detail, limit=most)
    return int(given) if given else default


def read_language(query: QueryDict) -> str:
    wanted = read_one(query, "language")
    if wanted and wanted not in language_codes():
        there_are = ", ".join(language_codes())
        raise BadParameterError("language", f"There are no articles in “{wanted}”. There are: {there_are}.")
    return wanted or settings.LANGUAGE_CODE


def read_truth(query: QueryDict, name: str) -> bool:
    given = read_one(query, name)
    if given.lower() not in TRUTHS:
        raise BadParameterError(name, f"“{name}” is “{given}”, neither true nor false.")
    return TRUTHS[given.lower()]
