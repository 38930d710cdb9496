import pytest
import time_machine

from tests.factories import make_article, make_published, sign_article
from tests.website.builders import read
from wellread.articles.reading import content_of
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import waive

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    return make_published(title="Tired", summary="It is real.")


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision()
    sign_article(article)
    publish(article)


def shown(client, edition="?edition=1"):
    answer = client.get(f"/articles/tired/current/{edition}")
    assert answer.status_code == 200
    page = read(answer)
    assert page.mistakes == []
    assert page.all("meta", name="robots")
    return page


def test_the_current_edition_is_said_to_be_current(client, article):
    page = shown(client)

    assert "Yes, this is the current edition." in page.text
    assert "Medically reviewed by" in page.text
    assert page.all("a", href="/articles/tired/leaflet.pdf")


def test_without_an_edition_the_page_tells_of_today(client, article):
    assert "This is the current edition." in shown(client, "").text


def test_a_replaced_one_is_told_with_what_changed(client, article):
    change(article, summary="It is common.", change_note="A clearer summary.")

    page = shown(client)

    assert "No. There is a newer edition." in page.text
    assert "A clearer summary." in page.text
    assert page.all("a", href="/articles/tired/changes/?from=1&to=2#difference")


def test_a_new_review_of_the_same_words_leaves_the_paper_good(client, article):
    sign_article(article)
    publish(article)

    page = shown(client)

    assert "Yes. It was reviewed again, and no word has changed." in page.text


def test_words_that_changed_before_a_new_review_are_still_other_words(client, article):
    change(article, summary="It is common.")
    sign_article(article)
    publish(article)

    assert "No. There is a newer edition." in shown(client).text


def test_an_overdue_review_is_told(client, article):
    with time_machine.travel("2036-11-23T12:00:00Z"):
        page = shown(client)

    assert "It is the latest, but its review is overdue." in page.text
    assert "Advice may have changed since then." in page.text


def test_without_a_review_it_says_so(client):
    article = make_article(title="Tired")
    waive(article, content_of(article), reason="Urgent.", by="lead")
    publish(article)

    assert "No clinician has reviewed it." in shown(client).text


def test_a_withdrawn_one_must_not_be_used(client, article):
    withdraw(article, reason="A guideline changed.")

    answer = client.get("/articles/tired/current/?edition=1")

    assert answer.status_code == 410
    told = read(answer).text
    assert "If you have it on paper, please do not use it any more." in told
    assert "A guideline changed." in told
    assert "on paper" not in read(client.get("/articles/tired/")).text


@pytest.mark.parametrize("edition", ["2", "0", "-1", "one", "9" * 50, "1 "])
def test_an_edition_that_never_was_is_not_found(client, article, edition):
    assert client.get("/articles/tired/current/", {"edition": edition}).status_code == 404


def test_a_renamed_article_keeps_the_codes_on_paper_working(client, article):
    change(article, slug="weary")

    answer = client.get("/articles/tired/current/?edition=1")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/articles/weary/current/?edition=1")
    assert client.get("/articles/nowhere/current/").status_code == 404
