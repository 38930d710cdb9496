"""Check what readers see against what was signed: every current edition and the review on which it rests."""

from collections.abc import Iterator

from django.utils import timezone

from wellread.articles.wording import content_digest
from wellread.publishing.door import search_text
from wellread.publishing.models import Edition, Publication
from wellread.review.coverage import Basis
from wellread.review.models import Attestation, ReportedReview, Waiver


def verify_editions() -> Iterator[str]:
    """Yield a sentence for each current edition that does not hold what was reviewed, or tells of another review."""
    current = Publication.objects.current().select_related("current__attestation").order_by("pk")
    for publication in current.iterator(chunk_size=200):
        if publication.current is not None:
            yield from (f"{publication}: {sentence}" for sentence in _faults(publication, publication.current))


def _faults(publication: Publication, edition: Edition) -> Iterator[str]:
    try:
        content = edition.read()
    except (KeyError, TypeError, ValueError, AttributeError):
        yield "its words cannot be read."
        return
    if content_digest(content) != edition.digest:
        yield "its words are not those that its digest was made of."
    derived = (content.headline, search_text(content), content.minutes_to_read)
    if derived != (edition.headline, edition.search_text, edition.minutes_to_read):
        yield "what is searched and listed of it does not agree with its words."
    if not _rests_on_its_review(publication, edition):
        yield f"nothing that was signed, reported or waived is what it tells readers of its review ({edition.basis})."


def _rests_on_its_review(publication: Publication, edition: Edition) -> bool:
    told = (edition.reviewed_by, edition.reviewed_on)
    match edition.basis:
        case Basis.ATTESTATION:
            signed = edition.attestation
            if signed is None or not _covers(signed, edition.digest):
                return False
            return (*told, edition.review_due, edition.reviewer_id) == (
                signed.signed_as,
                timezone.localdate(signed.signed_at),
                signed.review_due,
                signed.reviewer.person_id,
            )
        case Basis.REPORTED:
            reported = ReportedReview.objects.filter(source_id=publication.source_id)
            return (edition.digest, *told, edition.review_due) in reported.values_list(
                "digest", "by", "on", "review_due"
            )
        case Basis.WAIVER:
            return Waiver.objects.filter(source_id=publication.source_id, digest=edition.digest).exists()
        case _:
            return edition.basis == Basis.INFORMATION and edition.content.get("kind") == "information"


def _covers(signed: Attestation, digest: str) -> bool:
    """Return whether the words were signed, or differ from signed ones by typing mistakes that somebody confirmed."""
    return signed.covers(digest) or signed.minor_changes.filter(digest=digest).exists()
