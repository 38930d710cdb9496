from xml.etree import ElementTree

import pytest

from tests.factories import make_article, sign_article
from tests.website.builders import read
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import confirm_minor_change
from wellread.review.models import Attestation

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def article(db):
    """An article with three editions: the first, an update, and a new review."""
    made = make_article(title="A lump in the neck", slug="lump", summary="Take 10 drops a day.")
    sign_article(made)
    publish(made)
    change(made, summary="Take 20 drops a day.", change_note="The dose was raised.")
    sign_article(made)
    publish(made)
    sign_article(made)
    return made


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision()


def page(client, query=""):
    return read(client.get(f"/articles/lump/changes/{query}"))


def test_the_log_names_every_edition_the_newest_first(client, article):
    shown = page(client)

    assert [one["id"] for one in shown.all("li") if "id" in one] == ["edition-3", "edition-2", "edition-1"]
    assert "Reviewed again, no word changed." in shown.text
    assert "Update. The dose was raised." in shown.text
    assert "First edition." in shown.text
    assert shown.all("a", href="/articles/lump/")
    assert shown.mistakes == []


def test_each_review_leads_to_its_stamp(client, article):
    shown = page(client)

    for number in Attestation.objects.values_list("ledger_entry", flat=True):
        assert shown.all("a", href=f"/reviews/{number}/")


def test_the_difference_is_shown_on_request_word_by_word(client, article):
    assert "<del>" not in client.get("/articles/lump/changes/").content.decode()

    html = client.get("/articles/lump/changes/?from=1&to=2").content.decode()

    assert "Take <del>10</del><ins>20</ins> drops a day." in html
    assert 'name="robots" content="noindex, follow"' in html
    assert read(client.get("/articles/lump/changes/?from=1&to=2")).mistakes == []


def test_a_new_review_changed_no_word(client, article):
    assert "No word that a review covers has changed." in page(client, "?from=2&to=3").text


def test_editions_can_be_compared_across_and_backwards(client, article):
    assert "<ins>10</ins>" in client.get("/articles/lump/changes/?from=3&to=1").content.decode()


@pytest.mark.parametrize(
    "query", ["?from=1", "?to=2", "?from=1&to=9", "?from=0&to=1", "?from=a&to=b", "?from=-1&to=1", "?from=²&to=1"]
)
def test_editions_that_do_not_exist_are_404(client, article, query):
    assert client.get(f"/articles/lump/changes/{query}").status_code == 404


def test_draft_words_are_in_no_difference(client, article):
    change(article, summary="Nobody may read this yet.", change_note="A secret note.")

    told = "".join(
        client.get(f"/articles/lump/changes{rest}").content.decode() for rest in ("/", "/?from=1&to=3", ".atom")
    )

    assert "Nobody may" not in told
    assert "secret" not in told


def test_a_corrected_typing_mistake_is_called_that(client, article):
    change(article, summary="Take 20 drops each day.")
    content = content_of(article)
    signed = Attestation.objects.order_by("pk").last()
    confirm_minor_change(signed, content, shown_digest=content_digest(content), marked_by="a", confirmed_by="b")
    publish(article)

    assert "Typing mistakes corrected." in page(client).text


def test_the_feed_is_atom_with_an_entry_for_each_edition(client, article):
    response = client.get("/articles/lump/changes.atom")

    feed = ElementTree.fromstring(response.content)  # noqa: S314  # our own words
    entries = feed.findall(f"{ATOM}entry")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.find(f"{ATOM}title").text == "A lump in the neck"
    assert len(entries) == 3
    assert "The dose was raised." in entries[1].find(f"{ATOM}summary").text
    assert len({one.find(f"{ATOM}id").text for one in entries}) == 3
    assert {link.get("href") for link in feed.findall(f"{ATOM}link")} >= {
        "http://localhost:8000/articles/lump/changes/",
        "http://localhost:8000/articles/lump/changes.atom",
    }


@pytest.mark.parametrize("rest", ["changes/", "changes.atom"])
def test_a_withdrawn_article_has_no_log_but_a_reason(client, article, rest):
    withdraw(article, reason="A guideline changed.")

    response = client.get(f"/articles/lump/{rest}")

    assert response.status_code == 410
    assert "A guideline changed." in response.content.decode()
    assert "drops" not in response.content.decode()


@pytest.mark.parametrize("rest", ["changes/", "changes.atom"])
def test_a_former_address_redirects(client, article, rest):
    change(article, slug="bump")
    sign_article(article)
    publish(article)

    response = client.get(f"/articles/lump/{rest}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/articles/bump/{rest}")


@pytest.mark.parametrize("rest", ["changes/", "changes.atom"])
def test_what_was_never_published_has_no_log(client, rest):
    make_article(slug="draft")

    assert client.get(f"/articles/draft/{rest}").status_code == 404
    assert client.get(f"/articles/nothing/{rest}").status_code == 404


def test_the_log_of_a_spanish_article_is_in_spanish(client):
    article = make_article(title="Un bulto", slug="bulto", language="es")
    sign_article(article)
    publish(article)

    shown = read(client.get("/es/articles/bulto/changes/"))

    assert shown.all("html", lang="es")
    assert client.get("/articles/bulto/changes/").status_code == 404
    assert Publication.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_editions(client, article, django_assert_max_num_queries):
    for _ in range(4):
        sign_article(article)

    with django_assert_max_num_queries(22):
        page(client)
