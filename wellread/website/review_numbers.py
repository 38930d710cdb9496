"""How the library stands today: how many of its articles have which review."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from wellread.publishing.models import Publication
from wellread.review.coverage import Status, review_status


@dataclass(frozen=True)
class ReviewNumbers:
    """The articles of one language by what readers are told of their review; together they are all of them."""

    total: int
    current: int
    overdue: int
    reported: int
    unreviewed: int


def review_numbers(language: str, *, today: date) -> ReviewNumbers:
    rows = Publication.objects.current().in_language(language).values_list("current__basis", "current__review_due")
    found = Counter(review_status(basis, due, today=today) for basis, due in rows)
    return ReviewNumbers(
        total=found.total(),
        current=found[Status.CURRENT],
        overdue=found[Status.OVERDUE] + found[Status.REPORTED_OVERDUE],
        reported=found[Status.REPORTED],
        unreviewed=found[Status.NONE],
    )
