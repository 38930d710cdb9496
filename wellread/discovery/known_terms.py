"""All facets and terms in one language, as results name them: read once, kept until the vocabulary changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wellread.discovery.errors import UnknownTermError
from wellread.discovery.results import FacetCounts, TermCount, TermName
from wellread.discovery.snapshots import Snapshot
from wellread.publishing.models import Change
from wellread.vocabulary.models import Facet, FormerSlug, Term, TermAncestor, sorted_terms


@dataclass(frozen=True)
class KnownTerm:
    """A term in use. `rank` is its place among all terms where they are listed: by facet, then as people sort."""

    pk: int
    rank: int
    name: TermName
    parents: tuple[str, ...]
    above: frozenset[int]


@dataclass(frozen=True)
class KnownFacet:
    """A facet and its terms in the order in which people look names up."""

    slug: str
    path: str
    name: str
    terms: tuple[KnownTerm, ...]


@dataclass(frozen=True)
class KnownTerms:
    """`terms` has a term for each number, a merged one as what it was merged into; `slugs` those of before as well."""

    facets: tuple[KnownFacet, ...]
    terms: Mapping[int, KnownTerm]
    slugs: Mapping[tuple[str, str], int]

    def selected(self, asked: Mapping[str, Collection[str]]) -> dict[str, frozenset[int]]:
        """Return by facet the numbers of the terms that slugs mean; raise UnknownTermError."""
        found: dict[str, frozenset[int]] = {}
        for facet, slugs in asked.items():
            for slug in slugs:
                if (facet, slug) not in self.slugs:
                    raise UnknownTermError(facet, slug)
            if slugs:
                found[facet] = frozenset(self.slugs[facet, slug] for slug in slugs)
        return found

    def names(self, terms: Iterable[int]) -> tuple[TermName, ...]:
        """Return an edition's terms as its line shows them, each once."""
        standing = {self.terms[pk].pk: self.terms[pk] for pk in terms if pk in self.terms}
        return tuple(term.name for term in sorted(standing.values(), key=lambda term: term.rank))

    def above(self, terms: Iterable[int]) -> frozenset[int]:
        """Return the numbers of all terms under which something with these terms stands."""
        return frozenset().union(*(self.terms[pk].above for pk in terms if pk in self.terms))

    def facet_counts(
        self, counts: Mapping[str, Mapping[int, int]], selected: Mapping[str, frozenset[int]]
    ) -> tuple[FacetCounts, ...]:
        """Return all terms with the numbers behind them; `counts[""]` serves facets of which nothing is selected."""
        result = []
        for facet in self.facets:
            chosen = selected.get(facet.slug, frozenset())
            behind = counts.get(facet.slug if chosen else "", {})
            terms = tuple(
                TermCount(term.name.slug, term.name.name, behind.get(term.pk, 0), term.pk in chosen, term.parents)
                for term in facet.terms
            )
            result.append(FacetCounts(facet.slug, facet.path, facet.name, terms))
        return tuple(result)


def read_known_terms(language: str) -> KnownTerms:
    above: dict[int, set[int]] = defaultdict(set)
    for term, ancestor in TermAncestor.objects.values_list("term", "ancestor"):
        above[term].add(ancestor)
    in_order = sorted_terms(Term.objects.in_use().with_names(), language=language)
    facets: list[KnownFacet] = []
    terms: dict[int, KnownTerm] = {}
    for facet in Facet.objects.prefetch_related("names"):
        own = []
        for term in in_order:
            if term.facet_id == facet.pk:
                name = TermName(facet.slug, facet.path, term.slug, term.name_in(language))
                parents = tuple(sorted(parent.slug for parent in term.parents.all()))
                known = KnownTerm(term.pk, len(terms), name, parents, frozenset(above[term.pk]))
                terms[term.pk] = known
                own.append(known)
        facets.append(KnownFacet(facet.slug, facet.path, facet.name_in(language), tuple(own)))
    merged = Term.objects.exclude(merged_into=None).values_list("pk", "merged_into")
    terms |= {pk: terms[into] for pk, into in merged if into in terms}
    return KnownTerms(tuple(facets), terms, _slugs(terms))


def _slugs(terms: Mapping[int, KnownTerm]) -> dict[tuple[str, str], int]:
    former = FormerSlug.objects.values_list("facet__slug", "slug", "term")
    today = Term.objects.values_list("facet__slug", "slug", "pk")
    return {(facet, slug): terms[pk].pk for some in (former, today) for facet, slug, pk in some if pk in terms}


known_terms = Snapshot(read_known_terms, kinds=[Change.Kind.VOCABULARY, Change.Kind.ANCESTORS])
