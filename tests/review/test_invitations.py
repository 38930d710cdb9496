"""A clinician without an account, by a link and a code."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.factories import PersonFactory, ReviewerFactory, TermFactory, make_article
from tests.review.workflows import change, draft_of, editor, in_review, posted, reviewer, shown
from wellread.articles.models import ArticleAuthor
from wellread.publishing.models import Publication
from wellread.review.errors import MailError, NotEntitledError
from wellread.review.invitations import TRIES, invite
from wellread.review.models import Attestation, LedgerEntry, Reviewer
from wellread.review.workflow import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return editor()


@pytest.fixture
def guest():
    return ReviewerFactory(person=PersonFactory(name="Guest Clinician"))


@pytest.fixture
def open_article(host):
    article, _review = in_review(host, title="A cough", summary="Old words.")
    return article


@pytest.fixture
def link(open_article, guest, host, mailoutbox):
    """The address in the mail."""
    invite(draft_of(open_article), guest, email="guest@example.org", user=host)
    return re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]


def page(response):
    return response.content.decode()


def told(article, event):
    entries = PageLogEntry.objects.filter(page=article.pk, action=f"wellread.review.{event}")
    return [one.data["told"] for one in entries]


def type_code(client, link, mailoutbox):
    """Ask for a code, and type the one that comes by mail."""
    client.post(f"{link}who/code/")
    code = re.search(r"\d{6}", mailoutbox[-1].body)[0]
    return client.post(f"{link}who/confirm/", {"code": code})


def values_to_sign(article):
    values = posted(article, Invitation.objects.first().reviewer)
    del values["password"]
    return values


def test_an_invited_clinician_reads_the_difference_signs_and_the_article_is_published(
    client, link, open_article, guest, mailoutbox
):
    assert "show that it is you" in page(client.get(link, follow=True))
    type_code(client, link, mailoutbox)
    screen = page(client.get(link))
    assert "first review" in screen
    assert "Guest Clinician" in screen
    assert "A cough" in page(client.get(f"{link}words/"))

    response = client.post(f"{link}sign/", values_to_sign(open_article))

    assert "You have signed" in page(response)
    edition = Publication.objects.get(article=open_article).current
    assert edition.reviewer == guest.person
    invitation = Invitation.objects.to_review().get()
    assert (invitation.outcome, invitation.attestation) == ("signed", Attestation.objects.get())
    assert LedgerEntry.objects.get(kind="attestation").body["by"] == f"invitation {invitation.pk}"
    assert [told(open_article, event) != [] for event in ("invited", "code_sent", "code_right", "signed")] == [True] * 4


def test_a_link_works_once(client, link, open_article, mailoutbox):
    type_code(client, link, mailoutbox)
    client.post(f"{link}sign/", values_to_sign(open_article))

    for address in (link, f"{link}words/", f"{link}who/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "has been used" in page(response)
    client.post(f"{link}sign/", values_to_sign(open_article))
    assert Attestation.objects.count() == 1


def test_a_link_expires(client, link, open_article):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    response = client.get(link)

    assert response.status_code == 410
    assert "This link ended on" in page(response)
    assert "expired" in told(open_article, "refused")[0]


def test_a_link_that_nobody_sent_leads_nowhere(client, db):
    response = client.get("/review/not-a-link/")

    assert response.status_code == 410
    assert "leads nowhere" in page(response)


def test_without_the_code_the_link_shows_no_word_of_the_article_body(client, link):
    for address in (link, f"{link}words/"):
        response = client.get(address, follow=True)
        assert "Plain words" not in page(response)
        assert "Old words" not in page(response)


def test_the_code_opens_the_review_in_this_browser_only(client, link, mailoutbox):
    type_code(client, link, mailoutbox)
    assert client.get(link).status_code == 200

    client.cookies.clear()

    assert client.get(link).status_code == 302


def test_five_wrong_codes_end_the_link_and_are_logged(client, link, open_article, mailoutbox):
    client.post(f"{link}who/code/")
    right = re.search(r"\d{6}", mailoutbox[-1].body)[0]
    wrong = "000000" if right != "000000" else "111111"
    first = page(client.post(f"{link}who/confirm/", {"code": wrong}))
    assert "That is not the code" in first
    assert "4 more tries" in first
    for _ in range(TRIES - 2):
        client.post(f"{link}who/confirm/", {"code": wrong})

    last = client.post(f"{link}who/confirm/", {"code": wrong})

    assert "Too many wrong codes" in page(last)
    assert Invitation.objects.get().outcome == "wrong_code"
    assert len(told(open_article, "code_wrong")) == TRIES
    assert client.post(f"{link}who/confirm/", {"code": right}).status_code == 410


def test_another_code_does_not_bring_new_tries(client, link, mailoutbox):
    client.post(f"{link}who/code/")
    for _ in range(3):
        client.post(f"{link}who/confirm/", {"code": "no"})
    Invitation.objects.update(code_sent_at=timezone.now() - timedelta(minutes=1))
    client.post(f"{link}who/code/")

    client.post(f"{link}who/confirm/", {"code": "no"})
    last = client.post(f"{link}who/confirm/", {"code": "no"})

    assert "Too many wrong codes" in page(last)


def test_a_code_works_for_a_quarter_of_an_hour_and_once(client, link, mailoutbox):
    client.post(f"{link}who/code/")
    code = re.search(r"\d{6}", mailoutbox[-1].body)[0]
    Invitation.objects.update(code_sent_at=timezone.now() - timedelta(minutes=16))
    assert "older than 15 minutes" in page(client.post(f"{link}who/confirm/", {"code": code}))
    type_code(client, link, mailoutbox)
    used = re.search(r"\d{6}", mailoutbox[-1].body)[0]

    again = client.post(f"{link}who/confirm/", {"code": used})

    assert "That is not the code" in page(again)


def test_codes_are_not_sent_in_haste_nor_without_end(client, link, mailoutbox):
    sent = len(mailoutbox)
    client.post(f"{link}who/code/")
    assert "was sent just now" in page(client.post(f"{link}who/code/"))
    for _ in range(6):
        Invitation.objects.update(code_sent_at=timezone.now() - timedelta(minutes=1))
        client.post(f"{link}who/code/")

    assert len(mailoutbox) - sent == 5


def test_words_that_changed_end_the_link_and_the_editor_is_told(client, link, open_article, host, mailoutbox):
    change(open_article, summary="New words.")

    response = client.get(link)

    assert response.status_code == 410
    assert "have changed since you were invited" in page(response)
    assert mailoutbox[-1].to == [host.email]
    assert "its words have changed" in mailoutbox[-1].body
    assert Invitation.objects.get().outcome == "words_changed"


def test_words_that_change_after_they_were_shown_are_not_signed(client, link, open_article, mailoutbox):
    type_code(client, link, mailoutbox)
    values = values_to_sign(open_article)
    change(open_article, summary="New words.")

    response = client.post(f"{link}sign/", values)

    assert response.status_code == 410
    assert not Attestation.objects.exists()


def test_a_guest_asks_for_changes_and_the_article_goes_back(client, link, open_article, host, mailoutbox):
    type_code(client, link, mailoutbox)

    response = client.post(f"{link}changes/", {"comment": "The dose is missing."})

    assert "is back with its editors" in page(response)
    state = open_article.current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == "Guest Clinician, M.D.: The dose is missing."
    assert mailoutbox[-1].to == [host.email]
    assert "The dose is missing." in mailoutbox[-1].body
    assert client.get(link).status_code == 410


def test_a_guest_declines_with_a_reason(client, link, open_article, guest, mailoutbox):
    type_code(client, link, mailoutbox)
    assert "Say why" in page(client.post(f"{link}decline/", {"reason": ""}))

    client.post(f"{link}decline/", {"reason": "No time."})

    assert LedgerEntry.objects.get(kind="refusal").body["reviewer"] == guest.pk
    assert Invitation.objects.get().outcome == "declined"


def test_a_guest_ticks_all_points_too(client, link, open_article, mailoutbox):
    type_code(client, link, mailoutbox)
    values = values_to_sign(open_article)
    del values["plain"]

    assert "Tick all four points" in page(client.post(f"{link}sign/", values))

    assert not Attestation.objects.exists()


def test_whose_credentials_end_meanwhile_is_refused_in_words_and_the_link_stays(client, link, open_article, mailoutbox):
    type_code(client, link, mailoutbox)
    Reviewer.objects.update(credentials_valid_until=date(2020, 1, 1))

    response = client.post(f"{link}sign/", values_to_sign(open_article))

    assert "were valid until" in page(response)
    assert "were valid until" in told(open_article, "refused")[0]
    assert Invitation.objects.get().outcome == "open"


def test_the_pages_of_a_link_are_kept_by_nobody_and_listed_by_nobody(client, link, mailoutbox):
    type_code(client, link, mailoutbox)

    for address in (link, f"{link}who/", f"{link}words/", "/review/not-a-link/"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_only_cookie_is_for_this_link_and_no_script_reads_it(client, link, mailoutbox):
    response = type_code(client, link, mailoutbox)

    [cookie] = response.cookies.values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (link, True, "Lax")
    assert list(client.get(link).cookies) == []


def test_neither_link_nor_code_nor_cookie_is_kept_or_logged(client, link, open_article, mailoutbox, caplog):
    caplog.set_level(logging.DEBUG)
    token = link.split("/")[2]

    response = type_code(client, link, mailoutbox)

    code = re.search(r"\d{6}", mailoutbox[-1].body)[0]
    secret = response.cookies["wellread_review"].value
    kept = str(Invitation.objects.values()) + str(PageLogEntry.objects.values_list("data", flat=True))
    for one in (token, code, secret):
        assert one not in kept
        assert one not in caplog.text


def test_a_new_invitation_ends_the_one_before(client, link, open_article, guest, host, mailoutbox):
    invite(draft_of(open_article), guest, email="guest@example.org", user=host)

    assert "taken back" in page(client.get(link))
    assert Invitation.objects.filter(outcome="open").count() == 1


def test_the_review_is_with_the_guest_from_then_on(link, open_article, guest):
    assert open_article.assignments.get().reviewer == guest


def test_nobody_is_invited_where_no_mail_is_set_up(open_article, guest, host, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    with pytest.raises(MailError, match="mail is not set up"):
        invite(draft_of(open_article), guest, email="guest@example.org", user=host)

    assert not Invitation.objects.exists()


def test_mail_that_cannot_be_sent_leaves_a_dead_link_and_says_so(open_article, guest, host, monkeypatch):
    def fail(self):
        raise ConnectionError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

    with pytest.raises(MailError, match="no route"):
        invite(draft_of(open_article), guest, email="guest@example.org", user=host)

    assert Invitation.objects.get().outcome == "not_sent"


@pytest.mark.parametrize("why", ["expired", "specialty", "author"])
def test_whoever_may_not_sign_is_not_invited(why, open_article, guest, host):
    match why:
        case "expired":
            Reviewer.objects.update(credentials_valid_until=date(2020, 1, 1))
        case "specialty":
            guest.specialties.add(TermFactory(slug="elsewhere"))
        case "author":
            draft = draft_of(open_article)
            draft.authors = [ArticleAuthor(person=guest.person)]
            draft.save_revision()

    with pytest.raises(NotEntitledError):
        invite(draft_of(open_article), Reviewer.objects.get(pk=guest.pk), email="guest@example.org", user=host)

    assert not Invitation.objects.exists()


def test_only_whoever_may_edit_the_article_invites(open_article, guest):
    with pytest.raises(NotEntitledError, match="may edit"):
        invite(draft_of(open_article), guest, email="guest@example.org", user=reviewer().user)


def test_an_editor_invites_somebody_new_in_the_form(client, open_article, host, mailoutbox):
    client.force_login(host)
    values = {"name": "New Clinician", "credentials": "R.N.", "licence": "A board", "email": "n@example.org", "days": 7}
    values["conflicts_of_interest"] = "None."

    client.post(reverse("review_invite", args=[open_article.pk]), values)

    made = Reviewer.objects.get(person__name="New Clinician")
    assert (made.user, made.licence, str(made)) == (None, "A board", "New Clinician, R.N.")
    assert mailoutbox[-1].to == ["n@example.org"]
    assert "New Clinician" in page(client.get(reverse("review_arrange", args=[open_article.pk])))


def test_somebody_new_is_asked_about_conflicts_of_interest_before_they_are_invited(client, open_article, host):
    client.force_login(host)
    values = {"name": "New Clinician", "credentials": "R.N.", "email": "n@example.org", "days": 7}

    response = client.post(reverse("review_invite", args=[open_article.pk]), values)

    assert "Ask New Clinician, R.N. about conflicts of interest" in page(response)
    assert not Invitation.objects.exists()


def test_the_form_wants_somebody_to_be_named(client, open_article, host):
    client.force_login(host)

    response = client.post(reverse("review_invite", args=[open_article.pk]), {"email": "n@example.org", "days": 7})

    assert "Choose a reviewer, or give the name" in page(response)
    assert not Invitation.objects.exists()


def test_an_editor_takes_a_link_back(client, link, open_article, host):
    client.force_login(host)
    invitation = Invitation.objects.get()

    client.post(reverse("review_take_back", args=[open_article.pk, invitation.pk]))

    assert client.get(link).status_code == 410


def test_an_article_outside_of_the_workflow_can_be_reviewed_by_a_guest_too(client, guest, host, mailoutbox):
    article = make_article(title="Not submitted")
    invite(draft_of(article), guest, email="guest@example.org", user=host)
    link = re.search(r"/review/[^/]+/", mailoutbox[-1].body)[0]
    type_code(client, link, mailoutbox)

    client.post(f"{link}sign/", values_to_sign(article))

    assert Attestation.objects.get().digest == shown(article, guest).digest
    assert not Publication.objects.exists()


def test_a_forged_form_without_the_cookie_does_nothing(client, link, open_article):
    client.post(f"{link}sign/", values_to_sign(open_article))

    assert not Attestation.objects.exists()
