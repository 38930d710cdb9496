import json

import pytest

from tests.factories import make_published
from wellread.publishing.models import Edition
from wellread.review import append_only
from wellread.review.models import Attestation, LedgerEntry
from wellread.review.verify import verify_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(prepared_home, django_capture_on_commit_callbacks):
    """A home with a published article that a reviewer signed."""
    append_only.guard()
    with django_capture_on_commit_callbacks(execute=True):
        make_published(title="A lump in the neck")
    return prepared_home


def test_what_is_as_it_was_written_verifies(signed, wellread):
    ended = wellread("review", "verify")

    assert (ended.code, ended.errors.count("fault")) == (0, 0)
    assert "1 ledger entries and 1 current editions" in ended.output


def test_an_altered_entry_is_named_and_the_command_ends_with_4(signed, wellread):
    append_only.lift()
    LedgerEntry.objects.update(body={"signed_as": "Somebody Else, M.D."})
    append_only.guard()

    ended = wellread("review", "verify", "--json")

    assert ended.code == 4
    assert json.loads(ended.output)["faults"][0]["entry"] == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"reviewed_by": "Somebody Else, M.D."},
        {"digest": "0" * 64},
        {"headline": "Another headline"},
        {"basis": "information"},
        {"review_due": "2099-01-01"},
        {"content": {}},
        {"attestation": None},
    ],
)
def test_an_edition_that_tells_something_else_is_named(signed, wellread, changed):
    Edition.objects.update(**changed)

    ended = wellread("review", "verify")

    assert ended.code == 4
    assert "a-lump-in-the-neck" in ended.output


def test_an_edition_whose_words_were_changed_is_named(signed, wellread):
    edition = Edition.objects.get()
    Edition.objects.update(content={**edition.content, "summary": "Other words."})

    ended = wellread("review", "verify")

    assert "its words are not those" in ended.output


def test_a_signature_that_was_given_to_another_is_named(signed, wellread):
    Attestation.objects.update(signed_as="Somebody Else, M.D.")

    assert "entry 1 is altered" in wellread("review", "verify").output


def test_missing_triggers_are_named_here_and_by_the_doctor(signed, wellread):
    append_only.lift()

    assert "ledger_no_delete" in wellread("review", "verify").output
    assert "ledger_no_delete" in wellread("doctor").output


def test_the_tick_writes_down_an_end_that_was_missed(signed, wellread):
    (signed / "ledger" / "head.json").unlink()
    assert verify_ledger()

    wellread("tick")

    assert verify_ledger() == []
