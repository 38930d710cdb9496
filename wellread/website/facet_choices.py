"""A facet as boxes to tick: children below their parents, the likely ones first, the rest behind a disclosure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wellread.discovery.results import FacetCounts, TermCount

SHORT_LIST = 7
"""Terms, with those below them, that show at once where a facet has many."""
SHORT_FACET = 12
"""A facet with no more terms than this shows them all."""


@dataclass(frozen=True)
class Choice:
    """One box; a term that would find nothing cannot be ticked, but what is ticked can be taken back."""

    slug: str
    name: str
    count: int
    checked: bool
    disabled: bool
    children: tuple["Choice", ...]

    @property
    def holds_a_checked_one(self) -> bool:
        return self.checked or any(child.holds_a_checked_one for child in self.children)


@dataclass(frozen=True)
class FacetChoices:
    """All boxes of a facet."""

    slug: str
    name: str
    total: int
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...]
    number_of_more: int


def facet_choices(facet: FacetCounts) -> FacetChoices:
    roots = choice_tree(facet.terms)
    shown = roots if len(facet.terms) <= SHORT_FACET else _short_list(roots)
    more = tuple(choice for choice in roots if choice not in shown)
    return FacetChoices(facet.slug, facet.name, len(facet.terms), shown, more, _size(more))


def choice_tree(terms: Sequence[TermCount]) -> tuple[Choice, ...]:
    """Return the terms without parents, each with those below it, in the order given.

    A term with several parents stands below the first of them only: two boxes for one term would contradict
    each other when one of them is cleared.
    """
    position = {term.slug: number for number, term in enumerate(terms)}
    children: dict[str, list[TermCount]] = {}
    for term in terms:
        parents = sorted((slug for slug in term.parents if slug in position), key=position.__getitem__)
        children.setdefault(parents[0] if parents else "", []).append(term)

    def choices(parent: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                slug=term.slug,
                name=term.name,
                count=term.count,
                checked=term.selected,
                disabled=term.count == 0 and not term.selected,
                children=choices(term.slug),
            )
            for term in children.get(parent, ())
        )

    return choices("")


def _short_list(roots: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return those with a tick in them, then as many as fit of those with the most articles."""
    chosen = [choice for choice in roots if choice.holds_a_checked_one]
    rest = [choice for choice in roots if choice.count and not choice.holds_a_checked_one]
    for choice in sorted(rest, key=lambda one: -one.count):
        if _size(chosen) + _size([choice]) <= SHORT_LIST:
            chosen.append(choice)
    return tuple(chosen)


def _size(choices: Iterable[Choice]) -> int:
    return sum(1 + _size(choice.children) for choice in choices)
