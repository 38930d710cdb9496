"""The one place that turns editions into what an engine searches."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from wellread.engine.values import Document, Passage
from wellread.publishing.models import EditionTerm, PublicationQuerySet
from wellread.review.coverage import Basis
from wellread.vocabulary.models import TermAncestor
from wellread.vocabulary.sorting import sort_key

ROWS_AT_ONCE = 1000
ANSWERS_REST_ON = {Basis.ATTESTATION, Basis.REPORTED}
"""The reviews that let an article's passages be shown as answers, until they are due again."""


class _Row(NamedTuple):
    """What a document needs of a publication and its current edition, in the order of `_COLUMNS`."""

    key: int
    language: str
    first_published_on: date
    edition: int
    headline: str
    words: dict[str, Any]
    basis: str
    reviewed_by: str
    reviewed_on: date | None
    review_due: date | None


_COLUMNS = (
    "pk",
    "language",
    "first_published_on",
    "current",
    "current__headline",
    "current__index_words",
    "current__basis",
    "current__reviewed_by",
    "current__reviewed_on",
    "current__review_due",
)


def documents(publications: PublicationQuerySet) -> Iterator[Document]:
    """Yield a document for each of the publications that is current, in the order of their keys."""
    above = _ancestors()
    rows = publications.current().order_by("pk").values_list(*_COLUMNS)
    last = 0
    while some := [_Row(*row) for row in rows.filter(pk__gt=last)[:ROWS_AT_ONCE]]:
        last = some[-1].key
        terms = _terms([row.edition for row in some])
        for row in some:
            yield _document(row, terms=sorted({one for term in terms[row.edition] for one in above[term]}))


def _ancestors() -> Mapping[int, list[int]]:
    """Return for each term the terms that an article under it counts for, itself included."""
    found: dict[int, list[int]] = defaultdict(list)
    for term, ancestor in TermAncestor.objects.values_list("term", "ancestor"):
        found[term].append(ancestor)
    return found


def _terms(editions: Sequence[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for edition, term in EditionTerm.objects.filter(edition__in=editions).values_list("edition", "term"):
        found[edition].append(term)
    return found


def _document(row: _Row, *, terms: Sequence[int]) -> Document:
    people = [*row.words["people"], *([row.reviewed_by] if row.reviewed_by else [])]
    return Document(
        key=row.key,
        version=row.edition,
        language=row.language,
        headline=row.headline,
        summary=row.words["summary"],
        passages=tuple(Passage(text, heading, anchor) for anchor, heading, text in row.words["passages"]),
        people=tuple(people),
        terms=tuple(terms),
        # The sign between sorts before all that a word can have, as the pair of them would.
        title_key="\x01".join(sort_key(row.headline, language=row.language)),
        published_on=row.first_published_on.toordinal(),
        reviewed_on=_ordinal(row.reviewed_on),
        answers_until=_ordinal(row.review_due) if row.basis in ANSWERS_REST_ON else 0,
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
