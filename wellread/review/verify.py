"""Check the ledger against itself, its signatures, its head outside the database, and the reviews that rest on it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import CharField, Model, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from wellread.articles.wording import wording_digest
from wellread.review.clock import Lapse
from wellread.review.errors import KeyMissingError, LedgerHeadError
from wellread.review.head import Head, head_file, read_head
from wellread.review.keys import pinned_keys, signing_key
from wellread.review.ledger import GENESIS, entry_hash
from wellread.review.models import (
    Attestation,
    LedgerEntry,
    MinorChange,
    ReportedReview,
    Revocation,
    SpecialtyException,
    Waiver,
)

_COLUMNS = ("number", "kind", "at", "body", "previous_hash", "hash", "signature")
_AT_ONCE = 500


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: the number of the entry, 0 for what is no entry, and a sentence."""

    entry: int
    sentence: str


@dataclass(frozen=True)
class _Entry:
    """An entry as it lies in the database, and what it says."""

    number: int
    kind: str
    at: datetime
    body: dict[str, Any]
    previous_hash: str
    hash: str
    signature: str


def verify_ledger() -> list[Fault]:
    """Return all faults of keys, entries and head, the first entry that is not right before the others."""
    try:
        keys = pinned_keys()
        signing_key()
    except KeyMissingError as error:
        return [Fault(0, str(error))]
    faults: list[Fault] = []
    last = Head(0, GENESIS)
    for number, row in _rows():
        found = _fault_of(number, row, last, keys)
        if found:
            faults.append(found)
        last = Head(number, str(row.get("hash", "")) if row else "")
    return [*faults, *_faults_of_head(last)]


def _rows() -> Iterator[tuple[int, Mapping[str, str] | None]]:
    """Yield each entry's number and its columns as text, in order; None for a row that cannot be read."""
    as_text = {f"raw_{name}": Cast(name, TextField()) for name in _COLUMNS}
    entries = LedgerEntry.objects.order_by("number").annotate(**as_text)
    numbers = list(LedgerEntry.objects.order_by("number").values_list(Cast("number", CharField()), flat=True))
    wanted = [number for number in numbers if number is not None]
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        try:
            found = {row["raw_number"]: row for row in entries.filter(number__in=some).values(*as_text)}
        except (DatabaseError, ValueError):
            found = {number: _row(entries.filter(number=number), as_text) for number in some}
        for number in some:
            row = found.get(number)
            yield _whole(number), row and {name: row[f"raw_{name}"] for name in _COLUMNS}


def _row(entry: Any, columns: Mapping[str, Any]) -> Mapping[str, str] | None:
    try:
        found: Mapping[str, str] | None = entry.values(*columns).first()
    except (DatabaseError, ValueError):
        return None
    return found


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else -1


def _fault_of(number: int, row: Mapping[str, str] | None, before: Head, keys: KeySet) -> Fault | None:
    """Return what is wrong with an entry that follows another one, or None."""
    if number != before.number + 1:
        missing = before.number + 1
        if number > missing:
            return Fault(missing, f"Entry {missing} is missing: entry {number} follows entry {before.number}.")
        return Fault(number, f"Entry {number} is out of order.")
    entry = _read(row)
    if entry is None:
        return Fault(number, f"Entry {number} is altered: it is not in the form in which entries are written.")
    if entry.previous_hash != before.hash:
        return Fault(
            number, f"Entry {number} is altered or out of order: it does not carry the hash of the one before."
        )
    if _hash(entry) != entry.hash:
        return Fault(number, f"Entry {number} is altered: its words do not have the hash that it carries.")
    if not _is_signed(entry, keys):
        return Fault(number, f"Entry {number} is altered: no key of this installation signed it.")
    return None


def _read(row: Mapping[str, str] | None) -> _Entry | None:
    """Return an entry if each of its columns is written just as `ledger.append` writes it."""
    if row is None or any(value is None for value in row.values()):
        return None
    try:
        body, at = json.loads(row["body"]), datetime.fromisoformat(row["at"])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        written = {**row, "number": str(int(row["number"]))}
        if connection.vendor == "sqlite":
            # Only there the database keeps the very letters that were written.
            written |= {"at": str(connection.ops.adapt_datetimefield_value(at)), "body": json.dumps(body)}
    except ValueError:
        return None
    if written != dict(row) or not isinstance(body, dict):
        return None
    return _Entry(**{**row, "number": int(row["number"]), "at": at, "body": body})  # type: ignore[arg-type]


def _hash(entry: _Entry) -> str:
    return entry_hash(
        number=entry.number, kind=entry.kind, at=entry.at, body=entry.body, previous_hash=entry.previous_hash
    )


def _is_signed(entry: _Entry, keys: KeySet) -> bool:
    try:
        signed = jws.deserialize_compact(entry.signature, keys, algorithms=["Ed25519"])
        spelled = entry.signature.rpartition(".")[2].encode() + b"=="
        # Base64 has several spellings of the same bytes; only the one that is written here is accepted.
        return signed.payload == entry.hash.encode() and urlsafe_b64encode(urlsafe_b64decode(spelled)) == spelled
    except (JoseError, ValueError):
        return False


def _faults_of_head(last: Head) -> Iterator[Fault]:
    try:
        head = read_head()
    except (LedgerHeadError, KeyMissingError) as error:
        yield Fault(0, str(error))
        return
    if head is None:
        if last.number:
            yield Fault(0, f"{head_file()} is missing: that no entry was taken from the end cannot be shown.")
    elif head.number > last.number:
        yield Fault(last.number + 1, f"Entry {last.number + 1} is missing: {head_file()} knows {head.number} entries.")
    elif _hash_of(head.number) != head.hash:
        yield Fault(head.number, f"Entry {head.number} is altered: {head_file()} knows another hash of it.")


def _hash_of(number: int) -> str:
    return LedgerEntry.objects.filter(number=number).values_list("hash", flat=True).first() or ""


def verify_reviews() -> Iterator[Fault]:
    """Yield what signatures, reported reviews and waivers say differently from the entry that each rests on."""
    bound: dict[str, set[int]] = {kind: set() for kind in _TELL}
    for kind, (model, tell) in _TELL.items():
        rows: Iterator[Any] = model._default_manager.select_related("ledger_entry").order_by("ledger_entry").iterator()
        for one in rows:
            entry = one.ledger_entry
            bound[kind].add(entry.number)
            # Older entries do not tell all that newer ones do; what they do not tell is empty.
            told = {name: value for name, value in tell(one).items() if name in _ALWAYS_TOLD or name in entry.body}
            altered = {name: entry.body.get(name, "") for name in told} != told or not _is_of_then(one, entry)
            if entry.kind != kind or altered:
                yield Fault(entry.number, f"The {entry.get_kind_display()} of entry {entry.number} is altered: {one}.")
    for number, kind in LedgerEntry.objects.filter(kind__in=_TELL).order_by("number").values_list("number", "kind"):
        if number not in bound[kind]:
            yield Fault(number, f"What entry {number} tells of is gone: it is a {LedgerEntry.Kind(kind).label}.")


def _is_of_then(one: Any, entry: LedgerEntry) -> bool:
    """Return whether a row was written in the moment of its entry, where it says a moment at all."""
    return getattr(one, "signed_at", entry.at) == getattr(one, "at", entry.at) == entry.at


def _attestation(one: Attestation) -> dict[str, Any]:
    return {
        "digest": one.digest if wording_digest(one.wording) == one.digest else "",
        "language": one.language,
        "reviewer": one.reviewer_id,
        "signed_as": one.signed_as,
        "signed_on": timezone.localdate(one.signed_at).isoformat(),
        "review_due": one.review_due.isoformat(),
        "statement": one.statement,
    }


def _reported(one: ReportedReview) -> dict[str, Any]:
    told = {"source_id": one.source_id, "digest": one.digest, "by": one.by, "on": one.on.isoformat()}
    return {**told, "review_due": one.review_due.isoformat()}


def _waiver(one: Waiver) -> dict[str, Any]:
    return {"source_id": one.source_id, "digest": one.digest, "reason": one.reason, "by": one.waived_by}


def _revocation(one: Revocation) -> dict[str, Any]:
    return {"attestation": one.attestation.ledger_entry_id, "reason": one.reason, "by": one.by}


def _minor_change(one: MinorChange) -> dict[str, Any]:
    return {
        "attestation": one.attestation.ledger_entry_id,
        "digest": one.digest if wording_digest(one.wording) == one.digest else "",
        "marked_by": one.marked_by,
        "confirmed_by": one.confirmed_by,
    }


def _exception(one: SpecialtyException) -> dict[str, Any]:
    return {"reviewer": one.reviewer_id, "source_id": one.source_id, "reason": one.reason, "by": one.granted_by}


def _lapse(one: Lapse) -> dict[str, Any]:
    return {"source_id": one.source_id, "edition": one.edition, "review_due": one.review_due.isoformat()}


_ALWAYS_TOLD = frozenset({"digest", "statement"})
_TELL: dict[str, tuple[type[Model], Any]] = {
    LedgerEntry.Kind.ATTESTATION: (Attestation, _attestation),
    LedgerEntry.Kind.REPORTED: (ReportedReview, _reported),
    LedgerEntry.Kind.WAIVER: (Waiver, _waiver),
    LedgerEntry.Kind.REVOCATION: (Revocation, _revocation),
    LedgerEntry.Kind.CONFIRMATION: (MinorChange, _minor_change),
    LedgerEntry.Kind.EXCEPTION: (SpecialtyException, _exception),
    LedgerEntry.Kind.OVERDUE: (Lapse, _lapse),
}
