"""Whether the fields of an article take what came in: lengths, addresses, numbers."""

from django.core.exceptions import ValidationError
from django.db.models import Model

from wellread.articles.content import ArticleContent, PersonContent
from wellread.articles.models import Article, Person
from wellread.importers.errors import FieldError

_ARTICLE = {
    "title": "headline",
    "slug": "slug",
    "kind": "kind",
    "source_id": "source_id",
    "source_url": "source_url",
    "published_on": "published_on",
    "call_to_action_url": "call_to_action.url",
    "call_to_action_telephone": "call_to_action.telephone",
    "change_kind": "change_kind",
    "change_note": "change_note",
}
_LONGEST_REVIEWER = 400


def check_people(content: ArticleContent, *, reviewed_by: str) -> None:
    """Raise FieldError for a name, credentials, a role or an affiliation that no person's row takes."""
    for person in content.people:
        _check(_person(person), {name: f"the person “{person.name[:60]}”: {name}" for name in _PERSON})
    if len(reviewed_by) > _LONGEST_REVIEWER:
        raise FieldError(f"reported_review.by has {len(reviewed_by):,} characters; {_LONGEST_REVIEWER} is the most.")


def check_fields(article: Article) -> None:
    """Raise FieldError, naming the key, for a value that the article or one of its references does not take."""
    _check(article, _ARTICLE)
    for number, reference in enumerate(article.references.all()):
        names = [
            field.name for field in reference._meta.local_fields if field.name not in {"id", "article", "sort_order"}
        ]
        _check(reference, {name: f"references[{number}].{name}" for name in names})


_PERSON = ("name", "credentials", "role", "affiliation", "slug")


def _person(person: PersonContent) -> Person:
    return Person(
        name=person.name.strip(),
        credentials=person.credentials.strip(),
        role=person.role,
        affiliation=person.affiliation,
        slug=person.slug or "person",
    )


def _check(row: Model, keys: dict[str, str]) -> None:
    others = {field.name for field in row._meta.get_fields()} - keys.keys()
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        complaints = [f"{keys[name]}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
        raise FieldError(" ".join(complaints)) from error
