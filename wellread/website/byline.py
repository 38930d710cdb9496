"""People as pages name them: with credentials, and a link where they have a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from wellread.articles.content import PersonContent
from wellread.articles.models import Person


@dataclass(frozen=True)
class NamedPerson:
    """A name as printed; `url` is empty where no page stands behind it."""

    name: str
    role: str = ""
    affiliation: str = ""
    url: str = ""


def named(person: PersonContent, *, url: str = "") -> NamedPerson:
    return NamedPerson(person.name_with_credentials, person.role, person.affiliation, url)


def people_with_a_page(slugs: Iterable[str]) -> set[str]:
    """Return those slugs of people named in an edition that still lead to a person.

    An edition keeps the slug that a person had when it was published.
    """
    return set(Person.objects.filter(slug__in=set(slugs)).values_list("slug", flat=True))
