from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_published
from tests.website.builders import read
from wellread.articles.models import InstitutionSettings

pytestmark = pytest.mark.django_db


def test_an_empty_library_says_so(client):
    page = read(client.get("/"))

    assert "There are no articles here yet." in page.text
    assert page.all("input", name="q", type="search")


def test_the_institution_names_itself_and_gives_its_number(client):
    InstitutionSettings.objects.create(
        name="Sample Clinic",
        description="Words for patients.",
        emergency_sentence="Dial 112 if it cannot wait.",
        call_to_action_text="Ask a nurse.",
        call_to_action_telephone="+12025550142",
    )

    page = read(client.get("/"))

    assert "Sample Clinic" in page.text
    assert "Words for patients." in page.text
    assert "Dial 112 if it cannot wait." in page.text
    assert "Ask a nurse." in page.text
    assert page.all("a", href="tel:+12025550142")


def test_every_term_of_both_facets_has_its_exact_count(client, vocabulary):
    make_published(terms=[vocabulary["throat"], vocabulary["support"]])
    make_published(terms=[vocabulary["head"]])

    page = read(client.get("/"))

    assert "Head and Neck Cancer 2 articles" in page.text
    assert "Throat Cancer 1 article" in page.text
    assert "Breast Cancer 0 articles" in page.text
    assert "Support 1 article" in page.text
    assert page.all("a", href="/diseases/throat-cancer/")
    assert page.all("a", href="/topics/")


def test_new_and_lately_reviewed_articles_show(client):
    make_published(title="The older one", published_on=date(2024, 1, 1))
    make_published(title="The newer one", published_on=date(2025, 1, 1))
    make_published(title="About parking", signed=False, published_on=date(2023, 1, 1))

    text = read(client.get("/")).text

    assert text.index("The newer one") < text.index("The older one") < text.index("About parking")
    assert text.count("The newer one") == 2
    assert text.count("About parking") == 1
    assert "See all 3 articles" in text


def test_the_answer_on_the_first_page_is_a_quotation_with_its_stamp(client):
    answer = "<p>Yes. Most people are <b>tired</b>.</p><p>There is more.</p>"
    make_published(title="Tired", body=[("question", {"question": "Is it normal?", "answer": answer})])

    page = read(client.get("/"))

    assert page.all("blockquote", cite="/articles/tired/#is-it-normal")
    assert "Yes. Most people are tired ." in page.text
    assert "There is more." not in page.text
    assert "Read on: Tired" in page.text


def test_a_draft_is_nowhere(client):
    make_article(title="Canarybird")

    assert "Canarybird" not in client.get("/").content.decode()


def test_more_articles_need_no_more_queries(client, vocabulary):
    def queries() -> int:
        client.get("/")  # the index learns what was published
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    for _ in range(5):
        make_published(terms=[vocabulary["throat"], vocabulary["support"]])
    few = queries()
    for _ in range(7):
        make_published(terms=[vocabulary["throat"], vocabulary["breast"]])

    assert queries() == few
