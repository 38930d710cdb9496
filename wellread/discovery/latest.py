"""The articles of a selection for programs that follow it: what changed or was reviewed last comes first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from wellread.articles.content import PersonContent
from wellread.discovery.hits import hit
from wellread.discovery.known_terms import known_terms
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Hit
from wellread.discovery.snapshots import current_moment
from wellread.publishing.models import Change, EditionTerm, Publication, PublicationQuerySet
from wellread.review.cadence import REVIEWED
from wellread.review.coverage import Basis


@dataclass(frozen=True)
class LatestArticle:
    """One article; `changed_at` is when its current edition was published, for new words or for a new review."""

    hit: Hit
    authors: tuple[PersonContent, ...]
    changed_at: datetime


@dataclass(frozen=True)
class Latest:
    """One page of a selection, and how many articles there are on all."""

    total: int
    articles: tuple[LatestArticle, ...]


def latest_articles(request: SearchRequest, *, today: date) -> Latest:
    """Return what stands in a feed of the request's terms; raise UnknownTermError.

    What was reviewed stays until its days of grace are over (`cadence.answers_until`). What makes no medical statement
    stays; what was published without a review stands in feeds only where the institution answers with it, too.
    """
    found = for_programs(Publication.objects.current().in_language(request.language), today=today)
    known = known_terms.at(current_moment(), request.language)
    for chosen in known.selected(request.selected).values():
        under = EditionTerm.objects.filter(term__ancestor_rows__ancestor__in=chosen)
        found = found.filter(current__in=under.values("edition"))
    start = (request.page - 1) * request.page_size
    rows = found.order_by("-current__published_at", "-pk").with_hit()[start : start + request.page_size]
    return Latest(found.count(), tuple(_latest(row, today=today) for row in rows))


def for_programs(found: PublicationQuerySet, *, today: date) -> PublicationQuerySet:
    """Return those of the articles that may go out to other programs on a day."""
    if settings.WELLREAD_ANSWER_UNREVIEWED:
        return found
    earliest_due = today - timedelta(days=settings.WELLREAD_OVERDUE_GRACE_DAYS)
    reviewed = Q(current__basis__in=REVIEWED, current__review_due__gte=earliest_due)
    return found.filter(reviewed | Q(current__basis=Basis.INFORMATION))


def library_changed_at(now: datetime) -> datetime:
    """Return since when the library is as it is: its last change, or the beginning of the day, which ends reviews.

    `now` is in the library's time zone.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    last = Change.objects.order_by("-number").values_list("at", flat=True).first()
    return max(midnight, last) if last else midnight


def _latest(row: Publication, *, today: date) -> LatestArticle:
    if row.current is None:
        raise ValueError(f"{row} is not public.")
    return LatestArticle(hit(row, today=today), row.current.read().authors, row.current.published_at)
