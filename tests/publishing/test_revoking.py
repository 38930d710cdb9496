"""A reviewer takes back their signature, or a lead for them: what follows is said before, and happens at once."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from tests.factories import ReviewerFactory, make_article, sign_article
from tests.review.workflows import PASSWORD, editor, lead, reviewer
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish
from wellread.review.models import LedgerEntry, Revocation
from wellread.review.verify import verify_ledger, verify_reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def signer():
    return reviewer()


@pytest.fixture
def signature(signer):
    article = make_article(title="A cough")
    signature = sign_article(article, signer)
    publish(article)
    return signature


def address(signature):
    return reverse("attestation_revoke", args=[signature.pk])


def page(response):
    return response.content.decode()


def test_what_follows_is_said_before(client, signer, signature):
    client.force_login(signer.user)

    shown = page(client.get(address(signature)))

    assert "“A cough”, which readers see now: it is withdrawn" in shown


def test_a_signature_taken_back_withdraws_what_stood_on_it(client, signer, signature):
    client.force_login(signer.user)

    client.post(address(signature), {"reason": "A study was retracted.", "password": PASSWORD})

    assert Revocation.objects.get().reason == "A study was retracted."
    assert Publication.objects.get().current is None
    assert "taken back on" in page(client.get(reverse("my_reviews")))


def test_the_password_is_asked_for_again(client, signer, signature):
    client.force_login(signer.user)

    response = client.post(address(signature), {"reason": "Why not", "password": "not mine"})

    assert "That is not your password" in page(response)
    assert not Revocation.objects.exists()


def test_it_needs_a_reason(client, signer, signature):
    client.force_login(signer.user)

    client.post(address(signature), {"reason": " ", "password": PASSWORD})

    assert not Revocation.objects.exists()


def test_it_is_done_once(client, signer, signature):
    client.force_login(signer.user)
    values = {"reason": "A study was retracted.", "password": PASSWORD}
    client.post(address(signature), values)

    assert "was taken back before" in page(client.post(address(signature), values))


@pytest.mark.parametrize("somebody", [editor, lambda: reviewer().user])
def test_neither_editors_nor_other_reviewers_take_back_a_signature(client, signature, somebody):
    client.force_login(somebody())

    response = client.post(address(signature), {"reason": "x", "password": PASSWORD})

    assert response.status_code == 302
    assert not Revocation.objects.exists()


def test_a_content_lead_takes_it_back_for_the_reviewer_and_the_ledger_names_both(client, signer, signature, mailoutbox):
    host = lead(username="theo")
    client.force_login(host)
    article = Publication.objects.get().article
    assert address(signature) in page(client.get(reverse("review_arrange", args=[article.pk])))
    assert "You take the signature back for them" in page(client.get(address(signature)))

    response = client.post(address(signature), {"reason": "She wrote to us.", "password": PASSWORD}, follow=True)

    assert "is taken back" in page(response)
    body = LedgerEntry.objects.get(kind="revocation").body
    assert (body["by"], body["on_behalf_of"], body["reason"]) == ("theo", signature.signed_as, "She wrote to us.")
    publication = Publication.objects.get()
    assert publication.current is None
    assert "on the reviewer’s behalf" in publication.withdrawn_reason
    assert mailoutbox[-1].to == [signer.user.email]
    assert "She wrote to us." in mailoutbox[-1].body
    assert "on the reviewer’s behalf" in page(client.get(f"/reviews/{signature.ledger_entry_id}/"))
    assert client.get(f"/reviews/{signature.ledger_entry_id}.json").json()["revoked_for_reviewer"] is True
    assert [fault for fault in verify_ledger() if fault.entry] == []
    assert list(verify_reviews()) == []


def test_a_lead_needs_a_reason_and_their_own_password(client, signature):
    client.force_login(lead())

    client.post(address(signature), {"reason": "  ", "password": PASSWORD})
    client.post(address(signature), {"reason": "She wrote to us.", "password": "not mine"})

    assert not Revocation.objects.exists()


def test_a_wrong_password_is_in_the_articles_history(client, signer, signature):
    client.force_login(signer.user)

    client.post(address(signature), {"reason": "Why not", "password": "not mine"})

    entry = PageLogEntry.objects.get(action="wellread.review.refused")
    assert "typed a wrong password" in entry.data["told"]


def test_a_reviewer_who_cannot_be_told_is_said(client, signer, signature):
    signer.user.email = ""
    signer.user.save()
    client.force_login(lead())

    response = client.post(address(signature), {"reason": "She wrote.", "password": PASSWORD}, follow=True)

    assert "No mail about it could be sent" in page(response)
    assert Revocation.objects.exists()


def test_another_signature_under_the_same_words_keeps_them_public(client, signer, signature):
    article = signature.ledger_entry.body["source_id"]
    sign_article(Publication.objects.get(source_id=article).article, ReviewerFactory())
    client.force_login(signer.user)
    assert "Readers lose nothing" in page(client.get(address(signature)))

    client.post(address(signature), {"reason": "I have left the field.", "password": PASSWORD})

    assert Publication.objects.get().current is not None
