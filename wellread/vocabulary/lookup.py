"""From the words of an address to the term that is meant."""

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
