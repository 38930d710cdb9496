"""The number behind every term: as many distinct articles as selecting it would show."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from wellread.discovery.errors import UnknownTermError
from wellread.discovery.results import FacetCounts, TermCount
from wellread.publishing.models import Publication, PublicationQuerySet
from wellread.vocabulary.lookup import find_term
from wellread.vocabulary.models import Facet, Term, sorted_terms


def term_ids(facet_slug: str, slugs: Collection[str]) -> set[int]:
    """Return the ids of the terms that slugs mean, old slugs included; raise UnknownTermError."""
    facet = Facet.objects.filter(slug=facet_slug).first()
    if facet is None:
        raise UnknownTermError(f"There is no facet “{facet_slug}”.")
    found = set()
    for slug in slugs:
        match = find_term(facet, slug)
        if match is None:
            raise UnknownTermError(f"There is no “{slug}” in {facet.slug}.")
        found.add(match.term.pk)
    return found


def under_terms(publications: PublicationQuerySet, ids: set[int]) -> PublicationQuerySet:
    """Return those whose current edition has one of the terms or a term below one."""
    tagged = Publication.objects.filter(current__terms__ancestor_rows__ancestor__in=ids).values("pk")
    return publications.filter(pk__in=tagged)


def facet_counts(
    matching: PublicationQuerySet, selected: Mapping[str, set[int]], *, language: str
) -> tuple[FacetCounts, ...]:
    """Return all terms of every facet with their counts; a facet's own selection does not narrow its counts."""
    terms = list(Term.objects.in_use().with_names())
    result = []
    for facet in Facet.objects.prefetch_related("names"):
        rest = matching
        for other, ids in selected.items():
            rest = rest if other == facet.slug else under_terms(rest, ids)
        counts = _counts(rest, facet)
        chosen = selected.get(facet.slug, set())
        own = sorted_terms((term for term in terms if term.facet_id == facet.pk), language=language)
        result.append(
            FacetCounts(
                slug=facet.slug,
                path=facet.path,
                name=facet.name_in(language),
                terms=tuple(_term_count(term, counts, chosen, language) for term in own),
            )
        )
    return tuple(result)


def _counts(publications: PublicationQuerySet, facet: Facet) -> dict[int, int]:
    """Return for each term of the facet how many of the publications it or a term below it has."""
    rows = (
        publications.filter(current__terms__ancestor_rows__ancestor__facet=facet)
        .order_by()
        .values_list("current__terms__ancestor_rows__ancestor")
        .annotate(articles=Count("pk", distinct=True))
    )
    return dict(rows)


def _term_count(term: Term, counts: Mapping[int, int], chosen: Collection[int], language: str) -> TermCount:
    return TermCount(
        slug=term.slug,
        name=term.name_in(language),
        count=counts.get(term.pk, 0),
        selected=term.pk in chosen,
        parents=tuple(sorted(parent.slug for parent in term.parents.all())),
    )
