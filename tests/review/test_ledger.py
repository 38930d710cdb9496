import hashlib
import json
from datetime import UTC, datetime

import pytest
import rfc8785
from joserfc import jws
from joserfc.jwk import KeySet

from wellread.review import keys
from wellread.review.errors import KeyMissingError
from wellread.review.keys import make_key, public_keys
from wellread.review.ledger import GENESIS, append
from wellread.review.models import LedgerEntry

pytestmark = pytest.mark.django_db
WAIVER = LedgerEntry.Kind.WAIVER


def test_each_entry_carries_the_hash_of_the_one_before():
    first = append(WAIVER, {"reason": "one"})
    second = append(WAIVER, {"reason": "two"})

    assert (first.number, first.previous_hash) == (1, GENESIS)
    assert (second.number, second.previous_hash) == (2, first.hash)


def test_the_hash_is_sha256_over_the_canonical_json_of_the_entry():
    at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    entry = append(WAIVER, {"reason": "Übung", "by": "x"}, at=at)

    canonical = rfc8785.dumps(
        {
            "number": 1,
            "kind": "waiver",
            "at": "2026-11-23T08:00:00+00:00",
            "body": {"reason": "Übung", "by": "x"},
            "previous_hash": "0" * 64,
        }
    )
    assert entry.hash == hashlib.sha256(canonical).hexdigest()


def test_a_stored_entry_hashes_to_the_same_value():
    entry = append(WAIVER, {"reason": "one"})

    stored = LedgerEntry.objects.get(number=entry.number)

    assert stored.at == entry.at
    assert stored.hash == entry.hash


def test_the_signature_verifies_with_the_public_key_set():
    entry = append(WAIVER, {"reason": "one"})

    verified = jws.deserialize_compact(entry.signature, KeySet.import_key_set(public_keys()), algorithms=["Ed25519"])

    assert verified.payload == entry.hash.encode()


def test_the_public_keys_hold_no_private_half():
    assert "d" not in json.dumps(public_keys()).replace("kid", "").replace("Ed25519", "").split('"')


def test_a_key_is_made_once_and_only_its_owner_can_read_it(settings, tmp_path):
    settings.WELLREAD_KEYS = tmp_path / "keys"

    assert make_key()
    made = keys.key_file().read_text()

    assert not make_key()
    assert keys.key_file().read_text() == made
    assert keys.key_file().stat().st_mode & 0o777 == 0o600


def test_without_a_key_nothing_is_appended_and_the_error_says_what_to_do(settings, tmp_path):
    settings.WELLREAD_HOME = tmp_path
    settings.WELLREAD_KEYS = tmp_path / "none"

    with pytest.raises(KeyMissingError, match="wellread setup"):
        append(WAIVER, {"reason": "one"})

    assert public_keys() == {"keys": []}
    assert not LedgerEntry.objects.exists()
