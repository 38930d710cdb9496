"""The second pass: what items named before it had come in, related articles and originals of translations."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from wagtail.models import Revision

from wellread.articles.models import Article, RelatedArticle
from wellread.importers.article import Skipped
from wellread.importers.digests import draft_digest
from wellread.importers.errors import TranslationError, UnknownArticleError
from wellread.importers.models import LastImport
from wellread.importers.translations import join
from wellread.importers.write import Written


def relate(items: Iterable[Written]) -> Iterator[Skipped]:
    """Let each article name what has come in since, and yield a notice for what never did; the articles stay."""
    for item in items:
        if item.loose.related:
            yield from _relate(item)
        if item.loose.translation_of:
            yield from _join(item)


@transaction.atomic
def _relate(item: Written) -> list[Skipped]:
    wanted = {source_id for related in item.loose.related.values() for source_id in related}
    known = {one.source_id: one for one in Article.objects.filter(source_id__in=wanted)}
    for revision_id, related in item.loose.related.items():
        revision = Revision.objects.get(pk=revision_id)
        article = revision.as_object()
        article.related_articles = [RelatedArticle(to=known[one]) for one in related if one in known]
        revision.content = article.serializable_data()
        revision.save(update_fields=["content"])
        LastImport.objects.filter(article_id=item.article_id).update(draft=draft_digest(article))
    return [
        _notice(item, f"related: {source_id} is not in the library.") for source_id in sorted(wanted - known.keys())
    ]


def _join(item: Written) -> list[Skipped]:
    original = Article.objects.filter(source_id=item.loose.translation_of).first()
    if original is None:
        return [_notice(item, f"translation_of: {item.loose.translation_of} is not in the library.")]
    try:
        with transaction.atomic():
            join(Article.objects.get(pk=item.article_id), original)
    except TranslationError as error:
        return [Skipped(item.where, type(error).__name__, str(error), item.source_id, outcome="notice")]
    return []


def _notice(item: Written, sentence: str) -> Skipped:
    return Skipped(item.where, UnknownArticleError.__name__, sentence, item.source_id, outcome="notice")
