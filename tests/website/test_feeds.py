"""Selections of articles as feeds for other programs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website import atom
from tests.website.atom import ATOM, entries, links, parse
from tests.website.builders import read
from wellread.articles.models import ArticleAuthor, InstitutionSettings
from wellread.discovery.latest import latest_articles, library_changed_at
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.publishing.models import Publication
from wellread.publishing.publish import withdraw
from wellread.review.attest import waive
from wellread.review.cadence import answers_until
from wellread.review.subject import subject_of
from wellread.website.addresses import feed_address
from wellread.website.views import feeds

pytestmark = pytest.mark.django_db

EVERYTHING = "/feeds/articles.atom"


def titles(response) -> list[str]:
    return list(entries(parse(response)))


def test_a_feed_of_everything_has_the_last_change_first(client, vocabulary):
    first = make_published(title="First", terms=[vocabulary["throat"]])
    make_published(title="Second", terms=[vocabulary["breast"]])
    assert titles(client.get(EVERYTHING)) == ["Second", "First"]

    first.summary = "Other words."
    first.save_revision()
    sign_article(first)
    first.get_latest_revision().publish()

    assert titles(client.get(EVERYTHING)) == ["First", "Second"]


def test_a_feed_has_what_the_list_with_the_same_terms_has(client, vocabulary):
    make_published(title="Throat", terms=[vocabulary["throat"], vocabulary["support"]])
    make_published(title="Breast", terms=[vocabulary["breast"], vocabulary["diagnosis"]])
    make_published(title="Both", terms=[vocabulary["breast"], vocabulary["throat"], vocabulary["support"]])

    for selected in (
        {"disease": {"throat-cancer"}},
        {"disease": {"head-and-neck-cancer"}},
        {"disease": {"breast-cancer", "throat-cancer"}},
        {"disease": {"throat-cancer"}, "topic": {"diagnosis"}},
        {"topic": {"support"}},
    ):
        request = SearchRequest(language="en", selected={name: frozenset(slugs) for name, slugs in selected.items()})
        listed = search(request).hits

        assert set(titles(client.get(feed_address(request)))) == {hit.headline for hit in listed}


def test_an_entry_carries_all_that_a_copy_needs(client, vocabulary):
    InstitutionSettings.objects.create(name="Sample Hospital", rights="Free to copy, unchanged.")
    draft = make_article(title="Tired & <worn>", slug="tired", terms=[vocabulary["throat"]])
    draft.authors = [ArticleAuthor(person=PersonFactory(name=name, credentials="")) for name in ("Jo", "Al")]
    draft.save_revision()
    sign_article(draft, ReviewerFactory(person=PersonFactory(name="Maren Sample", credentials="M.D.")))
    draft.get_latest_revision().publish()

    feed = parse(client.get(EVERYTHING))

    [entry] = entries(feed).values()
    category = entry.find(f"{ATOM}category")
    assert entry.findtext(f"{ATOM}title") == "Tired & <worn>"
    assert links(entry, "alternate") == ["http://localhost:8000/articles/tired/"]
    assert [one.findtext(f"{ATOM}name") for one in entry.findall(f"{ATOM}author")] == ["Jo", "Al"]
    assert entry.findtext(f"{ATOM}contributor/{ATOM}name") == "Maren Sample, M.D."
    assert dict(category.attrib) == {
        "scheme": "http://localhost:8000/diseases/",
        "term": "throat-cancer",
        "label": "Throat Cancer",
    }
    assert "Medically reviewed by Maren Sample, M.D." in entry.findtext(f"{ATOM}summary")
    assert feed.findtext(f"{ATOM}rights") == "Free to copy, unchanged."
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Sample Hospital"


def test_an_entry_keeps_its_id_under_a_new_address_and_with_new_words(client):
    article = make_published(title="Tired")
    before = parse(client.get(EVERYTHING)).findtext(f"{ATOM}entry/{ATOM}id")

    article.slug, article.summary = "very-tired", "Other."
    article.save_revision()
    sign_article(article)
    article.get_latest_revision().publish()

    [entry] = entries(parse(client.get(EVERYTHING))).values()
    assert entry.findtext(f"{ATOM}id") == before
    assert before.startswith("urn:uuid:")
    assert links(entry, "alternate") == ["http://localhost:8000/articles/very-tired/"]


def test_a_long_feed_has_pages(client, monkeypatch, vocabulary):
    monkeypatch.setattr(feeds, "PAGE_SIZE", 2)
    for number in range(5):
        make_published(title=f"Number {number}", terms=[vocabulary["support"]])

    found, address, seen = [], f"{EVERYTHING}?topic=support", set()
    while address:
        page = parse(client.get(address))
        found += entries(page)
        seen.add(page.findtext(f"{ATOM}id"))
        [last] = links(page, "last")
        address = next(iter(links(page, "next")), "")

    assert found == [f"Number {number}" for number in (4, 3, 2, 1, 0)]
    assert len(seen) == 1
    assert last == f"http://localhost:8000{EVERYTHING}?page=3&topic=support"
    assert links(page, "previous") == [f"http://localhost:8000{EVERYTHING}?page=2&topic=support"]
    assert client.get(f"{EVERYTHING}?topic=support&page=4").status_code == 404


def test_a_feed_of_nothing_is_a_feed(client, vocabulary):
    assert titles(client.get(f"{EVERYTHING}?topic=support")) == []


@pytest.mark.parametrize("query", ["disease=gout", "topic=%00", "page=x", "q=tired", "disease=" + "x" * 3000])
def test_what_a_feed_does_not_know_widens_nothing(client, vocabulary, query):
    make_published()

    assert client.get(f"{EVERYTHING}?{query}").status_code == 404


def test_a_term_under_a_former_slug_leads_to_its_feed_of_today(client, vocabulary):
    term = vocabulary["throat"]
    term.slug = "cancer-of-the-throat"
    term.save()

    response = client.get(f"{EVERYTHING}?disease=throat-cancer")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"{EVERYTHING}?disease=cancer-of-the-throat",
    )


def test_a_withdrawn_article_leaves(client):
    article = make_published()

    withdraw(article, reason="Old.")

    assert titles(client.get(EVERYTHING)) == []


@pytest.mark.parametrize("days_late", [-1, 0, 29, 30, 31, 400])
def test_an_overdue_article_stays_for_its_days_of_grace(settings, published, days_late):
    settings.WELLREAD_OVERDUE_GRACE_DAYS = 30
    current = Publication.objects.get().current
    today = current.review_due + timedelta(days=days_late)

    found = latest_articles(SearchRequest(language="en"), today=today)

    assert bool(found.articles) is (days_late <= 30)
    assert bool(found.articles) is (answers_until(current.basis, current.review_due) >= today)


@pytest.mark.parametrize("answers_unreviewed", [False, True])
def test_what_was_published_without_a_review_stays_at_home_unless_it_may_answer(client, settings, answers_unreviewed):
    settings.WELLREAD_ANSWER_UNREVIEWED = answers_unreviewed
    make_published(title="Parking", signed=False)
    draft = make_article(title="Waived")
    waive(draft, subject_of(draft).content, reason="An emergency.", by="Lea Sample")
    draft.get_latest_revision().publish()

    assert set(titles(client.get(EVERYTHING))) == ({"Parking", "Waived"} if answers_unreviewed else {"Parking"})


def test_the_feed_of_a_language_has_its_articles(client, vocabulary):
    make_published(title="Tired", terms=[vocabulary["support"]])
    make_published(title="Cansancio", language="es", terms=[vocabulary["support"]])

    feed = parse(client.get("/es/feeds/articles.atom?topic=support"))

    assert list(entries(feed)) == ["Cansancio"]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert links(feed, "alternate") == ["http://localhost:8000/es/articles/?topic=support"]


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/articles.atom"),
        ("/diseases/", "/feeds/articles.atom"),
        ("/diseases/throat-cancer/", "/feeds/articles.atom?disease=throat-cancer"),
        ("/articles/", "/feeds/articles.atom"),
        (
            "/articles/?topic=support&disease=throat-cancer",
            "/feeds/articles.atom?disease=throat-cancer&topic=support",
        ),
        ("/es/topics/support/", "/es/feeds/articles.atom?topic=support"),
        ("/articles/tired/", "/articles/tired/changes.atom"),
    ],
)
def test_pages_name_their_feeds(client, vocabulary, page, feed):
    make_published(title="Tired", terms=[vocabulary["throat"], vocabulary["support"]])

    named = read(client.get(page)).all("link", rel="alternate", type="application/atom+xml")

    assert [one["href"] for one in named] == [feed]
    assert client.get(feed).status_code == 200


def test_words_have_no_feed(client, vocabulary):
    make_published(title="Tired")

    assert not read(client.get("/articles/?q=tired")).all("link", type="application/atom+xml")


def test_a_feed_that_a_program_knows_is_not_sent_again(client):
    make_published()
    response = client.get(EVERYTHING)

    by_tag = client.get(EVERYTHING, headers={"If-None-Match": response.headers["ETag"]})
    by_date = client.get(EVERYTHING, headers={"If-Modified-Since": response.headers["Last-Modified"]})
    long_ago = client.get(EVERYTHING, headers={"If-Modified-Since": http_date(0)})

    assert (by_tag.status_code, by_date.status_code, long_ago.status_code) == (304, 304, 200)


def test_a_library_is_as_it_is_since_its_last_change_or_since_midnight(published):
    now = timezone.localtime()

    assert now - library_changed_at(now) < timedelta(minutes=1)
    assert library_changed_at(now + timedelta(days=3)).hour == 0


def test_the_changes_of_an_article_are_a_sound_feed(client, published):
    assert atom.parse(client.get(f"/articles/{published.slug}/changes.atom"))


def test_what_is_no_sound_feed_is_noticed(client, published):
    feed = parse(client.get(EVERYTHING))
    for name in ("id", "updated", "title"):
        element = feed.find(f"{ATOM}entry/{ATOM}{name}")
        element.tag = f"{ATOM}unknown"

    assert len(atom.mistakes(feed)) == 6
