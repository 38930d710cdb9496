"""People of an export that comes back."""

from wellread.articles.content import ArticleContent
from wellread.articles.models import Person


def restore_people(content: ArticleContent) -> None:
    """Make whom an export of Wellread names by an address that nobody has here: addresses tell namesakes apart.

    Elsewhere addresses mean nothing here, and who has the name and the credentials is meant.
    """
    named = {person.slug: person for person in content.people if person.slug}
    known = set(Person.objects.filter(slug__in=named).values_list("slug", flat=True))
    for slug, person in named.items():
        if slug not in known:
            words = {"name": person.name.strip(), "credentials": person.credentials.strip()}
            Person.objects.create(**words, role=person.role, affiliation=person.affiliation, slug=slug)
