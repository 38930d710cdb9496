"""A person as their page shows them: who they are, what they declare, what they wrote, reviewed and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import pgettext

from wellread.articles.models import Person
from wellread.discovery.articles import articles_naming, count_naming
from wellread.discovery.request import DEEPEST_PAGE
from wellread.discovery.results import Hit
from wellread.publishing.models import EditionPerson
from wellread.review.models import Reviewer
from wellread.vocabulary.models import sorted_terms
from wellread.website.paging import Pager, pager

AT_FIRST = 6
"""How many articles of each kind a person's page shows before it leads to all of them."""
ON_A_PAGE = 20
Part = EditionPerson.Part


@dataclass(frozen=True)
class Specialty:
    """What a reviewer may review."""

    name: str
    url: str


@dataclass(frozen=True)
class Facts:
    """What is known of a person beside their profile; each empty where nobody said it."""

    licence: str = ""
    specialties: tuple[Specialty, ...] = ()
    interests: tuple[str, ...] = ()
    reviews: bool = False


@dataclass(frozen=True)
class ArticlesOf:
    """The articles in which a person has one part; `all_url` leads to all of them where these are only some."""

    part: str
    heading: str
    total: int
    hits: tuple[Hit, ...]
    all_url: str = ""


@dataclass(frozen=True)
class PersonPage:
    """All that the template shows beside the person; `only` says that one list fills the page."""

    facts: Facts
    lists: tuple[ArticlesOf, ...]
    only: bool = False
    pager: Pager | None = None


def person_page(person: Person, *, language: str, today: date) -> PersonPage:
    lists = []
    for part, heading in headings().items():
        total = count_naming(person.pk, part, language=language)
        if total:
            hits = articles_naming(person.pk, part, language=language, today=today, limit=AT_FIRST)
            every = part_address(person.slug, part, 1) if total > len(hits) else ""
            lists.append(ArticlesOf(part.value, heading, total, tuple(hits), every))
    return PersonPage(facts_of(person, language=language), tuple(lists))


def person_part(person: Person, part: Part, number: int, *, language: str, today: date) -> PersonPage | None:
    """Return a page of all articles in which a person has one part, or None past the last."""
    total = count_naming(person.pk, part, language=language)
    last = min(max(1, -(-total // ON_A_PAGE)), DEEPEST_PAGE)
    if not 1 <= number <= last or not total:
        return None
    start = (number - 1) * ON_A_PAGE
    hits = articles_naming(person.pk, part, language=language, today=today, start=start, limit=ON_A_PAGE)
    shown = ArticlesOf(part.value, headings()[part], total, tuple(hits))
    row = pager(current=number, last=last, address=lambda page: part_address(person.slug, part, page))
    return PersonPage(Facts(), (shown,), only=True, pager=row)


def headings() -> Mapping[Part, str]:
    return {
        Part.AUTHOR: pgettext("part of a person", "Wrote"),
        Part.REVIEWER: pgettext("part of a person", "Reviewed"),
        Part.QUOTED: pgettext("part of a person", "Is quoted in"),
    }


def part_address(slug: str, part: Part, number: int) -> str:
    own = f"{reverse('website:person', args=[slug])}?part={part.value}"
    return own if number == 1 else f"{own}&page={number}"


def facts_of(person: Person, *, language: str) -> Facts:
    reviewer = Reviewer.objects.filter(person=person).first()
    if reviewer is None:
        return Facts(interests=_said(person.disclosure))
    specialties = sorted_terms(reviewer.specialties.in_use().with_names(), language=language)
    return Facts(
        licence=reviewer.licence,
        specialties=tuple(
            Specialty(term.name_in(language), reverse("website:term", args=[term.facet.path, term.slug]))
            for term in specialties
        ),
        interests=_said(person.disclosure, reviewer.conflicts_of_interest),
        reviews=True,
    )


def _said(*statements: str) -> tuple[str, ...]:
    """Return the statements, each once: a reviewer who writes may have made the same in both places."""
    return tuple(dict.fromkeys(one.strip() for one in statements if one.strip()))
