"""Whoever opens a link signs as the clinician that it is for: so an editor cannot send it to just anybody."""

import pytest
from django.utils import timezone

from tests.factories import PersonFactory, ReviewerFactory
from tests.review.workflows import draft_of, editor, in_review, lead, reviewer
from wellread.review.errors import NotEntitledError
from wellread.review.invitations import invite
from wellread.review.workflow import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return editor(email="editor@example.org")


@pytest.fixture
def draft(host):
    article, _review = in_review(host)
    return draft_of(article)


@pytest.fixture
def clinician():
    return ReviewerFactory(person=PersonFactory(name="Xenia Known"))


def confirmed(draft, who, address):
    """Let somebody have been invited and have typed the code."""
    invite(draft, who, email=address, user=lead())
    Invitation.objects.filter(reviewer=who).update(confirmed_at=timezone.now())


def test_an_editor_does_not_invite_a_known_clinician_at_an_address_of_their_own(draft, host, clinician):
    with pytest.raises(NotEntitledError, match="belongs to an account here"):
        invite(draft, clinician, email="Editor@Example.org", user=host)

    assert not Invitation.objects.exists()


def test_who_has_an_account_is_invited_at_its_address_only(draft, host):
    known = reviewer(name="Xenia Known")

    with pytest.raises(NotEntitledError, match="goes to its address only"):
        invite(draft, known, email="somebody@example.org", user=host)
    invite(draft, known, email=known.user.email.upper(), user=host)

    assert Invitation.objects.count() == 1


def test_who_typed_a_code_once_gets_a_new_address_from_a_lead_only(draft, host, clinician):
    confirmed(draft, clinician, "xenia@example.org")

    with pytest.raises(NotEntitledError, match="A content lead can invite them at a new one"):
        invite(draft, clinician, email="other@example.net", user=host)
    invite(draft, clinician, email="XENIA@example.org", user=host)
    invite(draft, clinician, email="other@example.net", user=lead())


def test_an_address_that_nobody_confirmed_can_be_mended(draft, host, clinician):
    invite(draft, clinician, email="xeina@example.org", user=host)

    invite(draft, clinician, email="xenia@example.org", user=host)

    assert Invitation.objects.get(outcome="open").email == "xenia@example.org"


def test_two_clinicians_do_not_share_an_address(draft, host, clinician):
    confirmed(draft, clinician, "xenia@example.org")

    with pytest.raises(NotEntitledError, match="an address of their own"):
        invite(draft, ReviewerFactory(), email="xenia@example.org", user=host)
