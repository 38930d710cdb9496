"""The number behind every term: as many distinct articles as selecting it would show."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from wellread.discovery.errors import UnknownTermError
from wellread.discovery.results import FacetCounts, TermCount
from wellread.publishing.models import Publication
from wellread.vocabulary.lookup import find_terms
from wellread.vocabulary.models import Facet, Term, sorted_terms

ArticlesByTerm = Mapping[int, AbstractSet[int]]
"""For the id of each term the ids of all publications that it or a term below it has."""
NONE: AbstractSet[int] = frozenset()


def selected_ids(selected: Mapping[str, Collection[str]]) -> dict[str, set[int]]:
    """Return by facet the ids of the terms that slugs mean, old slugs included; raise UnknownTermError."""
    wanted = {facet: slugs for facet, slugs in selected.items() if slugs}
    terms = find_terms(wanted) if wanted else {}
    for facet, slugs in wanted.items():
        for slug in slugs:
            if (facet, slug) not in terms:
                raise UnknownTermError(facet, slug)
    return {facet: {terms[facet, slug].pk for slug in slugs} for facet, slugs in wanted.items()}


def articles_by_term(language: str) -> ArticlesByTerm:
    """Return which current articles of a language stand under which term."""
    found: dict[int, set[int]] = defaultdict(set)
    current = Publication.objects.current().in_language(language).order_by()
    for publication, term in current.values_list("pk", "current__terms__ancestor_rows__ancestor"):
        found[term].add(publication)
    return found


def under_terms(publications: AbstractSet[int], terms: Iterable[int], under: ArticlesByTerm) -> AbstractSet[int]:
    """Return those that stand under one of the terms."""
    return publications & set().union(*(under.get(term, NONE) for term in terms))


def facet_counts(
    matching: AbstractSet[int], selected: Mapping[str, set[int]], under: ArticlesByTerm, *, language: str
) -> tuple[FacetCounts, ...]:
    """Return all terms of every facet with their counts; a facet's own selection does not narrow its counts."""
    terms = sorted_terms(Term.objects.in_use().with_names(), language=language)
    result = []
    for facet in Facet.objects.prefetch_related("names"):
        rest = matching
        for other, ids in selected.items():
            rest = rest if other == facet.slug else under_terms(rest, ids, under)
        chosen = selected.get(facet.slug, NONE)
        result.append(
            FacetCounts(
                slug=facet.slug,
                path=facet.path,
                name=facet.name_in(language),
                terms=tuple(
                    TermCount(
                        slug=term.slug,
                        name=term.name_in(language),
                        count=len(rest & under.get(term.pk, NONE)),
                        selected=term.pk in chosen,
                        parents=tuple(sorted(parent.slug for parent in term.parents.all())),
                    )
                    for term in terms
                    if term.facet_id == facet.pk
                ),
            )
        )
    return tuple(result)
