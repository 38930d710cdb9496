"""Which articles say the same in several languages."""

from wagtail.models import Page

from wellread.articles.models import Article
from wellread.importers.errors import TranslationError


def join(article: Article, original: Article) -> None:
    """Make the article and all its translations ones of the original, or raise TranslationError."""
    if article.translation_key == original.translation_key:
        return
    joining = Page.objects.filter(translation_key=article.translation_key)
    check_free(original, languages={page.locale.language_code for page in joining.select_related("locale")})
    for page in joining.specific():
        # Saved, not updated: publishing listens, and tells readers of the translation at once.
        page.translation_key = original.translation_key
        page.save(update_fields=["translation_key"], clean=False)
    article.translation_key = original.translation_key


def check_free(original: Article, *, languages: set[str], besides: int | None = None) -> None:
    """Raise TranslationError if the original, or another translation of it, is in one of the languages."""
    group = Article.objects.filter(translation_key=original.translation_key).exclude(pk=besides)
    for other in group.select_related("locale"):
        if other.language in languages:
            raise TranslationError(
                f"translation_of: {original.source_id} has {other.language} already, in {other.source_id}."
            )
