"""How a published article came to be what it is: its editions, and what changed between two of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from wellread.publishing.models import Edition, Publication
from wellread.review.coverage import Basis
from wellread.review.differences import Difference, difference


@dataclass(frozen=True)
class EditionOfArticle:
    """One edition as readers may know it; `corrected` says that typing mistakes in signed words were mended."""

    number: int
    kind: str
    published_at: datetime
    change_note: str
    basis: str
    reviewed_by: str
    reviewed_on: date | None
    review_due: date | None
    review_number: int | None
    corrected: bool

    @property
    def on(self) -> date:
        return timezone.localdate(self.published_at)


def editions_of(publication: Publication) -> list[EditionOfArticle]:
    """Return the editions, the newest first."""
    rows = publication.editions.select_related("attestation").defer("content", "search_text").order_by("-number")
    return [_edition(row) for row in rows]


def _edition(row: Edition) -> EditionOfArticle:
    signed = row.attestation if row.basis == Basis.ATTESTATION else None
    return EditionOfArticle(
        number=row.number,
        kind=row.kind,
        published_at=row.published_at,
        change_note=row.change_note,
        basis=row.basis,
        reviewed_by=row.reviewed_by,
        reviewed_on=row.reviewed_on,
        review_due=row.review_due,
        review_number=signed.ledger_entry_id if signed else None,
        corrected=signed is not None and not signed.covers(row.digest),
    )


def difference_between(publication: Publication, *, older: int, newer: int) -> Difference | None:
    """Return what changed in the medical wording from one edition to another, or None if one does not exist."""
    found = {one.number: one for one in publication.editions.filter(number__in={older, newer})}
    if {older, newer} - found.keys():
        return None
    return difference(found[older].medical_wording, found[newer].medical_wording)
