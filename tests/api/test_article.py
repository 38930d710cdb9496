import hashlib

import pytest
import rfc8785
from django.utils import timezone

from tests.factories import make_article, make_published, sign_article
from wellread.articles.interchange import block_to_json, content_to_json
from wellread.articles.models import RelatedArticle, institution
from wellread.articles.reading import content_of
from wellread.publishing.publish import withdraw
from wellread.review.attest import report

pytestmark = pytest.mark.django_db

MORE_KEYS = {
    "authors", "body", "references", "call_to_action", "edition", "medical_wording", "digest", "translations",
    "urgent_notice", "sponsored_by", "source_url", "related",
}  # fmt: skip


def test_every_key_is_there_even_where_there_is_nothing(get, bare):
    hit = get("/v1/articles")["hits"][0]

    article = get(f"/v1/articles/{bare.slug}")

    assert set(article) == set(hit) | MORE_KEYS
    assert {key: article[key] for key in hit} == hit
    assert article["call_to_action"] is None
    assert (article["urgent_notice"], article["source_url"], article["body"]) == ("", "", [])
    assert (article["translations"], article["related"]) == ([], [])


def test_a_whole_article_tells_all_its_words(get, whole):
    article = get(f"/v1/articles/{whole.slug}")

    content = content_to_json(content_of(whole))
    for key in ("headline", "summary", "urgent_notice", "source_url", "authors", "references"):
        assert article[key] == content[key], key
    assert article["related"] == []


def test_blocks_are_those_of_an_articles_json_with_addresses(get, whole):
    body = get(f"/v1/articles/{whole.slug}")["body"]

    for shown, block in zip(body, content_of(whole).body, strict=True):
        values = block_to_json(block)
        assert {key: shown[key] for key in values} == values
        assert set(shown) - set(values) == {"question": {"anchor", "url"}, "image": {"url"}}.get(shown["type"], set())


def test_each_question_has_the_address_of_its_very_place(get, whole):
    body = get(f"/v1/articles/{whole.slug}")["body"]

    questions = [(block["anchor"], block["url"]) for block in body if block["type"] == "question"]
    page = f"http://localhost:8000/articles/{whole.slug}/"
    assert questions == [
        ("what-are-calcium-spots", f"{page}#what-are-calcium-spots"),
        ("do-they-hurt", f"{page}#do-they-hurt"),
    ]


def test_an_image_has_an_address_that_anybody_can_open(get, client, whole):
    (image,) = [block for block in get(f"/v1/articles/{whole.slug}")["body"] if block["type"] == "image"]

    response = client.get(image["url"].removeprefix("http://localhost:8000"))

    assert image["url"] == f"http://localhost:8000/images/{image['file']}"
    assert hashlib.sha256(b"".join(response)).hexdigest() == image["file"].removesuffix(".png")


def test_the_call_to_action_can_be_dialled(get, whole):
    assert get(f"/v1/articles/{whole.slug}")["call_to_action"] == {
        "text": "Call us.",
        "url": "https://example.org/call",
        "telephone": "+12025550142",
        "telephone_url": "tel:+12025550142",
    }


def test_without_its_own_the_institutions_call_to_action_is_told(get, bare):
    settings = institution()
    settings.call_to_action_text, settings.call_to_action_telephone = "Call the hospital.", "(844) 210-9567"
    settings.save()

    assert get(f"/v1/articles/{bare.slug}")["call_to_action"] == {
        "text": "Call the hospital.",
        "url": "",
        "telephone": "+18442109567",
        "telephone_url": "tel:+18442109567",
    }


def test_anyone_can_compute_the_digest(get, whole):
    article = get(f"/v1/articles/{whole.slug}")

    assert hashlib.sha256(rfc8785.dumps(article["medical_wording"])).hexdigest() == article["digest"]
    assert article["medical_wording"][0] == {"kind": "headline", "text": article["headline"]}


def test_the_edition_is_told(get, whole):
    whole.summary, whole.change_note, whole.change_kind = "Almost all are harmless.", "Said more.", "correction"
    sign_article(whole)
    whole.save_revision(clean=False).publish()

    edition = get(f"/v1/articles/{whole.slug}")["edition"]

    assert {key: edition[key] for key in ("number", "kind", "change_note")} == {
        "number": 2,
        "kind": "correction",
        "change_note": "Said more.",
    }
    moment = timezone.datetime.fromisoformat(edition["published_at"])
    assert abs(timezone.now() - moment).total_seconds() < 60


def test_a_review_reported_long_ago_is_told_as_late(get, terms):
    article = make_article(terms=[terms.anemia])
    report(article, content_of(article), by="The source's board", on=timezone.datetime(2021, 11, 18).date())
    article.get_latest_revision().publish()

    review = get(f"/v1/articles/{article.slug}")["review"]

    assert review == {
        "status": "reported_overdue",
        "reviewer": "The source's board",
        "last_reviewed": "2021-11-18",
        "review_due": "2024-11-18",
    }


def test_translations_and_related_articles_lead_on(get, terms):
    other = make_published(signed=False, title="Next", terms=[terms.anemia])
    article = make_article(kind="information", terms=[terms.anemia])
    article.related_articles = [RelatedArticle(to=other)]
    article.save_revision(clean=False).publish()
    spanish = make_published(
        signed=False, title="Otro", language="es", terms=[terms.anemia], translation_key=article.translation_key
    )

    answer = get(f"/v1/articles/{article.slug}")

    assert [hit["headline"] for hit in answer["related"]] == ["Next"]
    assert set(answer["related"][0]) == set(get("/v1/articles")["hits"][0])
    assert answer["translations"] == [
        {
            "language": "es",
            "slug": spanish.slug,
            "headline": "Otro",
            "url": f"http://localhost:8000/es/articles/{spanish.slug}/",
        }
    ]
    assert get(f"/v1/articles/{spanish.slug}?language=es")["translations"][0]["language"] == "en"


def test_words_of_a_later_draft_are_not_told(get, whole):
    whole.title = whole.summary = whole.urgent_notice = "Nobody may read this"
    whole.save_revision()

    assert "Nobody may read this" not in str(get(f"/v1/articles/{whole.slug}"))


class TestOtherAnswers:
    @pytest.mark.parametrize("slug", ["nothing", "%00", "a%20b", "..", "%F0%9F%99%82", "x" * 3000])
    def test_an_article_that_never_was(self, get, terms, slug):
        problem = get(f"/v1/articles/{slug}", status=404)

        assert (problem["status"], problem["title"]) == (404, "Not Found")
        assert problem["type"].endswith("/not-found")

    def test_a_draft_is_as_if_it_never_was(self, get, article):
        assert get(f"/v1/articles/{article.slug}", status=404)["title"] == "Not Found"

    def test_an_article_of_another_language_names_the_language(self, get, whole):
        problem = get(f"/v1/articles/{whole.slug}?language=es", status=404)

        assert "“es”" in problem["detail"]

    def test_a_withdrawn_article_says_why_and_when(self, get, whole):
        withdraw(whole, reason="A drug was recalled.")

        problem = get(f"/v1/articles/{whole.slug}", status=410)

        assert problem["type"].endswith("/withdrawn")
        assert problem["reason"] == "A drug was recalled."
        assert problem["withdrawn_on"] == timezone.localdate().isoformat()
        assert "calcium spots" in problem["detail"] and "Most are harmless" not in str(problem)

    def test_a_renamed_article_redirects(self, client, whole):
        old = whole.slug
        whole.slug = "calcium"
        whole.save_revision(clean=False).publish()

        response = client.get(f"/api/v1/articles/{old}")

        assert response.status_code == 301
        assert response.headers["Location"] == "http://localhost:8000/api/v1/articles/calcium"
        assert client.get(response.headers["Location"].removeprefix("http://localhost:8000")).status_code == 200

    def test_a_renamed_article_of_another_language_redirects_within_it(self, client, terms):
        article = make_published(signed=False, language="es", terms=[terms.anemia])
        old = article.slug
        article.slug = "nuevo"
        article.save_revision(clean=False).publish()

        response = client.get(f"/api/v1/articles/{old}?language=es")

        assert response.headers["Location"].endswith("/api/v1/articles/nuevo?language=es")

    @pytest.mark.parametrize("query", ["q=a", "disease=anemia", "language=de", "language=en&language=es", "x"])
    def test_parameters_that_mean_nothing_here_are_refused(self, get, whole, query):
        problem = get(f"/v1/articles/{whole.slug}?{query}", status=400)

        assert problem["parameter"] == query.split("=")[0]


def test_queries_do_not_grow_with_the_blocks(client, whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert client.get(f"/api/v1/articles/{whole.slug}").status_code == 200
