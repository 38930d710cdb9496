"""What is due to be reviewed again, the most urgent first, and who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from wellread.publishing.models import Publication, PublicationQuerySet
from wellread.review.cadence import REVIEWED
from wellread.review.models import Reviewer

SOON_DAYS = 90
"""How long before its due date a review is told of for the first time."""


@dataclass(frozen=True)
class DueReview:
    """A current article whose review is due. Nobody looks after it where its reviewer left without a successor."""

    key: int
    edition: int
    source_id: str
    article_id: int | None
    language: str
    slug: str
    headline: str
    basis: str
    review_due: date
    days_left: int
    reviewed_by: str
    looked_after_by: Reviewer | None

    @property
    def overdue(self) -> bool:
        return self.days_left < 0


class _Row(NamedTuple):
    key: int
    edition: int
    source_id: str
    article_id: int | None
    language: str
    slug: str
    headline: str
    basis: str
    review_due: date
    reviewed_by: str
    reviewer_id: int | None


_COLUMNS = (
    "pk",
    "current_id",
    "source_id",
    "article_id",
    "language",
    "slug",
    "current__headline",
    "current__basis",
    "current__review_due",
    "current__reviewed_by",
    "current__attestation__reviewer_id",
)


def reviewed_publications() -> PublicationQuerySet:
    """Return the current articles whose words rest on a review that grows old."""
    return Publication.objects.current().filter(current__basis__in=REVIEWED, current__review_due__isnull=False)


def due_reviews(*, today: date, days: int = SOON_DAYS) -> list[DueReview]:
    """Return what is overdue, or due within so many days."""
    due = due_within(reviewed_publications(), today=today, days=days)
    return read_due(due.order_by("current__review_due", "current__headline", "pk"), today=today)


def due_within(publications: PublicationQuerySet, *, today: date, days: int) -> PublicationQuerySet:
    """Return those of the publications that are overdue, or due within so many days."""
    return publications.filter(current__review_due__lte=today + timedelta(days=days))


def read_due(publications: PublicationQuerySet, *, today: date) -> list[DueReview]:
    """Return the publications' reviews, in the order given, with two queries."""
    keepers = keepers_of_reviews()
    rows: Any = publications.values_list(*_COLUMNS)
    return [_due_review(_Row(*row), keepers, today=today) for row in rows]


def keepers_of_reviews() -> Mapping[int, Reviewer | None]:
    """Return for each reviewer who looks after what they signed: they, or an active successor, or nobody."""
    reviewers = {one.pk: one for one in Reviewer.objects.select_related("person", "user")}
    for one in reviewers.values():
        # All are here already: following them would ask the database for each one again.
        one.successor = reviewers[one.successor_id] if one.successor_id else None
    keepers = {key: one.looked_after_by for key, one in reviewers.items()}
    return {key: one if one.active else None for key, one in keepers.items()}


def _due_review(row: _Row, keepers: Mapping[int, Reviewer | None], *, today: date) -> DueReview:
    values = row._asdict()
    reviewer = values.pop("reviewer_id")
    keeper = keepers[reviewer] if reviewer else None
    return DueReview(**values, days_left=(row.review_due - today).days, looked_after_by=keeper)
