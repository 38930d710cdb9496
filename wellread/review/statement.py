"""The sentence that a reviewer signs."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellread.review.cadence import months_between_reviews
from wellread.review.due import add_months
from wellread.review.models import Reviewer
from wellread.review.subject import Subject


def stands_until(subject: Subject, *, signed_on: date | None = None) -> date:
    """Return the day until which a signature stands; one of today unless told otherwise."""
    return add_months(signed_on or timezone.localdate(), months_between_reviews(subject))


def statement(reviewer: Reviewer, subject: Subject, *, until: date) -> str:
    """Return the sentence that is signed, in the active language."""
    told = {"name": reviewer, "headline": subject.content.headline, "day": date_format(until)}
    sentence = _(
        "I, %(name)s, have read exactly these words of “%(headline)s”. "
        "They are medically correct and fit for patients, and I stand by them until %(day)s."
    )
    return sentence % told
