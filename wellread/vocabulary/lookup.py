"""From the words of an address to the term that is meant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wellread.vocabulary.models import Facet, FormerSlug, Term


@dataclass(frozen=True)
class FoundTerm:
    """A term, and whether the slug that found it is its slug of today."""

    term: Term
    moved: bool


def find_term(facet: Facet, slug: str) -> FoundTerm | None:
    """Return the term that a slug means, or meant before it was renamed or merged, or None."""
    term = Term.objects.filter(facet=facet, slug=slug).select_related("merged_into").first()
    if term is None:
        former = FormerSlug.objects.filter(facet=facet, slug=slug).select_related("term__merged_into").first()
        term = former.term if former else None
    if term is None:
        return None
    target = term.merged_into or term
    return FoundTerm(target, moved=target.slug != slug)


def find_terms(wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Term]:
    """Return by the slug of their facet and the slug asked for all terms that exist, as `find_term` would."""
    slugs = {slug for some in wanted.values() for slug in some}
    terms = Term.objects.filter(facet__slug__in=wanted, slug__in=slugs)
    found = {(term.facet.slug, term.slug): term for term in terms.select_related("facet", "merged_into")}
    if {(facet, slug) for facet, some in wanted.items() for slug in some} - found.keys():
        former = FormerSlug.objects.filter(facet__slug__in=wanted, slug__in=slugs)
        for one in former.select_related("facet", "term__merged_into"):
            found.setdefault((one.facet.slug, one.slug), one.term)
    return {address: term.merged_into or term for address, term in found.items()}
