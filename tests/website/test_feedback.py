from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings as current_settings
from django.core import mail
from django.db import DatabaseError
from django.test import Client

from tests.factories import UserFactory, make_published, sign_article
from tests.website.builders import read
from wellread.publishing.groups import EDITORS, LEADS, install_groups
from wellread.publishing.publish import publish, withdraw
from wellread.website import feedback, feedback_throttle
from wellread.website.feedback import keep_comment, prune, tell_of_new
from wellread.website.feedback_throttle import DailySalt, Throttle, visitor_key
from wellread.website.models import LONGEST_COMMENT, Feedback, FeedbackCount, ReaderComment
from wellread.website.views import feedback as views

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
BODY = [
    ("section", {"heading": "First", "text": "<p>Words.</p>"}),
    ("question", {"question": "Is it normal?", "answer": "<p>Yes.</p>"}),
    ("question", {"question": "How long?", "answer": "<p>Weeks.</p>"}),
]


@pytest.fixture(autouse=True)
def empty_buckets():
    for throttle in (
        feedback_throttle.CLICKS_OF_ONE,
        feedback_throttle.COMMENTS_OF_ONE,
        feedback_throttle.CLICKS_ON_ARTICLE,
    ):
        throttle.clear()


@pytest.fixture
def article(db):
    return make_published(title="Tired", body=BODY)


@pytest.fixture
def reader():
    """A browser for which Django's own check of forms would refuse every one without a token."""
    return Client(enforce_csrf_checks=True)


def click(reader, answer="no", place="is-it-normal", headers=OURS, **more):
    return reader.post("/articles/tired/feedback/", {"clear": answer, "place": place, **more}, headers=headers)


def tell(reader, words="The dose is wrong.", page="mistake", headers=OURS, **more):
    return reader.post(f"/articles/tired/{page}/", {"words": words, **more}, headers=headers)


def counted():
    return list(FeedbackCount.objects.values_list("kind", "anchor", "question", "edition", "times"))


def test_every_answer_asks_whether_it_was_clear_and_nothing_else_does(client, article):
    page = read(client.get("/articles/tired/"))

    assert [one["value"] for one in page.all("input", type="hidden", name="place")][::2] == ["is-it-normal", "how-long"]
    assert page.text.count("Please do not write about yourself or your health") == 2
    assert page.mistakes == []


def test_yes_is_counted_and_leads_back_to_a_thank_you_at_the_same_answer(reader, article):
    answer = click(reader, "yes")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/articles/tired/#is-it-normal--thanks")
    assert counted() == [("clear", "is-it-normal", "Is it normal?", 1, 1)]
    assert read(reader.get("/articles/tired/")).all("p", id="is-it-normal--thanks")
    assert not answer.cookies


def test_no_is_counted_and_leads_to_a_box_for_a_few_words(reader, article):
    click(reader)
    answer = click(reader)

    assert answer.headers["Location"] == "/articles/tired/#is-it-normal--tell"
    assert counted() == [("unclear", "is-it-normal", "Is it normal?", 1, 2)]
    assert read(reader.get("/articles/tired/")).all("form", id="is-it-normal--tell", method="post")


def test_a_few_words_after_a_no_are_kept_with_the_question(reader, article):
    answer = tell(reader, "What is a week?", "feedback", place="how-long")

    assert answer.headers["Location"] == "/articles/tired/#how-long--thanks"
    comment = ReaderComment.objects.get()
    assert (comment.kind, comment.question, comment.words) == ("unclear", "How long?", "What is a week?")
    assert counted() == []


def test_a_mistake_is_kept_and_counted_and_thanked_for_on_the_article(reader, article):
    form = read(reader.get("/articles/tired/mistake/"))
    answer = tell(reader, "Line one.\r\nLine two.", edition="1")

    assert [one["value"] for one in form.all("option")] == ["", "is-it-normal", "how-long"]
    assert form.all("meta", name="robots", content="noindex")
    assert answer.headers["Location"] == "/articles/tired/#page--thanks"
    comment = ReaderComment.objects.get()
    assert (comment.words, comment.anchor, comment.edition) == ("Line one.\nLine two.", "", 1)
    assert counted() == [("mistake", "", "", 1, 1)]


def test_nothing_is_kept_of_who_wrote(reader, article):
    with time_machine.travel("2026-11-23 13:14:15Z", tick=False):
        tell(reader, headers={**OURS, "User-Agent": "Canary/1.0", "Cookie": "canary=1"})

    stored = {field.name: getattr(ReaderComment.objects.get(), field.name) for field in ReaderComment._meta.fields}
    assert stored["day"] == TODAY
    assert not {name for name in stored if name == "at" or "ip" in name or "agent" in name or "time" in name}
    assert "127.0.0.1" not in str(stored)
    assert "anary" not in str(stored)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://["},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused(reader, article, headers):
    answers = [click(reader, headers=headers), tell(reader, headers=headers)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "We could not tell that this form was sent from our own page" in read(answers[0]).text
    assert not FeedbackCount.objects.exists()
    assert not ReaderComment.objects.exists()


def test_an_older_browser_that_names_our_origin_is_believed(reader, article):
    assert click(reader, headers={"Origin": "http://testserver"}).status_code == 303


def test_what_cannot_be_read_is_told_and_the_words_stay_in_the_box(reader, article):
    empty, long = tell(reader, "  "), tell(reader, "x" * (LONGEST_COMMENT + 1))

    assert (empty.status_code, long.status_code) == (400, 400)
    assert "Please write a few words" in read(empty).text
    assert "at most 1000 characters; these are 1001" in read(long).text
    assert "x" * (LONGEST_COMMENT + 1) in long.content.decode()
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "perhaps"},
        {"place": "no-such-question"},
        {"place": ""},
        {"place": "first"},
        {"place": "x" * 500},
        {"edition": "many"},
    ],
)
def test_a_click_on_nothing_is_told(reader, article, sent):
    answer = click(reader, **sent)

    assert answer.status_code == 400
    assert "Back to the article" in read(answer).text
    assert not FeedbackCount.objects.exists()


def test_programs_that_fill_in_every_field_are_thanked_and_nothing_is_kept(reader, article):
    answers = [click(reader, website="http://spam.example"), tell(reader, website="http://spam.example")]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert not FeedbackCount.objects.exists()
    assert not ReaderComment.objects.exists()


def test_whoever_sends_heaps_is_slowed_down_and_others_are_not(reader, article):
    answers = [tell(reader) for _ in range(6)]
    other = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "try again tomorrow" in read(answers[-1]).text
    assert tell(other).status_code == 303


def test_one_article_takes_only_so_many_comments_a_day(reader, article, monkeypatch):
    monkeypatch.setattr(feedback, "COMMENTS_OF_A_DAY", 2)

    assert [tell(reader).status_code for _ in range(3)] == [303, 303, 429]


def test_clicks_on_one_article_are_limited_whoever_sends_them(article, monkeypatch):
    monkeypatch.setattr(views, "CLICKS_ON_ARTICLE", Throttle(burst=2, seconds=60))
    readers = [Client(REMOTE_ADDR=f"203.0.113.{number}") for number in range(3)]

    assert [click(one).status_code for one in readers] == [303, 303, 429]


def test_a_full_database_is_told_as_a_fault_of_ours(reader, article, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("locked")

    monkeypatch.setattr(views, "keep_comment", fail)
    monkeypatch.setattr(views, "count", fail)

    assert [tell(reader).status_code, click(reader).status_code] == [503, 503]


def test_the_edition_that_was_read_is_kept_even_after_a_newer_one(reader, article):
    article.summary = "Other words."
    article.save_revision()
    sign_article(article)
    publish(article)

    click(reader, edition="1")
    click(reader, edition="77")

    assert sorted(row[3] for row in counted()) == [1, 2]


def test_moved_withdrawn_and_unknown_articles_answer_as_their_pages_do(reader, article):
    assert reader.post("/articles/nowhere/feedback/", headers=OURS).status_code == 404
    withdraw(article, reason="Old.")

    assert click(reader).status_code == 410
    assert reader.get("/articles/tired/mistake/").status_code == 410


def test_reading_the_address_of_the_form_leads_to_the_article(reader, article):
    assert reader.get("/articles/tired/feedback/").headers["Location"] == "/articles/tired/"


def test_a_renamed_article_takes_the_form_along(reader, article):
    article.slug = "weary"
    article.save_revision()
    publish(article)

    answer = click(reader)

    assert (answer.status_code, answer.headers["Location"]) == (308, "/articles/weary/feedback/")


def test_in_spanish_it_leads_back_to_the_spanish_article(reader):
    make_published(title="Cansancio", body=BODY, language="es")

    answer = reader.post("/es/articles/cansancio/feedback/", {"clear": "yes", "place": "how-long"}, headers=OURS)

    assert answer.headers["Location"] == "/es/articles/cansancio/#how-long--thanks"


def test_a_draft_asks_nothing(as_administrator, article):
    page = as_administrator.get(f"/admin/pages/{article.pk}/view_draft/", follow=True)

    assert "Was this clear?" not in page.content.decode()


# The throttle


def test_a_bucket_fills_again():
    now = [0.0]
    throttle = Throttle(burst=2, seconds=10, clock=lambda: now[0])

    first = [throttle.admits("a") for _ in range(3)]
    now[0] = 10.0

    assert first == [True, True, False]
    assert [throttle.admits("a"), throttle.admits("a"), throttle.admits("b")] == [True, False, True]


def test_buckets_never_fill_the_memory(monkeypatch):
    monkeypatch.setattr(feedback_throttle, "MOST_KEYS", 3)
    throttle = Throttle(burst=1, seconds=60)

    for key in "abcde":
        throttle.admits(key)

    assert list(throttle._buckets) == ["c", "d", "e"]


def test_the_salt_of_today_is_not_that_of_tomorrow():
    salt = DailySalt()

    first, again, next_day = salt.of(TODAY), salt.of(TODAY), salt.of(TODAY + timedelta(days=1))

    assert first == again
    assert first != next_day


def test_a_key_says_nothing_of_the_address_and_a_household_has_one(rf):
    keys = [
        visitor_key(rf.get("/", REMOTE_ADDR=address), day=TODAY)
        for address in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1", "203.0.113.9", "not an address")
    ]

    assert keys[0] == keys[1] != keys[2]
    assert "203.0.113.9" not in keys[3]
    assert keys[4] == ""


def test_behind_a_proxy_its_own_entry_counts(rf, settings):
    settings.WELLREAD_BEHIND_PROXY = True

    def key(forwarded):
        return visitor_key(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded), day=TODAY)

    assert key("203.0.113.9") == key("6.6.6.6, 203.0.113.9") != key("203.0.113.8")
    assert key("") == ""


# What becomes of it


@pytest.fixture
def edition(article):
    return article.publication.current


def keep(edition, *, day=TODAY, words="Wrong."):
    assert keep_comment(edition, feedback.Place(), Feedback.MISTAKE, words, today=day)
    return ReaderComment.objects.latest("pk")


def test_what_was_dealt_with_is_forgotten_and_its_count_stays(edition):
    old, recent, waiting = keep(edition), keep(edition), keep(edition)
    for comment, days in ((old, 90), (recent, 89)):
        comment.dealt_with_on = TODAY - timedelta(days=days)
        comment.save()

    prune(today=TODAY)

    assert set(ReaderComment.objects.all()) == {recent, waiting}
    assert FeedbackCount.objects.get().times == 3


def test_a_notice_goes_out_once_and_without_the_readers_words(edition, settings):
    settings.WELLREAD_FEEDBACK_MAIL = "lead@example.org"
    keep(edition, day=TODAY - timedelta(days=1), words="My lump hurts.")
    keep(edition)

    sent = [tell_of_new(today=TODAY), tell_of_new(today=TODAY), tell_of_new(today=TODAY + timedelta(days=1))]

    assert sent == [True, False, False]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["lead@example.org"], "2 readers wrote to us about articles")
    assert "Tired, edition 1: 2" in letter.body
    assert "/admin/from-readers/" in letter.body
    assert "lump" not in letter.body


def test_without_an_address_nobody_is_told(edition):
    keep(edition, day=TODAY - timedelta(days=1))

    assert current_settings.WELLREAD_FEEDBACK_MAIL == ""
    assert not tell_of_new(today=TODAY)
    assert not mail.outbox


def test_a_mail_server_that_fails_is_tried_again(edition, settings):
    settings.WELLREAD_FEEDBACK_MAIL = "lead@example.org"
    keep(edition, day=TODAY - timedelta(days=1))
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.website.builders.FailingMail"

    failed = tell_of_new(today=TODAY)
    settings.EMAIL_BACKEND = working

    assert not failed
    assert tell_of_new(today=TODAY)


# The editors' house


def signed_in(client, group):
    install_groups()
    user = UserFactory()
    user.groups.add(user.groups.model.objects.get(name=group))
    client.force_login(user)
    return client


def test_content_leads_read_what_came_in_and_see_how_much_waits(client, edition):
    keep(edition, words="<b>The dose</b> is wrong.")
    lead = signed_in(client, LEADS)

    page = lead.get("/admin/from-readers/?state=waiting")

    assert "&lt;b&gt;The dose&lt;/b&gt; is wrong." in page.content.decode()
    assert "From readers (1)" in lead.get("/admin/").content.decode()


def test_nobody_else_sees_it(client, edition):
    comment = keep(edition)
    editor = signed_in(client, EDITORS)

    answers = [
        editor.get("/admin/from-readers/"),
        editor.get("/admin/from-readers/clear/"),
        editor.post(f"/admin/from-readers/{comment.pk}/dealt-with/"),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert "From readers" not in editor.get("/admin/").content.decode()
    comment.refresh_from_db()
    assert comment.dealt_with_on is None


def test_a_lead_marks_a_comment_as_dealt_with_and_back(client, edition):
    comment = keep(edition)
    lead = signed_in(client, LEADS)
    address = f"/admin/from-readers/{comment.pk}/dealt-with/"

    lead.post(address)
    comment.refresh_from_db()
    done = comment.dealt_with_on, comment.dealt_with_by
    lead.post(address)
    comment.refresh_from_db()

    assert done[0] is not None
    assert done[1].startswith("user-")
    assert (comment.dealt_with_on, comment.dealt_with_by) == (None, "")
    assert lead.get(address).status_code == 405


def test_the_button_carries_the_token_that_the_admin_asks_for(edition):
    comment = keep(edition)
    lead = signed_in(Client(enforce_csrf_checks=True), LEADS)
    page = read(lead.get("/admin/from-readers/"))
    token = page.all("input", name="csrfmiddlewaretoken")[0]["value"]

    answer = lead.post(f"/admin/from-readers/{comment.pk}/dealt-with/", {"csrfmiddlewaretoken": token})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/from-readers/?state=waiting")


def test_comments_are_filtered_by_article_and_state(client, edition):
    keep(edition, words="One of these.")
    other = make_published(title="Other")
    keep(other.publication.current, words="Another one.")
    lead = signed_in(client, LEADS)

    page = lead.get(f"/admin/from-readers/?article={other.publication.pk}&state=waiting").content.decode()

    assert "Another one." in page
    assert "One of these." not in page
    assert "Another one." not in lead.get("/admin/from-readers/?state=dealt-with").content.decode()


def test_answers_are_listed_with_how_clear_they_were(client, reader, article):
    for answer in ("yes", "no", "no"):
        click(reader, answer)
    lead = signed_in(client, LEADS)

    page = read(lead.get("/admin/from-readers/clear/"))

    assert "Is it normal? Tired 1 1 2" in page.text


def test_comments_go_out_as_a_table(client, edition):
    keep(edition, words="The dose is wrong.")
    lead = signed_in(client, LEADS)

    table = lead.get("/admin/from-readers/?export=csv")

    assert b"The dose is wrong." in b"".join(table.streaming_content)


def test_the_clock_looks_after_comments_and_a_fault_stops_nothing_else(edition, settings, monkeypatch, caplog):
    settings.WELLREAD_FEEDBACK_MAIL = "lead@example.org"
    old = keep(edition, day=TODAY - timedelta(days=200))
    ReaderComment.objects.filter(pk=old.pk).update(dealt_with_on=TODAY - timedelta(days=100))

    feedback.tidy(today=TODAY)

    assert not ReaderComment.objects.exists()

    def fail(**kwargs):
        raise DatabaseError("locked")

    monkeypatch.setattr(feedback, "prune", fail)
    feedback.tidy(today=TODAY)

    assert "could not be looked after" in caplog.text
