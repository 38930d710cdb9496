from collections import Counter
from datetime import date, timedelta

import pytest

from tests.factories import TermFactory, make_article
from wellread.review.cadence import SPREAD_DAYS, due_of_report, months_between_reviews
from wellread.review.models import ReviewPolicy
from wellread.review.subject import subject_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def terms(db):
    treatment = TermFactory(name="Treatment")
    surgery = TermFactory(name="Surgery", facet=treatment.facet, parents=[treatment])
    return treatment, surgery, TermFactory(name="Lumps")


def months(*terms, **fields):
    return months_between_reviews(subject_of(make_article(title="About it", terms=list(terms), **fields)))


def test_without_a_policy_the_setting_holds(terms, settings):
    settings.WELLREAD_REVIEW_MONTHS = 30

    assert months(terms[2]) == 30


def test_a_policy_holds_for_narrower_terms_and_the_shortest_wins(terms):
    treatment, surgery, lumps = terms
    ReviewPolicy.objects.create(term=treatment, months=12)
    ReviewPolicy.objects.create(term=lumps, months=24)

    assert months(surgery) == 12
    assert months(lumps) == 24
    assert months(lumps, surgery) == 12


def test_an_article_can_have_its_own_number_of_months(terms):
    ReviewPolicy.objects.create(term=terms[0], months=12)

    assert months(terms[0], review_months=6) == 6


def test_a_thousand_reviews_of_one_day_do_not_fall_due_in_one_week():
    due = [
        due_of_report(date(2026, 1, 5), months=36, source_id=f"article-{number}", today=TODAY) for number in range(1000)
    ]

    latest = date(2029, 1, 5)
    assert all(latest - timedelta(days=SPREAD_DAYS) < day <= latest for day in due)
    assert max(Counter(day.isocalendar()[:2] for day in due).values()) < 130
    again = due_of_report(date(2026, 1, 5), months=36, source_id="article-7", today=TODAY)
    assert again == due[7]


def test_spreading_makes_nothing_overdue():
    due = [
        due_of_report(date(2023, 11, 28), months=36, source_id=f"article-{number}", today=TODAY)
        for number in range(200)
    ]

    assert min(due) == TODAY
    assert max(due) <= date(2026, 11, 28)


def test_what_was_due_before_it_came_in_is_due_on_its_day():
    assert due_of_report(date(2021, 11, 18), months=36, source_id="x", today=TODAY) == date(2024, 11, 18)


def test_leap_days_and_ends_of_months():
    assert due_of_report(date(2020, 2, 29), months=36, source_id="x", today=TODAY) == date(2023, 2, 28)
