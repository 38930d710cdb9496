"""One signature as the public may know it: under which words readers have seen it, and how it stands today.

Its number is that of its ledger entry. Numbers can be guessed, and nothing follows from that: a signature under words
that nobody has published yet is not found here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellread.articles.wording import Wording
from wellread.publishing.models import Edition, EditionPerson, Publication
from wellread.review.coverage import Basis
from wellread.review.models import Attestation, LedgerEntry, MinorChange


class Standing(TextChoices):
    """How a signature stands today."""

    CURRENT = "current", _("covers the words shown today")
    OVERDUE = "overdue", _("covers the words shown today, but the next review is overdue")
    SUPERSEDED = "superseded", _("covers the words shown today, but a newer review has taken its place")
    CHANGED = "changed", _("no longer covers the words shown today")
    REVOKED = "revoked", _("was taken back by the reviewer")
    WITHDRAWN = "withdrawn", _("stands under an article that was withdrawn")


COVERING = frozenset({Standing.CURRENT, Standing.OVERDUE, Standing.SUPERSEDED})


@dataclass(frozen=True)
class StampFacts:
    """What an article's page tells of the signature under it: its number, and when a typing mistake was corrected."""

    number: int
    corrected_on: date | None = None


@dataclass(frozen=True)
class Corrected:
    """That a second person confirmed, in the ledger, that only typing mistakes were mended, which made these words."""

    on: date
    digest: str
    entry: LedgerEntry


@dataclass(frozen=True)
class EarlierReview:
    """Another signature that readers have seen under the same article."""

    number: int
    signed_as: str
    signed_on: date


@dataclass(frozen=True)
class SignedReview:
    """A signature with all that is public about it.

    `edition` is the newest that rests on it. `wording` is empty once the article was withdrawn: then nobody is to read
    it any more.
    """

    number: int
    standing: Standing
    attestation: Attestation
    publication: Publication
    edition: Edition
    wording: Sequence[Wording]
    corrections: tuple[Corrected, ...]
    reviewer_has_page: bool
    revoked_on: date | None
    revoked_for_reviewer: bool
    earlier: tuple[EarlierReview, ...]

    @property
    def covers_current_words(self) -> bool:
        return self.standing in COVERING


def find_review(number: int, *, today: date) -> SignedReview | None:
    """Return the signature of a ledger entry, or None unless readers have seen words that rest on it."""
    related = ("reviewer__person", "ledger_entry", "revocation__ledger_entry")
    attestation = Attestation.objects.select_related(*related).filter(ledger_entry=number).first()
    edition = _shown_edition(attestation) if attestation else None
    if attestation is None or edition is None:
        return None
    publication = edition.publication
    minor = _shown_corrections(attestation, publication)
    revocation = getattr(attestation, "revocation", None)
    return SignedReview(
        number=number,
        standing=_standing(attestation, publication, minor, today=today),
        attestation=attestation,
        publication=publication,
        edition=edition,
        wording=edition.medical_wording if publication.current else [],
        corrections=tuple(Corrected(timezone.localdate(one.at), one.digest, one.ledger_entry) for one in minor),
        reviewer_has_page=_has_page(attestation),
        revoked_on=timezone.localdate(revocation.at) if revocation else None,
        revoked_for_reviewer=bool(revocation and "on_behalf_of" in revocation.ledger_entry.body),
        earlier=_earlier(attestation, publication),
    )


def stamp_facts(edition: Edition) -> StampFacts | None:
    """Return what the page of a current edition tells of the signature under it; None for one that has none."""
    if edition.basis != Basis.ATTESTATION or edition.attestation is None:
        return None
    signed = edition.attestation
    minor = None if signed.covers(edition.digest) else signed.minor_changes.filter(digest=edition.digest).first()
    return StampFacts(signed.ledger_entry_id, timezone.localdate(minor.at) if minor else None)


def _shown_edition(attestation: Attestation) -> Edition | None:
    """Return the newest edition on the signature: of the article that was signed, or else of one with its words."""
    shown = Edition.objects.filter(attestation=attestation).select_related("publication__current")
    signed = attestation.ledger_entry.body.get("source_id", "")
    own = shown.filter(publication__source_id=signed).order_by("-number").first()
    return own or shown.order_by("-pk").first()


def _shown_corrections(attestation: Attestation, publication: Publication) -> list[MinorChange]:
    """Return the confirmed typing mistakes whose words readers have seen."""
    shown = publication.editions.filter(attestation=attestation).values("digest")
    return list(attestation.minor_changes.filter(digest__in=shown).select_related("ledger_entry").order_by("pk"))


def _standing(
    attestation: Attestation, publication: Publication, minor: Sequence[MinorChange], *, today: date
) -> Standing:
    current = publication.current
    if hasattr(attestation, "revocation"):
        return Standing.REVOKED
    if current is None:
        return Standing.WITHDRAWN
    if current.digest not in {attestation.digest, *(one.digest for one in minor)}:
        return Standing.CHANGED
    if current.attestation_id != attestation.pk:
        return Standing.SUPERSEDED
    return Standing.OVERDUE if attestation.review_due < today else Standing.CURRENT


def _has_page(attestation: Attestation) -> bool:
    named = EditionPerson.objects.filter(person=attestation.reviewer.person_id, edition__current_of__isnull=False)
    return named.exists()


def _earlier(attestation: Attestation, publication: Publication) -> tuple[EarlierReview, ...]:
    before = Attestation.objects.filter(
        pk__in=publication.editions.values("attestation"), signed_at__lt=attestation.signed_at
    )
    return tuple(
        EarlierReview(number, signed_as, timezone.localdate(signed_at))
        for number, signed_as, signed_at in before.values_list("ledger_entry", "signed_as", "signed_at")
    )
