"""From a request to its result, out of the database alone: exact, and quick enough for some thousand articles."""

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from wellread.discovery.counts import facet_counts, term_ids, under_terms
from wellread.discovery.hits import hit
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import SearchResult
from wellread.publishing.door import search_words
from wellread.publishing.models import Publication, PublicationQuerySet


def search(request: SearchRequest, *, today: date | None = None) -> SearchResult:
    """Return what a reader asked for; raise UnknownTermError for a term that does not exist."""
    selected = {facet: term_ids(facet, slugs) for facet, slugs in request.selected.items() if slugs}
    matching = with_words(Publication.objects.current().in_language(request.language), request.words)
    chosen = matching
    for ids in selected.values():
        chosen = under_terms(chosen, ids)
    start = (request.page - 1) * request.page_size
    page = _sorted(chosen, request).with_hit()[start : start + request.page_size]
    return SearchResult(
        request=request,
        total=chosen.count(),
        hits=tuple(hit(publication, today=today or timezone.localdate()) for publication in page),
        facets=facet_counts(matching, selected, language=request.language),
        sort=request.effective_sort,
    )


def with_words(publications: PublicationQuerySet, words: str) -> PublicationQuerySet:
    """Return those whose current edition has, for each word asked for, a word that begins with it."""
    for word in search_words(words):
        publications = publications.filter(current__search_text__contains=f" {word}")
    return publications


def _sorted(publications: PublicationQuerySet, request: SearchRequest) -> PublicationQuerySet:
    newest = ("-first_published_on", "-pk")
    match request.effective_sort:
        case Sort.TITLE:
            return publications.order_by(Lower("current__headline"), "pk")
        case Sort.REVIEWED:
            return publications.order_by("-current__reviewed_on", *newest)
        case Sort.RELEVANCE:
            in_headline = Q()
            for word in search_words(request.words):
                in_headline &= Q(current__headline__icontains=word)
            rank = Case(When(in_headline, then=Value(0)), default=Value(1), output_field=IntegerField())
            return publications.annotate(rank=rank).order_by("rank", *newest)
        case _:
            return publications.order_by(*newest)
