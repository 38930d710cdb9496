"""Days as pages print them."""

import re
from datetime import date

from wellread.importers.errors import DateError

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"[A-Za-z]{3,9}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{_MONTH} {_DAY},? \d{{4,}}|{_DAY} {_MONTH},? \d{{4,}}|\d{{4,}}-\d{{1,2}}-\d{{1,2}})"
_FORMS = (
    re.compile(rf"^(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4,}})$"),
    re.compile(rf"^(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}),? (?P<year>\d{{4,}})$"),
    re.compile(r"^(?P<year>\d{4,})-(?P<month>\d{1,2})-(?P<day>\d{1,2})$"),
)


def read_date(words: str) -> date:
    """Return the day; raise DateError for words that name none, such as February 31, 2021.

    11/12/2021 is refused as well: half the world reads it as another day than the other half.
    """
    found = next((match for form in _FORMS if (match := form.match(words.strip()))), None)
    try:
        if found:
            return date(int(found["year"]), _month(found["month"]), int(found["day"]))
    except (ValueError, OverflowError):
        pass
    raise DateError(f"“{words.strip()[:60]}” is no day. Write it as November 18, 2021 or 2021-11-18.")


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    beginning = words.lower().rstrip(".")
    return next((number for number, name in enumerate(_MONTHS, start=1) if _means(beginning, name)), 0)


def _means(beginning: str, month: str) -> bool:
    return month.startswith(beginning) or (beginning, month) == ("sept", "september")
