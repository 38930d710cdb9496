import json
import os
import random

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from joserfc.jwk import OKPKey

from tests.factories import make_published
from tests.review.tampering import TABLE, tamper
from wellread.publishing.models import Edition
from wellread.review import append_only
from wellread.review.errors import KeyMissingError
from wellread.review.head import Head, head_file, read_head, write_head
from wellread.review.keys import key_file, make_key, pin_key, pins_file
from wellread.review.ledger import append
from wellread.review.models import Attestation, LedgerEntry
from wellread.review.verify import verify_ledger, verify_reviews

pytestmark = pytest.mark.django_db
WAIVER = LedgerEntry.Kind.WAIVER
TAMPERINGS = int(os.environ.get("WELLREAD_TAMPERINGS", "100"))
"""The long run: WELLREAD_TAMPERINGS=1000 pytest tests/review/test_verify.py"""


@pytest.fixture
def own_home(settings, tmp_path):
    """A home with keys of its own."""
    settings.WELLREAD_HOME = tmp_path
    settings.WELLREAD_KEYS = tmp_path / "keys"
    make_key()
    pin_key()
    return tmp_path


@pytest.fixture
def ledger(own_home, django_capture_on_commit_callbacks):
    """Twenty entries, and their end written down outside the database."""
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            append(WAIVER, {"reason": f"Reason {number} — with “signs” and é", "by": "x"})
    return own_home


def sentences():
    return [fault.sentence for fault in verify_ledger()]


def test_a_ledger_as_it_was_written_has_no_fault(ledger):
    assert verify_ledger() == []
    assert read_head() == Head(20, LedgerEntry.objects.get(number=20).hash)


def test_an_empty_ledger_has_no_fault(own_home):
    assert verify_ledger() == []


@pytest.mark.parametrize("seed", range(TAMPERINGS))
def test_each_tampering_is_named_by_its_first_entry(ledger, seed):
    way, number = tamper(random.Random(seed))

    found = verify_ledger()

    assert found, f"{way} of entry {number} was not noticed"
    assert found[0].entry == number, (way, found[0])


def test_the_last_rows_gone_are_noticed_by_the_head_alone(ledger):
    append_only.lift()
    LedgerEntry.objects.filter(number__gt=17)._raw_delete("default")

    [fault] = verify_ledger()

    assert fault.entry == 18
    assert "knows 20 entries" in fault.sentence


def test_a_head_that_came_too_late_is_no_fault(ledger):
    # The process ended between the commit and the writing of the head.
    append(WAIVER, {"reason": "one more", "by": "x"})

    assert verify_ledger() == []


@pytest.mark.parametrize("old, new", [('"number": 20', '"number": 19'), ("{", "["), ("signature", "Signature")])
def test_a_head_that_somebody_wrote_is_a_fault(ledger, old, new):
    head_file().write_text(head_file().read_text().replace(old, new, 1))

    assert "head.json" in sentences()[0]


def test_a_head_that_is_gone_is_a_fault(ledger):
    head_file().unlink()

    assert "is missing" in sentences()[0]


def test_the_head_never_goes_back(ledger):
    write_head(Head(3, "x" * 64))

    assert read_head().number == 20


def test_another_key_cannot_sign_and_is_named(ledger, django_capture_on_commit_callbacks):
    other = OKPKey.generate_key("Ed25519", auto_kid=True)
    key_file().write_text(json.dumps(other.as_dict(private=True)))

    assert "not the one that signed so far" in sentences()[0]
    with pytest.raises(KeyMissingError, match="not the one that signed so far"):
        append(WAIVER, {"reason": "by a thief"})


def test_another_key_that_is_pinned_as_well_fails_at_the_first_entry(ledger):
    key_file().unlink()
    pins_file().unlink()
    make_key()
    pin_key()

    assert verify_ledger()[0].entry == 1


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET kind = 'x' WHERE number = 1",
        f"DELETE FROM {TABLE}",
        f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 1",
        f"INSERT OR REPLACE INTO {TABLE} SELECT 99, kind, at, body, previous_hash, hash, signature FROM {TABLE}",
    ],
)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the statements are SQLite's")
def test_the_database_itself_refuses_to_change_the_ledger(ledger, statement):
    append_only.guard()

    refused = pytest.raises((IntegrityError, OperationalError), match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert verify_ledger() == []


def test_a_trigger_that_is_gone_or_says_something_else_is_missed(db):
    append_only.guard()
    assert append_only.missing_guards() == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_no_update")
        cursor.execute("DROP TRIGGER ledger_no_delete")
        cursor.execute(f"CREATE TRIGGER ledger_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT 1; END")

    assert append_only.missing_guards() == ["ledger_no_update", "ledger_no_delete"]


def test_a_review_rests_on_its_entry(db):
    make_published(title="A lump in the neck")
    assert list(verify_reviews()) == []

    Attestation.objects.update(signed_as="Somebody Else, M.D.")

    [fault] = verify_reviews()
    assert "is altered" in fault.sentence


def test_a_signature_that_is_gone_is_named(db):
    make_published(title="A lump in the neck")
    Edition.objects.update(attestation=None)
    number = Attestation.objects.get().ledger_entry_id
    Attestation.objects.all()._raw_delete("default")

    assert [fault.entry for fault in verify_reviews()] == [number]
