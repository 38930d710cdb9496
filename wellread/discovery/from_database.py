"""From a request to its result, out of the database alone: exact, for the time in which no index can be read.

Each word must begin a word of the article; nothing is corrected, and words mean nothing but themselves.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from django.db.models import F

from wellread.discovery.counts import articles_by_term, facet_counts, selected_ids, under_terms
from wellread.discovery.excerpts import excerpt_html
from wellread.discovery.hits import hit
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import Hit, SearchResult
from wellread.publishing.changes import last_change
from wellread.publishing.door import search_words
from wellread.publishing.models import Publication, PublicationQuerySet
from wellread.vocabulary.sorting import sort_key

MOST_ATTEMPTS = 3
NEWEST = ("-first_published_on", "-pk")


def search_in_database(request: SearchRequest, *, today: date) -> SearchResult:
    """Return what a reader asked for; raise UnknownTermError for a term that does not exist.

    Hits and counts come from several queries: if something was published or withdrawn in between, all are asked again.
    """
    for _ in range(MOST_ATTEMPTS):
        change = last_change()
        result = _answer(request, today=today)
        if last_change() == change:
            break
    return result


def _answer(request: SearchRequest, *, today: date) -> SearchResult:
    selected = selected_ids(request.selected)
    in_order = ordered_ids(request)
    under = articles_by_term(request.language)
    matching = frozenset(in_order)
    chosen = matching
    for ids in selected.values():
        chosen = frozenset(under_terms(chosen, ids, under))
    start = (request.page - 1) * request.page_size
    page = [pk for pk in in_order if pk in chosen][start : start + request.page_size]
    return SearchResult(
        request=request,
        total=len(chosen),
        hits=_hits(page, search_words(request.words), today=today),
        facets=facet_counts(matching, selected, under, language=request.language),
        sort=request.effective_sort,
    )


def count_in_database(request: SearchRequest) -> int:
    """Return how many articles a request finds."""
    under = articles_by_term(request.language)
    found: AbstractSet[int] = frozenset(ordered_ids(request))
    for ids in selected_ids(request.selected).values():
        found = under_terms(found, ids, under)
    return len(found)


def with_words(publications: PublicationQuerySet, words: Iterable[str]) -> PublicationQuerySet:
    """Return those whose current edition has, for each folded word, a word that begins with it."""
    for word in words:
        publications = publications.filter(current__search_text__contains=f" {word}")
    return publications


def ordered_ids(request: SearchRequest) -> list[int]:
    """Return the ids of all current articles that have the words asked for, in the order asked for."""
    words = search_words(request.words)
    if request.words and not words:
        return []  # signs alone: no article has a word that begins with them
    found = with_words(Publication.objects.current().in_language(request.language), words)
    match request.effective_sort:
        case Sort.NEWEST:
            return list(found.order_by(*NEWEST).values_list("pk", flat=True))
        case Sort.REVIEWED:
            latest_review = F("current__reviewed_on").desc(nulls_last=True)
            return list(found.order_by(latest_review, *NEWEST).values_list("pk", flat=True))
        case Sort.TITLE:
            # A database sorts by byte or by its own locale; people of the request's language look titles up.
            titles = found.order_by("pk").values_list("pk", "current__headline")
            return [pk for pk, _ in sorted(titles, key=lambda row: sort_key(row[1], language=request.language))]
        case Sort.RELEVANCE:
            titles = found.order_by(*NEWEST).values_list("pk", "current__headline")
            return [pk for pk, _ in sorted(titles, key=lambda row: not _begins_words(row[1], words))]


def _begins_words(title: str, words: Iterable[str]) -> bool:
    """Return whether each of the words begins a word of the title."""
    of_title = search_words(title)
    return all(any(one.startswith(word) for one in of_title) for word in words)


def _hits(ids: Sequence[int], words: Sequence[str], *, today: date) -> tuple[Hit, ...]:
    """Return the lines of a page; an article that was withdrawn since its id was read has none."""
    found = {}
    for publication in Publication.objects.current().filter(pk__in=ids).with_hit():
        line = hit(publication, today=today)
        if words and publication.current:
            line = replace(line, excerpt_html=excerpt_html(publication.current.read(), words))
        found[publication.pk] = line
    return tuple(found[pk] for pk in ids if pk in found)
