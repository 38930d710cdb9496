"""Whoever may not sign gets a clear sentence, and the article's history keeps it: one way after another."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import PersonFactory, ReviewerFactory, TermFactory
from tests.review.test_invitations import page, told, type_code, values_to_sign
from tests.review.workflows import change, draft_of, editor, in_review, post_sign, reviewer
from wellread.articles.models import ArticleAuthor
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.review.invitations import TRIES, invite
from wellread.review.models import Attestation, WrongPassword
from wellread.review.workflow import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article, _review = in_review(editor(), title="A cough")
    return article


def expired(article, one):
    one.credentials_valid_until = date(2020, 1, 1)
    one.save()


def own_article(article, one):
    draft = draft_of(article)
    draft.authors = [ArticleAuthor(person=one.person)]
    draft.save_revision()


def own_account(article, one):
    draft_of(article).save_revision(user=one.user)


def only_expert(article, one):
    change(article, body=[("quote", {"words": "It is common.", "person": one.person})])


def wrong_specialty(article, one):
    one.specialties.add(TermFactory(name="Teeth"))


def wrong_language(article, one):
    one.languages.create(language="es")


def left(article, one):
    one.active = False
    one.save()


REFUSED = {
    expired: "The credentials of Rhea Reviewer, M.D. were valid until",
    own_article: "Rhea Reviewer, M.D. wrote “A cough” and cannot review it.",
    own_account: "has written in “A cough” with their own account",
    only_expert: "is the only expert quoted in “A cough”",
    wrong_specialty: "“A cough” is outside of the specialties of Rhea Reviewer, M.D.",
    wrong_language: "does not review articles in the language of “A cough”",
}


@pytest.mark.parametrize("why", REFUSED, ids=lambda why: why.__name__)
def test_a_reviewer_is_refused_in_words_and_it_is_logged(client, article, why):
    one = reviewer(name="Rhea Reviewer")
    client.force_login(one.user)
    why(article, one)
    assert REFUSED[why] in page(client.get(reverse("review_screen", args=[article.pk])))

    response = post_sign(client, article)

    assert REFUSED[why] in page(response)
    assert any(REFUSED[why] in sentence for sentence in told(article, "refused"))
    assert not Attestation.objects.exists()


def test_who_has_left_is_not_let_in(client, article):
    one = reviewer()
    client.force_login(one.user)
    left(article, one)

    response = post_sign(client, article)

    assert "do not have permission" in page(response)
    assert not Attestation.objects.exists()


@pytest.mark.parametrize("why", [why for why in REFUSED if why is not own_account], ids=lambda why: why.__name__)
def test_an_invited_clinician_is_refused_in_words_and_it_is_logged(client, article, why, mailoutbox):
    one = ReviewerFactory(person=PersonFactory(name="Rhea Reviewer"))
    link = link_for(article, one, mailoutbox)
    type_code(client, link, mailoutbox)
    values = values_to_sign(article)
    why(article, one)
    Invitation.objects.update(digest=draft_digest(article))

    response = client.post(f"{link}sign/", values | {"digest": draft_digest(article)})

    assert REFUSED[why] in page(response)
    assert any(REFUSED[why] in sentence for sentence in told(article, "refused"))
    assert not Attestation.objects.exists()


def draft_digest(article):
    return content_digest(content_of(draft_of(article)))


def link_for(article, one, mailoutbox):
    invite(draft_of(article), one, email="rhea@example.org", user=editor())
    return re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]


def ends_used(client, link, article, mailoutbox):
    type_code(client, link, mailoutbox)
    client.post(f"{link}sign/", values_to_sign(article))
    return "This link has been used", "refused", "opened a link that had ended"


def ends_expired(client, link, article, mailoutbox):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return "This link ended on", "refused", "opened a link that had expired"


def ends_after_five_wrong_codes(client, link, article, mailoutbox):
    client.post(f"{link}who/code/")
    for _ in range(TRIES):
        client.post(f"{link}who/confirm/", {"code": "no"})
    return "Too many wrong codes", "code_wrong", "Rhea Reviewer"


@pytest.mark.parametrize("ends", [ends_used, ends_expired, ends_after_five_wrong_codes])
def test_a_dead_link_says_why_and_whoever_tried_it_is_logged(client, article, ends, mailoutbox):
    one = ReviewerFactory(person=PersonFactory(name="Rhea Reviewer"))
    link = link_for(article, one, mailoutbox)
    sentence, event, logged = ends(client, link, article, mailoutbox)
    signed = Attestation.objects.count()

    responses = [client.get(link), client.post(f"{link}sign/", {}), client.post(f"{link}who/confirm/", {"code": "1"})]

    assert [response.status_code for response in responses] == [410] * 3
    assert all(sentence in page(response) for response in responses)
    assert any(logged in one for one in told(article, event))
    assert Attestation.objects.count() == signed


def test_the_fifth_wrong_password_stops_for_a_while_and_each_is_logged(client, article):
    client.force_login(reviewer().user)
    for _ in range(5):
        response = post_sign(client, article, password="not mine")
    assert "5 wrong passwords. Try again at" in page(response)

    response = post_sign(client, article)

    assert "5 wrong passwords. Try again at" in page(response)
    assert len(told(article, "refused")) == 6
    assert WrongPassword.objects.count() == 5
    assert not Attestation.objects.exists()
