"""What follows from a due date that passes while readers see the article: the ledger notes it, and what is policy."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wellread.articles.models import Article
from wellread.publishing.due_list import reviewed_publications
from wellread.publishing.errors import REFUSED
from wellread.publishing.models import Publication
from wellread.publishing.publish import withdraw
from wellread.publishing.schedule import BY_SCHEDULE
from wellread.review.clock import Lapse
from wellread.review.ledger import append
from wellread.review.models import LedgerEntry

logger = logging.getLogger(__name__)

TOO_LONG_OVERDUE = "Its medical review was overdue for too long."
NOTED_BEFORE = timedelta(days=7)
"""How long the ledger must have told of a lapse before the article is withdrawn.

So a clock that jumped, a scheduler that was off for a year, or a policy that is new withdraws nothing at once.
"""


def note_lapses(*, today: date) -> Iterator[Lapse]:
    """Write into the ledger, once for each edition and due date, that the review is overdue; yield what is new."""
    noted = Lapse.objects.filter(
        source_id=OuterRef("source_id"),
        edition=OuterRef("current__number"),
        review_due=OuterRef("current__review_due"),
    )
    late = reviewed_publications().filter(~Exists(noted), current__review_due__lt=today)
    for key in list(late.order_by("current__review_due", "pk").values_list("pk", flat=True)):
        lapse = _note(key, today=today)
        if lapse:
            yield lapse


@transaction.atomic
def _note(key: int, *, today: date) -> Lapse | None:
    publication = Publication.objects.select_for_update(of=("self",)).select_related("current").get(pk=key)
    edition = publication.current
    if edition is None or edition.review_due is None or edition.review_due >= today:
        # It was signed again, or withdrawn, since the list was made.
        return None
    body = {
        "source_id": publication.source_id,
        "language": publication.language,
        "edition": edition.number,
        "digest": edition.digest,
        "review_due": edition.review_due.isoformat(),
    }
    return Lapse.objects.create(
        source_id=publication.source_id,
        edition=edition.number,
        review_due=edition.review_due,
        ledger_entry=append(LedgerEntry.Kind.OVERDUE, body),
    )


def withdraw_long_overdue(*, now: datetime) -> Iterator[Publication]:
    """Withdraw what is overdue for longer than the institution allows, if it does so at all; yield what was."""
    days = settings.WELLREAD_OVERDUE_WITHDRAW_DAYS
    if not days:
        return
    noted = Lapse.objects.filter(
        source_id=OuterRef("source_id"),
        edition=OuterRef("current__number"),
        review_due=OuterRef("current__review_due"),
        ledger_entry__at__lte=now - NOTED_BEFORE,
    )
    latest = timezone.localdate(now) - timedelta(days=days)
    late = reviewed_publications().filter(Exists(noted), current__review_due__lte=latest, article__isnull=False)
    for publication in list(late.order_by("pk")):
        if _withdraw(publication):
            yield publication


def _withdraw(publication: Publication) -> bool:
    article = Article.objects.filter(pk=publication.article_id).first()
    if article is None:
        return False
    try:
        withdraw(article, reason=TOO_LONG_OVERDUE, by=BY_SCHEDULE)
    except REFUSED:
        logger.exception("An overdue article could not be withdrawn", extra={"article": article.pk})
        return False
    return True
