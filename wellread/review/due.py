"""When a review is due again."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day that many months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
