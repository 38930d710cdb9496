"""A review as its page and its JSON show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from wellread.articles.wording import Wording
from wellread.publishing.stamps import SignedReview, Standing
from wellread.review.coverage import Status
from wellread.review.models import LedgerEntry
from wellread.website.addresses import absolute, article_address
from wellread.website.article_page import person_address

LINE_OF = {Standing.CURRENT: Status.CURRENT, Standing.OVERDUE: Status.OVERDUE, Standing.SUPERSEDED: Status.CURRENT}
"""Which line and seal a standing has; all others have none."""

HEADING_WORDS = 12


@dataclass(frozen=True)
class Part:
    """A part of the signed words, as a reader finds it on the page."""

    name: str
    words: int


@dataclass(frozen=True)
class EarlierLine:
    """An earlier review of the article."""

    number: int
    signed_as: str
    on: date
    url: str


@dataclass(frozen=True)
class StampPage:
    """All that the template of a review shows; addresses are empty where nothing stands behind them."""

    number: int
    standing: Standing
    verdict: str
    line: Status
    signed_as: str
    signed_on: date
    review_due: date
    days_left: int
    revoked_on: date | None
    corrections: tuple[date, ...]
    person_url: str
    licence: str
    interests: str
    headline: str
    language: str
    article_url: str
    edition: int
    changes_url: str
    digest: str
    parts: tuple[Part, ...]
    earlier: tuple[EarlierLine, ...]
    entry_hash: str
    json_url: str
    api_url: str
    keys_url: str
    canonical: str


def stamp_page(found: SignedReview, *, today: date) -> StampPage:
    signed, publication = found.attestation, found.publication
    public = publication.current is not None
    article_url = article_address(publication.slug, language=publication.language)
    return StampPage(
        number=found.number,
        standing=found.standing,
        verdict=verdict(found.standing, for_reviewer=found.revoked_for_reviewer),
        line=LINE_OF.get(found.standing, Status.NONE),
        signed_as=signed.signed_as,
        signed_on=timezone.localdate(signed.signed_at),
        review_due=signed.review_due,
        days_left=(signed.review_due - today).days,
        revoked_on=found.revoked_on,
        corrections=tuple(one.on for one in found.corrections),
        person_url=person_address(signed.reviewer.person.slug) if found.reviewer_has_page else "",
        licence=signed.reviewer.licence,
        interests=signed.reviewer.conflicts_of_interest,
        headline=found.edition.headline,
        language=publication.language,
        article_url=article_url,
        edition=found.edition.number,
        changes_url=changes_address(publication.slug, language=publication.language) if public else "",
        digest=signed.digest,
        parts=tuple(parts_of(found.wording)),
        earlier=tuple(
            EarlierLine(one.number, one.signed_as, one.signed_on, reverse("website:stamp", args=[one.number]))
            for one in found.earlier
        ),
        entry_hash=signed.ledger_entry.hash,
        json_url=reverse("stamp_json", args=[found.number]),
        api_url=api_address(found) if public else "",
        keys_url=reverse("jwks"),
        canonical=absolute(reverse("website:stamp", args=[found.number])),
    )


def verdict(standing: Standing, *, for_reviewer: bool = False) -> str:
    """Return the answer to the only question that most people have."""
    if for_reviewer:
        return _("No, this signature was taken back on the reviewer’s behalf.")
    match standing:
        case Standing.CURRENT:
            return _("Yes, this review covers today’s words.")
        case Standing.OVERDUE:
            return _("This review covers today’s words, but the next one is overdue.")
        case Standing.SUPERSEDED:
            return _("This review covers today’s words, and a newer one has taken its place.")
        case Standing.CHANGED:
            return _("No, the words have changed since this review.")
        case Standing.REVOKED:
            return _("No, the reviewer took this signature back.")
        case Standing.WITHDRAWN:
            return _("No, the article was withdrawn.")


def parts_of(wording: Sequence[Wording]) -> Iterator[Part]:
    """Yield the signed words in parts: the head, each question or heading with what is under it, the references."""
    name, words = _("Headline and summary"), 0
    for piece in wording:
        started = _part_begins(piece)
        if started and started != name:
            if words:
                yield Part(name, words)
            name, words = started, 0
        words += len(piece["text"].split())
    if words:
        yield Part(name, words)


def _part_begins(piece: Wording) -> str:
    match piece["kind"]:
        case "question" | "heading":
            return Truncator(piece["text"]).words(HEADING_WORDS, truncate="…")
        case "reference":
            return _("References")
        case "get_help":
            return _("When to get help")
        case "key_fact":
            return _("Key facts")
        case _:
            return ""


def changes_address(slug: str, *, language: str) -> str:
    with override(language):
        return reverse("website:changes", args=[slug])


def api_address(found: SignedReview) -> str:
    path = reverse("api:article", args=[found.publication.slug])
    return f"{path}?language={found.publication.language}"


def stamp_values(found: SignedReview) -> dict[str, Any]:
    """Return all that is public about a review, so that anyone can check it: see docs/cadence.md."""
    signed, publication = found.attestation, found.publication
    current = publication.current
    with override(publication.language):
        own_page = absolute(reverse("website:stamp", args=[found.number]))
        person = absolute(person_address(signed.reviewer.person.slug)) if found.reviewer_has_page else None
    return {
        "id": found.number,
        "url": own_page,
        "status": found.standing.value,
        "covers_current_words": found.covers_current_words,
        "article": {
            "source_id": publication.source_id,
            "language": publication.language,
            "headline": found.edition.headline,
            "edition": found.edition.number,
            "current_edition": current.number if current else None,
            "current_digest": current.digest if current else None,
            "url": absolute(article_address(publication.slug, language=publication.language)),
            "api_url": absolute(api_address(found)) if current else None,
        },
        "reviewer": {
            "signed_as": signed.signed_as,
            "url": person,
            "licence": signed.reviewer.licence,
            "conflicts_of_interest": signed.reviewer.conflicts_of_interest,
        },
        "signed_at": signed.signed_at.astimezone(UTC).isoformat(),
        "review_due": signed.review_due.isoformat(),
        "revoked_on": found.revoked_on.isoformat() if found.revoked_on else None,
        "revoked_for_reviewer": found.revoked_for_reviewer,
        "corrections": [
            {"on": one.on.isoformat(), "digest": one.digest, **_entry(one.entry)} for one in found.corrections
        ],
        "digest": signed.digest,
        "medical_wording": list(found.wording) or None,
        "ledger_entry": entry_values(found),
        "keys_url": absolute(reverse("jwks")),
    }


def entry_values(found: SignedReview) -> dict[str, Any]:
    """Return the ledger entry, whole, so that its hash can be computed."""
    entry = found.attestation.ledger_entry
    return {
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC).isoformat(),
        "body": entry.body,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "signature": entry.signature,
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    """Return where an entry stands in the ledger; its body names editors, who are not public."""
    return {"ledger_entry": entry.number, "hash": entry.hash, "signature": entry.signature}
