"""Append to the ledger: each entry carries the hash of the one before, and the installation's signature."""

import hashlib
from datetime import UTC, datetime
from functools import partial
from typing import Any

import rfc8785
from django.db import connection, transaction
from django.utils import timezone
from joserfc import jws

from wellread.review.head import Head, write_head
from wellread.review.keys import signing_key
from wellread.review.models import LedgerEntry

GENESIS = "0" * 64
"""What stands for the hash of the entry before the first."""


@transaction.atomic
def append(kind: LedgerEntry.Kind, body: dict[str, Any], *, at: datetime | None = None) -> LedgerEntry:
    """Write the next entry, in the caller's transaction; raise KeyMissingError without a key."""
    last = _last_entry()
    number = last.number + 1 if last else 1
    previous = last.hash if last else GENESIS
    when = at or timezone.now()
    digest = entry_hash(number=number, kind=kind, at=when, body=body, previous_hash=previous)
    entry = LedgerEntry.objects.create(
        number=number,
        kind=kind,
        at=when,
        body=body,
        previous_hash=previous,
        hash=digest,
        signature=sign_hash(digest),
    )
    # A head that could not be written is logged and is written with the next entry, or by the next tick.
    transaction.on_commit(partial(write_head, Head(number, digest)), robust=True)
    return entry


def _last_entry() -> LedgerEntry | None:
    """Return the last entry, locked until the transaction ends.

    Who waits for that lock gets the entry that was the last when they began to wait: so look whether one followed.
    """
    entries = LedgerEntry.objects.select_for_update().order_by("-number")
    last = entries.first()
    while (
        last and connection.features.has_select_for_update and (newer := entries.filter(number__gt=last.number).first())
    ):
        last = newer
    return last


def entry_hash(*, number: int, kind: str, at: datetime, body: dict[str, Any], previous_hash: str) -> str:
    """Return SHA-256, in hexadecimal, over the RFC 8785 form of an entry without hash and signature."""
    values: dict[str, Any] = {
        "number": number,
        "kind": str(kind),
        "at": at.astimezone(UTC).isoformat(),
        "body": body,
        "previous_hash": previous_hash,
    }
    return hashlib.sha256(rfc8785.dumps(values)).hexdigest()


def sign_hash(digest: str) -> str:
    """Return a compact JWS (RFC 7515, algorithm Ed25519 of RFC 9864) whose payload is the hash."""
    key = signing_key()
    return jws.serialize_compact({"alg": "Ed25519", "kid": key.kid}, digest.encode(), key, algorithms=["Ed25519"])


def keep_head() -> None:
    """Write the end of the ledger down if that did not happen when it was written: the process was killed between."""
    last = LedgerEntry.objects.order_by("-number").first()
    if last:
        write_head(Head(last.number, last.hash))
