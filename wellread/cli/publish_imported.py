"""Let readers see what an import brought in, where a rule allows it and nothing that was done here is undone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Revision

from wellread.articles.errors import ArticleError
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.importers.article import DRAFT, PUBLISHED, WITHDRAWN, EditionRecord
from wellread.importers.models import ImportItem
from wellread.importers.write import Written
from wellread.publishing.errors import PublishingError
from wellread.publishing.models import Publication
from wellread.publishing.occasion import EditionFacts
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import waive
from wellread.review.coverage import coverage_of
from wellread.review.errors import KeyMissingError, ReviewError

BY_IMPORT = "import"
WAIVER_REASON = "Imported with the option --publish-unreviewed."
NO_REASON = "The article was withdrawn where it comes from."


class WithdrawnHereError(PublishingError):
    """An article that was withdrawn here; an import does not bring it back by itself."""


class RefusedFieldError(PublishingError):
    """An article whose fields, as they stand, cannot be published."""


def publish_written(written: Written, *, unreviewed: bool) -> str:
    """Publish what came in, and withdraw it again if that is its status; return what was done, "" for nothing.

    `unreviewed` waives the review of words that none covers. Raise PublishingError, ReviewError or ArticleError
    if a rule refuses it; then nothing has changed.
    """
    article = Article.objects.get(pk=written.article_id)
    if written.revision_id is None or not _is_wanted(written, article):
        return ""
    with transaction.atomic():
        revision = Revision.objects.get(pk=written.revision_id)
        if unreviewed:
            _waive_if_uncovered(article, revision)
        try:
            publish(article, revision=revision, by=BY_IMPORT, restored=_facts(written.edition))
        except ValidationError as error:
            raise RefusedFieldError(" ".join(error.messages)) from error
        if written.status != WITHDRAWN:
            return PUBLISHED
        reason = written.withdrawn_reason or NO_REASON
        withdraw(Article.objects.get(pk=article.pk), reason=reason, by=BY_IMPORT)
        return WITHDRAWN


REFUSALS = (PublishingError, ReviewError, ArticleError)


def refusal_of(written: Written, *, unreviewed: bool) -> tuple[str, Exception | None]:
    """Return what `publish_written` did, or the refusal that it met."""
    try:
        return publish_written(written, unreviewed=unreviewed), None
    except KeyMissingError:
        raise
    except REFUSALS as error:
        return "", error


def _is_wanted(written: Written, article: Article) -> bool:
    if written.status == DRAFT:
        return False
    publication = Publication.objects.filter(article=article).first()
    if publication is None:
        return True
    if publication.current_id is None:
        return _may_come_back(written, publication)
    seen_already = article.live_revision_id is not None and written.revision_id <= article.live_revision_id
    return not (written.outcome == ImportItem.Outcome.UNCHANGED and seen_already)


def _may_come_back(written: Written, publication: Publication) -> bool:
    if written.outcome == ImportItem.Outcome.UNCHANGED or written.status == WITHDRAWN:
        return False
    if written.status == PUBLISHED:
        return True
    raise WithdrawnHereError(
        f"“{written.headline}” was withdrawn here: {publication.withdrawn_reason} "
        f"The new words are its draft. To publish them, run: wellread publish {publication.slug}"
    )


def _waive_if_uncovered(article: Article, revision: Revision) -> None:
    content = content_of(revision.as_object())
    if coverage_of(content) is None:
        waive(article, content, reason=WAIVER_REASON, by=BY_IMPORT)


def _facts(edition: EditionRecord | None) -> EditionFacts | None:
    if edition is None:
        return None
    return EditionFacts(edition.number, edition.kind, edition.published_at, edition.change_note)
