"""What stands above a pasted article: lists of terms with counts, the headline, who wrote and reviewed it, and when."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wellread.articles.content import PersonContent
from wellread.importers.article import RecognisedFacet, SourceReview
from wellread.importers.dates import DATE, read_date
from wellread.importers.errors import DateError, MissingHeadlineError, ShapeError
from wellread.importers.names import is_name, read_byline

LONGEST_HEADLINE = 255
_LEAST_TERMS = 2
_BULLET = r"(?:[-–•*▪◦‣·]\s+)?"
_TERM = re.compile(rf"^{_BULLET}(?P<name>\S.{{0,150}}?)\s*\((?P<count>\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,9}})\)$")
_FACET = re.compile(rf"^{_BULLET}(?P<name>\S.{{0,60}})$")
_BYLINE = re.compile(r"^(?:written )?by:?\s+(?P<names>\S.*)$", re.IGNORECASE)
_MINUTES = re.compile(r"^\d+[- ]?min(?:ute)?s?\.?(?: read)?$", re.IGNORECASE)
_PUBLISHED = re.compile(r"^(?:first )?(?:published|posted)(?: on)?:?\s+(?P<day>.*\d.*)$", re.IGNORECASE)
_CHANGED = re.compile(r"^(?:last )?(?:updated|modified|reviewed)(?: on)?:?\s+.*\d{4}$", re.IGNORECASE)
_DAY = re.compile(rf"^{DATE}$")
_REVIEWED = re.compile(
    r"^(?:(?:medically|clinically|last) )*reviewed by:?\s+(?P<by>\S.*?),?"
    rf"(?:\s+on\s+(?P<on>(?:(?! on ).)*\d{{2,}})|\s+(?P<day>{DATE}))\.?$",
    re.IGNORECASE,
)
_REVIEW_MARK = re.compile(r"^(?:medically|clinically) reviewed$", re.IGNORECASE)
_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True)
class Head:
    """What the lines above the text say of the article."""

    headline: str
    authors: tuple[PersonContent, ...] = ()
    published_on: date | None = None
    review: SourceReview | None = None


def take_vocabulary(lines: list[str]) -> tuple[tuple[RecognisedFacet, ...], list[str]]:
    """Return the facets that the first lines list, each with its terms and counts, and the lines behind them."""
    facets: list[RecognisedFacet] = []
    while True:
        heading = _FACET.match(lines[0]) if lines and not _TERM.match(lines[0]) else None
        first = 1 if heading else 0
        terms = _terms(lines[first:])
        if len(terms) < _LEAST_TERMS:
            return tuple(facets), lines
        facets.append(RecognisedFacet(heading["name"] if heading else "", terms))
        lines = lines[first + len(terms) :]


def _terms(lines: list[str]) -> tuple[tuple[str, int], ...]:
    terms = []
    for line in lines:
        term = _TERM.match(line)
        if not term:
            break
        terms.append((term["name"], int(re.sub(r"[.,]", "", term["count"]))))
    return tuple(terms)


def take_head(lines: list[str], *, today: date) -> tuple[Head, list[str]]:
    """Return what the lines above the text say, and the lines of the text; raise ShapeError without a headline."""
    if not lines or _read(lines[0], Head(""), today=today):
        raise MissingHeadlineError("The page has no headline: its first line should be one.")
    headline, lines = lines[0], lines[1:]
    if len(headline) > LONGEST_HEADLINE:
        raise ShapeError(f"The headline has {len(headline):,} characters; {LONGEST_HEADLINE} is the most.")
    head = Head(headline)
    while lines and (read := _read(lines[0], head, today=today)):
        head, lines = read, lines[1:]
    return head, lines


def _read(line: str, head: Head, *, today: date) -> Head | None:
    """Return the head with what the line adds, or None for a line that is no part of a head."""
    for segment in re.split(r"\s*[|•·]\s*", line.strip("|•· ")):
        read = _read_segment(segment, head, today=today)
        if read is None:
            return None
        head = read
    return head


def _read_segment(segment: str, head: Head, *, today: date) -> Head | None:
    byline, published = _BYLINE.match(segment), _PUBLISHED.match(segment)
    if byline and _names_somebody(byline["names"]):
        return replace(head, authors=head.authors or read_byline(byline["names"]))
    if reviewed := _REVIEWED.match(segment):
        review = SourceReview(reviewed["by"], _past(reviewed["on"] or reviewed["day"], "The review", today=today))
        return replace(head, review=review)
    if published or _DAY.match(segment):
        day = _past(published["day"] if published else segment, "The publication", today=today)
        return replace(head, published_on=day)
    if _MINUTES.match(segment) or _REVIEW_MARK.match(segment) or _CHANGED.match(segment):
        return head
    return None


def _names_somebody(names: str) -> bool:
    """Tell a byline from a sentence such as "By the time you read this, you may have ..."."""
    people = read_byline(names)
    return bool(people) and len(names) < 300 and all(is_name(one.name) or len(one.name.split()) <= 4 for one in people)


def _past(words: str, what: str, *, today: date) -> date:
    day = read_date(words)
    if day > today + _TOLERANCE:
        raise DateError(f"{what} is dated {day}, which is yet to come.")
    return day
