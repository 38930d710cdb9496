"""The lines of a page by the numbers of their publications: what is current is asked each time, in one query.

An edition is never edited, so what was read of it once is kept.
"""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wellread.discovery.known_terms import KnownTerms
from wellread.discovery.results import Hit, ReviewFacts
from wellread.publishing.models import Edition, EditionTerm, Publication
from wellread.review.coverage import review_status

MOST_KEPT = 5000


@dataclass(frozen=True)
class Line:
    """What a list shows of a current edition, and that edition's number; `under` are all terms it stands under."""

    edition: int
    hit: Hit
    under: frozenset[int]


class _Current(NamedTuple):
    """What can change of a public article without a new edition, and which edition is current."""

    key: int
    slug: str
    source_id: str
    language: str
    first_published_on: date
    reviewer_slug: str | None
    edition: int
    edition_at: datetime


class _Facts(NamedTuple):
    """What a line shows of an edition."""

    kind: str
    headline: str
    summary: str
    minutes_to_read: int
    basis: str
    reviewed_by: str
    reviewed_on: date | None
    review_due: date | None
    terms: tuple[int, ...]


_CURRENT = (
    "pk",
    "slug",
    "source_id",
    "language",
    "first_published_on",
    "current__reviewer__slug",
    "current",
    "current__published_at",
)
_FACTS = (
    "content__kind",
    "headline",
    "content__summary",
    "minutes_to_read",
    "basis",
    "reviewed_by",
    "reviewed_on",
    "review_due",
)
_Known = tuple[str, int, datetime]
"""Whose library, which edition, and its time: after a restore, another edition may have the number."""


class KeptFacts:
    """The facts of the editions that were read last, for all threads of this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._facts: dict[_Known, _Facts] = {}
        self._lock = threading.Lock()

    def get(self, wanted: Collection[_Known]) -> dict[_Known, _Facts]:
        """Return the facts of editions, reading those that are not known."""
        found = {key: self._facts[key] for key in wanted if key in self._facts}
        missing = {key[1]: key for key in wanted if key not in found}
        if missing:
            read = {missing[edition]: facts for edition, facts in _read_facts(missing)}
            found |= read
            with self._lock:
                self._facts |= read
                for oldest in list(self._facts)[: max(0, len(self._facts) - self._most)]:
                    del self._facts[oldest]
        return found


_kept = KeptFacts(MOST_KEPT)


def read_lines(keys: Collection[int], known: KnownTerms, *, library: str, today: date) -> dict[int, Line]:
    """Return the lines of those publications that are public now."""
    if not keys:
        return {}
    rows = Publication.objects.current().filter(pk__in=keys).order_by().values_list(*_CURRENT)
    current = {_Current(*row) for row in rows}
    facts = _kept.get([(library, one.edition, one.edition_at) for one in current])
    lines = ((one, facts.get((library, one.edition, one.edition_at))) for one in current)
    return {one.key: _line(one, found, known, today=today) for one, found in lines if found is not None}


def _line(one: _Current, facts: _Facts, known: KnownTerms, *, today: date) -> Line:
    hit = Hit(
        slug=one.slug,
        source_id=one.source_id,
        language=one.language,
        kind=facts.kind,
        headline=facts.headline,
        summary=facts.summary,
        minutes_to_read=facts.minutes_to_read,
        published_on=one.first_published_on,
        review=ReviewFacts(
            status=review_status(facts.basis, facts.review_due, today=today),
            reviewer=facts.reviewed_by,
            last_reviewed=facts.reviewed_on,
            review_due=facts.review_due,
            reviewer_slug=one.reviewer_slug or "",
        ),
        terms=known.names(facts.terms),
    )
    return Line(one.edition, hit, known.above(facts.terms))


def _read_facts(editions: Collection[int]) -> Iterator[tuple[int, _Facts]]:
    terms: dict[int, list[int]] = defaultdict(list)
    for edition, term in EditionTerm.objects.filter(edition__in=editions).values_list("edition", "term"):
        terms[edition].append(term)
    for edition, *facts in Edition.objects.filter(pk__in=editions).order_by().values_list("pk", *_FACTS):
        kind, headline, summary, minutes, basis, by, on, due = facts
        yield edition, _Facts(kind, headline, summary, minutes, basis, by, on, due, tuple(terms[edition]))
