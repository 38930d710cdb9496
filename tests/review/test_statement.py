"""The sentence that a signer saw is kept: with the signature, and in the ledger."""

import pytest
from django.urls import reverse

from tests.factories import make_article, sign_article
from tests.review.workflows import in_review, post_sign, posted, reviewer
from wellread.review.ledger import append
from wellread.review.models import Attestation, LedgerEntry
from wellread.review.verify import verify_ledger, verify_reviews

pytestmark = pytest.mark.django_db


def test_the_sentence_on_the_screen_is_the_one_that_is_kept(client):
    article, _review = in_review(title="A cough")
    one = reviewer(name="Rhea Reviewer")
    client.force_login(one.user)
    screen = client.get(reverse("review_screen", args=[article.pk])).context["screen"]

    post_sign(client, article)

    signed = Attestation.objects.get()
    assert signed.statement == signed.ledger_entry.body["statement"] == screen.statement
    assert signed.statement.startswith("I, Rhea Reviewer, M.D., have read exactly these words of “A cough”.")


def test_another_sentence_than_the_one_that_was_shown_is_not_signed(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)
    values = posted(article, one)
    one.person.name = "Somebody Else"
    one.person.save()

    response = client.post(reverse("review_sign", args=[article.pk]), values, follow=True)

    assert "is not the one that you saw" in response.content.decode()
    assert not Attestation.objects.exists()


def test_a_sentence_that_somebody_changed_is_named(article):
    signed = sign_article(article)
    Attestation.objects.update(statement="I have seen nothing.")

    [fault] = verify_reviews()

    assert fault.entry == signed.ledger_entry_id


def test_an_entry_from_before_sentences_were_kept_still_verifies(article):
    signed = sign_article(make_article(title="Elsewhere"))
    old = {name: value for name, value in signed.ledger_entry.body.items() if name != "statement"}
    Attestation.objects.update(
        statement="", ledger_entry=append(LedgerEntry.Kind.ATTESTATION, old, at=signed.signed_at)
    )

    faults = [fault.sentence for fault in verify_reviews()]

    # Only the newer entry has lost its signature here: the older one, which has no sentence, is as it was written.
    assert faults == [f"What entry {signed.ledger_entry_id} tells of is gone: it is a attestation."]
    Attestation.objects.update(statement="A sentence that nobody signed.")
    assert len(list(verify_reviews())) == 2


def test_the_ledger_verifies_with_sentences_in_it(article):
    sign_article(article)

    assert [fault for fault in verify_ledger() if fault.entry] == []
    assert list(verify_reviews()) == []
