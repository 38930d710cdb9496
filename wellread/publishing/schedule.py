"""What happens by the clock: articles go live and expire, each in a transaction of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Revision

from wellread.articles.models import Article
from wellread.publishing.errors import REFUSED
from wellread.publishing.models import Refusal
from wellread.publishing.occasion import occasion

BY_SCHEDULE = "schedule"


@dataclass(frozen=True)
class Scheduled:
    """What the clock did to one article: `refused` is why a rule said no, `news` whether that is told first now."""

    article: Article
    action: str
    refused: str = ""
    news: bool = True


def run_schedule(*, now: datetime) -> Iterator[Scheduled]:
    """Expire and publish what is due, and yield what was done; a refusal is kept for the editors to see."""
    for article in Article.objects.filter(live=True, expire_at__lt=now):
        yield _expire(article)
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in due:
        article = Article.objects.filter(pk=revision.object_id).first()
        if article is not None:
            yield _publish_scheduled(revision, article)


def _publish_scheduled(revision: Revision, article: Article) -> Scheduled:
    try:
        with transaction.atomic(), occasion(by=BY_SCHEDULE):
            revision.publish(log_action="wagtail.publish.scheduled")
    except REFUSED as error:
        return _refused(article, error)
    return Scheduled(article, "published")


def _expire(article: Article) -> Scheduled:
    try:
        with transaction.atomic(), occasion(by=BY_SCHEDULE):
            article.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except REFUSED as error:
        return _refused(article, error)
    return Scheduled(article, "expired")


def _refused(article: Article, error: Exception) -> Scheduled:
    known = Refusal.objects.filter(article=article, reason=str(error)).exists()
    Refusal.objects.update_or_create(article=article, defaults={"reason": str(error)})
    return Scheduled(article, "refused", str(error), news=not known)
