"""The end of the ledger, signed and written outside the database, beside the keys that may sign it.

A chain of hashes shows whether something inside it was changed. That its last entries are gone it cannot show.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rfc8785
from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError

from wellread.review.errors import LedgerHeadError
from wellread.review.keys import pinned_keys, signing_key


@dataclass(frozen=True)
class Head:
    """The last entry of the ledger: its number and its hash."""

    number: int
    hash: str


def head_file() -> Path:
    return Path(settings.WELLREAD_HOME) / "ledger" / "head.json"


def read_head() -> Head | None:
    """Return what was written down last, None before the first; raise LedgerHeadError if that is not our writing."""
    try:
        text = head_file().read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerHeadError(f"{head_file()} cannot be read: {error}.") from error
    try:
        values = json.loads(text)
        signed = jws.deserialize_compact(values["signature"], pinned_keys(), algorithms=["Ed25519"])
        head = Head(int(values["number"]), str(values["hash"]))
        if signed.payload != _payload(head) or text != _text(head, values["signature"]):
            raise LedgerHeadError(f"{head_file()} says something else than what was signed.")
    except (ValueError, KeyError, TypeError, JoseError) as error:
        raise LedgerHeadError(f"{head_file()} is damaged, or signed by another key: {error}.") from error
    return head


def write_head(head: Head) -> None:
    """Write down the end of the ledger, unless a later one stands there already."""
    with _locked():
        try:
            known = read_head()
        except LedgerHeadError:
            # Left as it is: `wellread review verify` tells of it, and writing over it would hide that.
            return
        if known and known.number >= head.number:
            return
        key = signing_key()
        signature = jws.serialize_compact(
            {"alg": "Ed25519", "kid": key.kid}, _payload(head), key, algorithms=["Ed25519"]
        )
        beside = head_file().with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(_text(head, signature))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(head_file())


def _payload(head: Head) -> bytes:
    return rfc8785.dumps({"number": head.number, "hash": head.hash})


def _text(head: Head, signature: str) -> str:
    return json.dumps({"number": head.number, "hash": head.hash, "signature": signature}, indent=2) + "\n"


@contextmanager
def _locked() -> Iterator[None]:
    head_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = os.open(head_file().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
