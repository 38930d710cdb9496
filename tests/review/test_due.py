from datetime import date

import pytest

from wellread.review.due import add_months


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2021, 11, 18), 36, date(2024, 11, 18)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 11, 30), 0, date(2025, 11, 30)),
    ],
)
def test_the_same_day_months_later_or_the_last_of_the_month(day, months, due):
    assert add_months(day, months) == due
