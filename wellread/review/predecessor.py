"""The words of an article that somebody signed before."""

from django.db.models import QuerySet

from wellread.articles.models import Article
from wellread.review.models import Attestation


def last_signed(source_id: str, language: str) -> Attestation | None:
    """Return the newest signature that stands under any words of an article."""
    return _standing(source_id, language).first()


def standing_signatures(article: Article) -> QuerySet[Attestation]:
    """Return all signatures that stand under any words of an article, the newest first."""
    return _standing(article.source_id, article.language)


def _standing(source_id: str, language: str) -> QuerySet[Attestation]:
    standing = Attestation.objects.filter(revocation=None, language=language).select_related("reviewer__person")
    return standing.filter(ledger_entry__body__source_id=source_id)
