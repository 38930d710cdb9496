"""Publish and withdraw, from programs; editors use Wagtail's buttons, and all pass the same door."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.models import Revision

from wellread.articles.models import Article
from wellread.articles.quality import Finding
from wellread.articles.reading import content_of
from wellread.publishing.door import chosen_terms, is_public_already
from wellread.publishing.errors import REFUSED, NothingToWithdrawError, NotYetError
from wellread.publishing.models import Edition, Publication
from wellread.publishing.occasion import EditionFacts, occasion
from wellread.publishing.overruling import open_findings
from wellread.publishing.rules import check


@dataclass
class Published:
    """What came of publishing several articles."""

    editions: list[Edition] = field(default_factory=list)
    refusals: list[tuple[Article, str]] = field(default_factory=list)


@transaction.atomic
def publish(
    article: Article, *, revision: Revision | None = None, by: str = "", restored: EditionFacts | None = None
) -> Edition:
    """Publish the article's latest draft, or the revision given, and return its current edition.

    Raise PublishingError or ReviewError if a rule refuses it.
    """
    revision = revision or article.get_latest_revision() or article.save_revision(clean=False)
    with occasion(by=by, restored=restored):
        revision.publish()
    publication = Publication.objects.current().select_related("current").filter(article=article).first()
    if publication is None or publication.current is None:
        raise NotYetError(f"“{article.title}” is scheduled for {revision.as_object().go_live_at:%Y-%m-%d %H:%M}.")
    return publication.current


def publish_many(articles: Iterable[Article], *, by: str = "", advance: Callable[[], None] = lambda: None) -> Published:
    """Publish each article in a transaction of its own; a refusal is noted and the rest go on."""
    result = Published()
    for article in articles:
        try:
            result.editions.append(publish(article, by=by))
        except REFUSED as error:
            result.refusals.append((article, str(error)))
        advance()
    return result


@transaction.atomic
def withdraw(article: Article, *, reason: str, by: str = "") -> None:
    """Take the article from readers, who are told the reason; raise NothingToWithdrawError if they do not see it."""
    publication = Publication.objects.current().filter(article=article).first()
    if publication is None:
        raise NothingToWithdrawError(f"“{article.title}” is not published.")
    article.refresh_from_db()  # Wagtail does nothing for a copy read before it was published
    with occasion(by=by, reason=reason):
        article.unpublish()


def warnings_of(article: Article) -> list[Finding]:
    """Return what the rules say of the article as it stands in memory, but for what somebody has overruled.

    Raise PublishingError if they refuse it.
    """
    content, terms = content_of(article), chosen_terms(article)
    seen = is_public_already(article, content, terms)
    _coverage, found = check(article, content, terms, public_already=seen)
    return open_findings(found, source_id=article.source_id)
