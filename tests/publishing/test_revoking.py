"""A reviewer takes back their own signature: what follows is said before, and happens at once."""

import pytest
from django.urls import reverse

from tests.factories import ReviewerFactory, make_article, sign_article
from tests.review.workflows import PASSWORD, reviewer
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish
from wellread.review.models import Revocation

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


def test_nobody_takes_back_the_signature_of_another(client, signature, as_administrator):
    response = as_administrator.post(address(signature), {"reason": "x", "password": "password"})

    assert response.status_code == 302
    assert not Revocation.objects.exists()


def test_another_signature_under_the_same_words_keeps_them_public(client, signer, signature):
    article = signature.ledger_entry.body["source_id"]
    sign_article(Publication.objects.get(source_id=article).article, ReviewerFactory())
    client.force_login(signer.user)
    assert "Readers lose nothing" in page(client.get(address(signature)))

    client.post(address(signature), {"reason": "I have left the field.", "password": PASSWORD})

    assert Publication.objects.get().current is not None
