"""A clinician without an account takes back what they signed: by the link in the mail about it, and a code."""

import re

import pytest

from tests.factories import PersonFactory, ReviewerFactory, library
from tests.review.test_invitations import page, told, type_code, values_to_sign
from tests.review.workflows import draft_of, editor, in_review
from wellread.publishing.models import Publication
from wellread.review.attest import revoke
from wellread.review.invitations import TRIES, invite
from wellread.review.models import Attestation, LedgerEntry, Revocation
from wellread.review.workflow import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return editor()


@pytest.fixture
def signed(client, host, mailoutbox):
    """A published article that a guest has signed."""
    article, _review = in_review(host, title="A cough")
    guest = ReviewerFactory(person=PersonFactory(name="Guest Clinician"))
    invite(draft_of(article), guest, email="guest@example.org", user=host)
    link = re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]
    type_code(client, link, mailoutbox)
    response = client.post(f"{link}sign/", values_to_sign(article))
    assert "its link takes your signature back" in page(response)
    return article


@pytest.fixture
def link(signed, mailoutbox):
    """The address in the mail that confirms the signature, as far as its secret."""
    letter = next(one for one in reversed(mailoutbox) if one.to == ["guest@example.org"])
    assert letter.subject == "You have signed: A cough"
    assert Attestation.objects.get().statement in letter.body
    return re.search(r"/review/[^/]+/(?=take-back/)", letter.body)[0]


def test_the_link_and_a_code_take_the_signature_back(client, signed, link, host, mailoutbox):
    assert "to take back the signature under" in page(client.get(f"{link}take-back/", follow=True))
    type_code(client, link, mailoutbox)
    shown = page(client.get(f"{link}take-back/"))
    assert "“A cough”, which readers see now: it is withdrawn" in shown

    response = client.post(f"{link}take-back/", {"reason": "A study was retracted."})

    assert "is taken back. It covers nothing any more." in page(response)
    assert Publication.objects.get().current is None
    number = Invitation.objects.get(purpose="take_back").pk
    body = LedgerEntry.objects.get(kind="revocation").body
    assert (body["reason"], body["by"]) == ("A study was retracted.", f"invitation {number}")
    assert "A study was retracted." in told(signed, "revoked")[0]
    assert mailoutbox[-1].to == [host.email]
    assert "A study was retracted." in mailoutbox[-1].body


def test_without_the_code_nothing_is_shown_and_nothing_happens(client, link):
    assert client.get(f"{link}take-back/").status_code == 302

    client.post(f"{link}take-back/", {"reason": "By a thief."})

    assert not Revocation.objects.exists()


def test_it_needs_a_reason_and_the_link_stays(client, link, mailoutbox):
    type_code(client, link, mailoutbox)

    response = client.post(f"{link}take-back/", {"reason": " "})

    assert "Say why the signature is taken back" in page(response)
    assert Invitation.objects.get(purpose="take_back").outcome == "open"


def test_it_works_once(client, link, mailoutbox):
    type_code(client, link, mailoutbox)
    client.post(f"{link}take-back/", {"reason": "A mistake."})

    response = client.post(f"{link}take-back/", {"reason": "Again."})

    assert response.status_code == 410
    assert "You have taken your signature back" in page(response)
    assert Revocation.objects.count() == 1


@pytest.mark.parametrize("way", ["", "words/", "sign/", "changes/", "decline/"])
def test_the_link_opens_no_review(client, signed, link, mailoutbox, way):
    type_code(client, link, mailoutbox)
    address = f"{link}{way}"

    response = client.get(address) if way in ("", "words/") else client.post(address, values_to_sign(signed))

    assert response.status_code == 302
    assert response["Location"].endswith("/take-back/")
    assert Attestation.objects.count() == 1


def test_a_link_to_review_takes_nothing_back(client, host, mailoutbox):
    article, _review = in_review(host)
    invite(draft_of(article), ReviewerFactory(), email="guest@example.org", user=host)
    link = re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]
    type_code(client, link, mailoutbox)

    response = client.post(f"{link}take-back/", {"reason": "x"})

    assert response.status_code == 302
    assert not Revocation.objects.exists()


def test_five_wrong_codes_end_this_link_as_well(client, signed, link):
    client.post(f"{link}who/code/")
    for _ in range(TRIES):
        last = client.post(f"{link}who/confirm/", {"code": "no"})

    assert "Too many wrong codes" in page(last)
    assert client.get(f"{link}take-back/").status_code == 410
    assert not Revocation.objects.exists()


def test_what_somebody_else_took_back_before_is_said(client, link):
    revoke(Attestation.objects.get(), reason="By the lead.", by="lead", for_reviewer=True)

    response = client.get(f"{link}take-back/")

    assert response.status_code == 410
    assert "was taken back before" in page(response)


def test_an_invitation_to_review_again_leaves_the_link_open(client, signed, link, host):
    guest = Attestation.objects.get().reviewer

    invite(draft_of(signed), guest, email="guest@example.org", user=host)

    assert client.get(f"{link}who/").status_code == 200


def test_a_mail_that_cannot_be_sent_leaves_the_signature_and_says_so(client, host, mailoutbox, monkeypatch):
    article, _review = in_review(host)
    invite(draft_of(article), ReviewerFactory(), email="guest@example.org", user=host)
    link = re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]
    type_code(client, link, mailoutbox)

    def fail(self):
        raise ConnectionError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    response = client.post(f"{link}sign/", values_to_sign(article))

    assert "could not be sent" in page(response)
    assert Attestation.objects.exists()
    assert Invitation.objects.get(purpose="take_back").outcome == "not_sent"


def test_the_pages_and_letters_are_in_the_language_of_the_article(client, mailoutbox):
    library("es")
    host = editor()
    article, _review = in_review(host, language="es", title="Una tos")
    invite(draft_of(article), ReviewerFactory(), email="guest@example.org", user=host)
    link = re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]

    shown = page(client.get(f"{link}who/"))

    assert '<html lang="es">' in shown
