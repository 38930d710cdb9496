"""When words are to be reviewed again, and what follows if they are not."""

import hashlib
from datetime import date, timedelta

from django.conf import settings

from wellread.review.coverage import Basis
from wellread.review.due import add_months
from wellread.review.models import ReviewPolicy
from wellread.review.subject import Subject

SPREAD_DAYS = 90
"""Over how many days before the last possible one the due dates of reported reviews are spread."""

REVIEWED = frozenset({Basis.ATTESTATION, Basis.REPORTED})
"""What a due date means something for."""


def months_between_reviews(subject: Subject) -> int:
    """Return the article's own number of months, or the shortest of its terms and those above, or the default."""
    if subject.months:
        return subject.months
    policies = ReviewPolicy.objects.filter(term__descendant_rows__term__in=subject.terms)
    shortest = policies.order_by("months").values_list("months", flat=True).first()
    return shortest or settings.WELLREAD_REVIEW_MONTHS


def due_of_report(reviewed_on: date, *, months: int, source_id: str, today: date) -> date:
    """Return when a review that a source reports is due.

    A library that comes in at once was often reviewed on one day. Its due dates are spread over the days before,
    each article by its source id, so that they do not all fall into one week; never into the past by that, and
    never on the day of the review itself.
    """
    latest = add_months(reviewed_on, months)
    spread = int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:4], "big") % SPREAD_DAYS
    if latest <= today:
        return latest
    return max(latest - timedelta(days=spread), reviewed_on + timedelta(days=1), today)


def answers_until(basis: str, review_due: date | None) -> date | None:
    """Return the last day on which words may answer questions and stand in feeds; None if they may not at all.

    Words that rest on no review have no such day. An article itself stays readable, whatever this says.
    """
    if review_due is None or basis not in REVIEWED:
        return None
    return review_due + timedelta(days=settings.WELLREAD_OVERDUE_GRACE_DAYS)


def earliest_due_that_answers(*, today: date) -> date:
    """Return the earliest due date with which reviewed words still answer questions: today less the grace."""
    return today - timedelta(days=settings.WELLREAD_OVERDUE_GRACE_DAYS)
