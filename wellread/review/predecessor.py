"""The words of an article that somebody signed last."""

from wellread.review.models import Attestation


def last_signed(source_id: str, language: str) -> Attestation | None:
    """Return the newest signature that stands under any words of an article."""
    standing = Attestation.objects.filter(revocation=None, language=language).select_related("reviewer__person")
    return standing.filter(ledger_entry__body__source_id=source_id).first()
