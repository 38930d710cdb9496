"""What editors see of all reviews: what is due, what each term has, and who has how much to do.

Each has a fixed number of queries, whatever the size of the library; the sums are made here, of narrow rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from wellread.publishing.due_list import SOON_DAYS, keepers_of_reviews, reviewed_publications
from wellread.publishing.models import EditionTerm
from wellread.review.coverage import Basis
from wellread.review.due import add_months
from wellread.review.models import Assignment, Reviewer
from wellread.vocabulary.models import Term

FEW = 3
"""Fewer current articles than that leave a term thin."""

MONTHS_AHEAD = 3
TIMES_OF_DAYS = 365
"""How far back times in review are looked at."""


@dataclass(frozen=True)
class TermRow:
    """A term, and the distinct current articles that are found under it, narrower terms included."""

    term: Term
    facet: str
    name: str
    articles: int = 0
    current: int = 0
    soon: int = 0
    overdue: int = 0
    unreviewed: int = 0


def term_rows(terms: "QuerySet[Term]", *, today: date, language: str = "") -> list[TermRow]:
    """Return a row for each term."""
    counts = _counts_of_terms(today=today, language=language)
    found = terms.in_use().with_names().prefetch_related("facet__names")  # type: ignore[attr-defined]  # a TermQuerySet
    return [TermRow(one, str(one.facet), str(one), **counts.get(one.pk, {})) for one in found]


def _counts_of_terms(*, today: date, language: str) -> Mapping[int, dict[str, int]]:
    shown = EditionTerm.objects.filter(edition__current_of__isnull=False)
    if language:
        shown = shown.filter(edition__publication__language=language)
    reviewed = Q(edition__basis__in=[Basis.ATTESTATION, Basis.REPORTED])
    due = "edition__review_due"
    rows: Iterable[Any] = shown.values("term__ancestor_rows__ancestor").annotate(
        articles=_distinct(),
        current=_distinct(reviewed & Q(**{f"{due}__gte": today})),
        soon=_distinct(reviewed & Q(**{f"{due}__range": (today, today + timedelta(days=SOON_DAYS))})),
        overdue=_distinct(reviewed & Q(**{f"{due}__lt": today})),
        unreviewed=_distinct(~reviewed),
    )
    return {row.pop("term__ancestor_rows__ancestor"): row for row in rows}


def _distinct(which: Q | None = None) -> Count:
    return Count("edition", filter=which, distinct=True)


@dataclass
class Workload:
    """What one reviewer looks after, and how long their reviews took; nobody is whoever has left."""

    reviewer: Reviewer | None
    name: str
    active: bool
    articles: int = 0
    overdue: int = 0
    by_month: Counter[str] = field(default_factory=Counter)
    open_reviews: int = 0
    late_reviews: int = 0
    median_days: float | None = None

    def in_month(self, month: str) -> int:
        return self.by_month[month]


def workloads(*, today: date) -> list[Workload]:
    """Return a row for each reviewer, one for reviews that nobody looks after, and one for reported ones."""
    keepers = keepers_of_reviews()
    people = Reviewer.objects.select_related("person")
    rows = {one.pk: Workload(one, str(one), one.active) for one in people}
    nobody, reported = Workload(None, "", active=False), Workload(None, "", active=True)
    columns = ("current__attestation__reviewer", "current__review_due")
    for reviewer, due in reviewed_publications().values_list(*columns):
        keeper = keepers.get(reviewer) if reviewer else None
        row = rows[keeper.pk] if keeper else (nobody if reviewer else reported)
        row.articles += 1
        row.overdue += due < today
        row.by_month[month_of(due)] += due >= today
    _add_open_reviews(rows, today=today)
    for reviewer, days in _days_in_review(today=today).items():
        if reviewer in rows:
            rows[reviewer].median_days = round(median(days), 1)
    return [*rows.values(), *([nobody] if nobody.articles else []), *([reported] if reported.articles else [])]


def _add_open_reviews(rows: Mapping[int, Workload], *, today: date) -> None:
    for reviewer, due_on in Assignment.objects.open().exclude(reviewer=None).values_list("reviewer", "due_on"):
        rows[reviewer].open_reviews += 1
        rows[reviewer].late_reviews += due_on < today


def _days_in_review(*, today: date) -> Mapping[int, list[float]]:
    """Return the days from submission to signature of the reviews of the last year, by whoever signed."""
    done = Assignment.objects.filter(attestation__isnull=False)
    done = done.filter(attestation__signed_at__gte=timezone.now() - timedelta(days=TIMES_OF_DAYS))
    columns = ("attestation__reviewer", "task_state__workflow_state__created_at", "attestation__signed_at")
    found: dict[int, list[float]] = defaultdict(list)
    rows: Iterable[tuple[Any, datetime, datetime]] = done.values_list(*columns)
    for reviewer, submitted, signed in rows:
        found[reviewer].append(max((signed - submitted) / timedelta(days=1), 0))
    return found


def median_days_in_review(*, today: date) -> tuple[float | None, int]:
    """Return the median of all reviews of the last year, and how many there were."""
    days = [one for some in _days_in_review(today=today).values() for one in some]
    return (round(median(days), 1) if days else None), len(days)


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def months_ahead(today: date) -> list[str]:
    return [month_of(add_months(today.replace(day=1), ahead)) for ahead in range(MONTHS_AHEAD)]
