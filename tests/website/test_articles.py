from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website.builders import library_image, read
from wellread.articles.models import ArticleAuthor, ArticleReference, RelatedArticle
from wellread.articles.reading import content_of
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import report, waive

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def published_after(review, **fields):
    """Return the page's address of an article published on what `review` does with its draft."""
    article = make_article(title="Tired", **fields)
    review(article)
    publish(article)
    return "/articles/tired/"


def whole_article():
    """Return an article with everything that one can hold, published."""
    expert = PersonFactory(name="Idris Sample", credentials="R.N.", role="nurse", slug="idris-sample")
    other = make_published(title="Sleeping badly")
    body = [
        ("paragraph", "<p>Treatment is <b>over</b>.</p>"),
        ("key_facts", {"items": ["It is <i>common</i>.", "It can be treated."]}),
        ("question", {"question": "Is it normal?", "answer": "<p>Yes, it is.</p>"}),
        ("quote", {"words": "I ask what they have stopped doing.", "person": expert}),
        ("question", {"question": "How long?", "answer": "<p>Weeks to months.</p>"}),
        ("pull_quote", {"words": "I ask what they have stopped doing.", "person": expert}),
        ("list", {"items": ["Walk a little.", "Rest."], "ordered": True}),
        ("section", {"heading": "Plan a week", "text": "<p>A small plan.</p>"}),
        ("image", {"image": library_image(), "alternative_text": "A chart", "caption": "One week."}),
        ("get_help", {"text": "<p>Call 911 if you faint.</p>"}),
    ]
    article = make_article(title="Tired", body=body, summary="It is real.", urgent_notice="A drug was recalled.")
    article.authors = [ArticleAuthor(person=PersonFactory(name="Jo Sample", credentials="", slug="jo-sample"))]
    article.references = [
        ArticleReference(title="Fatigue", publisher="NCI", year=2024, url="https://www.cancer.gov/f", pubmed_id="123")
    ]
    article.related_articles = [RelatedArticle(to=other)]
    article.call_to_action_text = "Talk to a nurse."
    article.call_to_action_telephone = "+12025550142"
    article.published_on = date(2024, 5, 6)
    article.save_revision()
    sign_article(article, signed_at=datetime(2026, 9, 14, 12, tzinfo=UTC))
    publish(article)
    return article


@pytest.fixture
def whole(db, client):
    with time_machine.travel(NOON, tick=False):
        whole_article()
        yield read(client.get("/articles/tired/"))


def test_everything_that_an_article_holds_is_on_its_page(whole):
    for words in (
        "Tired",
        "It is real.",
        "By Jo Sample",
        "May 6, 2024",
        "1 minute to read",
        "In brief",
        "It is common .",
        "Is it normal?",
        "Yes, it is.",
        "“I ask what they have stopped doing.”",
        "Idris Sample, R.N. , nurse",
        "Walk a little.",
        "Plan a week",
        "One week.",
        "When to get help",
        "Call 911 if you faint.",
        "Fatigue. NCI. 2024.",
        "Here end the reviewed words.",
        "Edition 1",
        "Talk to a nurse.",
        "(202) 555-0142",
        "Sleeping badly",
    ):
        assert words in whole.text, words


def test_the_page_is_sound_markup(whole):
    assert whole.mistakes == []
    ids = [found["id"] for _tag, found in whole.elements if "id" in found]
    assert len(ids) == len(set(ids))
    named = {name for _tag, found in whole.elements for name in found.get("aria-labelledby", "").split()}
    assert named <= set(ids)
    assert len(whole.all("h1")) == 1


def test_the_urgent_notice_stands_above_everything(whole):
    assert whole.text.index("A drug was recalled.") < whole.text.rindex("Tired", 0, whole.text.index("It is real."))


def test_the_contents_lead_to_questions_and_sections(whole):
    targets = [link["href"] for link in whole.all("a") if link["href"].startswith("#") and "class" not in link]

    assert targets == ["#is-it-normal", "#how-long", "#plan-a-week"]
    for target in targets:
        assert whole.all("section", id=target[1:])


def test_people_terms_and_neighbours_are_linked(whole):
    for href in (
        "/people/jo-sample/",
        "/people/idris-sample/",
        "/diseases/",
        "https://www.cancer.gov/f",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "tel:+12025550142",
        "/articles/sleeping-badly/",
    ):
        assert whole.all("a", href=href), href


def test_the_page_names_its_one_address_and_summary(whole):
    assert whole.all("link", rel="canonical", href="http://localhost:8000/articles/tired/")
    assert whole.all("meta", name="description", content="It is real.")


def test_the_image_has_its_words_and_its_size(whole):
    [image] = whole.all("img")

    assert (image["alt"], image["width"], image["height"]) == ("A chart", "40", "30")
    assert image["src"].startswith("/images/")


@pytest.mark.parametrize(
    ("days_ago", "state", "sentence"),
    [
        (10, "current", "Medically reviewed by Maren Sample, M.D. , on November 13, 2026 ."),
        (4000, "overdue", "Review overdue since December 11, 2018 . Last medically reviewed by Maren Sample, M.D."),
    ],
)
def test_a_signature_says_who_and_when_and_whether_it_is_late(client, days_ago, state, sentence):
    with time_machine.travel(NOON, tick=False):
        reviewer = ReviewerFactory(person=PersonFactory(name="Maren Sample", slug="maren-sample"))
        signed_at = timezone.now() - timedelta(days=days_ago)

        page = read(client.get(published_after(lambda article: sign_article(article, reviewer, signed_at=signed_at))))

    assert page.all("div", class_="covered")[0]["data-review"] == state
    assert sentence in page.text
    assert page.all("a", href="/people/maren-sample/")


@pytest.mark.parametrize(
    ("on", "state", "sentence"),
    [
        (date(2026, 3, 9), "reported", "Reviewed at its source by the Alliance, on March 9, 2026 ."),
        (
            date(2021, 11, 18),
            "reported_overdue",
            "Review overdue since November 18, 2024 . Last reviewed at",
        ),
    ],
)
def test_a_review_at_the_source_is_told_as_theirs(client, on, state, sentence):
    with time_machine.travel(NOON, tick=False):
        page = read(client.get(published_after(lambda one: report(one, content_of(one), by="the Alliance", on=on))))

    assert page.all("div", class_="covered")[0]["data-review"] == state
    assert sentence in page.text


def test_a_medical_article_without_a_review_says_so(client):
    page = read(client.get(published_after(lambda one: waive(one, content_of(one), reason="Urgent.", by="Ana"))))

    assert page.all("div", class_="covered")[0]["data-review"] == "none"
    assert "Not medically reviewed. No clinician has signed these words." in page.text
    assert "Here end" not in page.text


def test_practical_information_says_that_it_is_no_more(client):
    page = read(client.get(published_after(lambda _one: None, kind="information")))

    assert "Not medically reviewed. This page gives practical information." in page.text


def test_a_change_is_dated_and_explained(client):
    article = make_published(title="Tired")
    article.body = [("paragraph", "<p>Better words.</p>")]
    article.change_kind, article.change_note = "correction", "A dose was wrong."
    article.save_revision()
    sign_article(article)
    publish(article)

    text = read(client.get("/articles/tired/")).text

    assert "Edition 2" in text
    assert "Correction of a mistake. A dose was wrong." in text
    assert "changed" in text


def test_a_translation_is_offered_in_its_own_language(client):
    english = make_published(title="Tired")
    spanish = make_article(title="Cansancio", language="es")
    spanish.translation_key = english.translation_key
    spanish.save()
    sign_article(spanish)
    publish(spanish)

    page = read(client.get("/articles/tired/"))

    links = page.all("a", href="/es/articles/cansancio/", hreflang="es", lang="es")
    assert len(links) == 3  # in the masthead, beside the authors, at the foot
    assert page.all("link", rel="alternate", hreflang="es", href="http://localhost:8000/es/articles/cansancio/")
    assert read(client.get("/es/articles/cansancio/")).all("a", href="/articles/tired/", hreflang="en")


def test_without_a_translation_the_other_language_begins_at_its_first_page(client, published):
    assert read(client.get("/articles/a-lump-in-the-neck/")).all("a", href="/es/", hreflang="es")


def test_an_article_is_public_in_its_own_language_only(client, published):
    assert client.get("/es/articles/a-lump-in-the-neck/").status_code == 404


def test_a_draft_is_not_found(client, article):
    assert client.get("/articles/words-about-a-lump/").status_code == 404


def test_readers_see_the_edition_while_the_draft_goes_on(client, published):
    published.title = "Canarybird"
    published.save_revision()

    assert "Canarybird" not in client.get("/articles/a-lump-in-the-neck/").content.decode()


def test_a_renamed_article_redirects_for_good(client, published):
    published.slug = "a-lump"
    published.save()

    response = client.get("/articles/a-lump-in-the-neck/")

    assert (response.status_code, response.headers["Location"]) == (301, "/articles/a-lump/")


def test_a_withdrawn_article_is_gone_and_says_why(client, published):
    withdraw(published, reason="The advice has changed.")

    response = client.get("/articles/a-lump-in-the-neck/")

    assert response.status_code == 410
    text = read(response).text
    assert "A lump in the neck" in text
    assert "This article is no longer published. The advice has changed." in text
    assert "Plain words." not in text
    assert read(response).all("a", href="/articles/")


def test_a_withdrawal_without_words_has_a_reason_in_the_readers_language(client):
    make_published(title="Cansancio", language="es").unpublish()

    text = read(client.get("/es/articles/cansancio/")).text

    assert "Quien lo publicó retiró el artículo." in text


def test_asking_for_the_head_only_works(client, published):
    response = client.head("/articles/a-lump-in-the-neck/")

    assert (response.status_code, response.content) == (200, b"")


def test_nothing_can_be_posted(client, published):
    assert client.post("/articles/a-lump-in-the-neck/").status_code == 405


def test_more_blocks_need_no_more_queries(client):
    def queries(slug: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/articles/{slug}/").status_code == 200
        return len(captured)

    question = ("question", {"question": "Is it?", "answer": "<p>Yes.</p>"})
    people = [PersonFactory(affiliation="Sample Hospital") for _ in range(5)]
    quotes = [("quote", {"words": "Yes.", "person": person}) for person in people]
    make_published(title="Short", body=[question, quotes[0]])
    make_published(title="Long", body=[question, *quotes, question, question])
    queries("short")

    assert queries("long") == queries("short")
