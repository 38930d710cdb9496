"""Questions and their answers, for programs."""

import pytest

from tests.api.test_openapi import check
from tests.factories import make_published
from tests.website.results import CARD, a_hit, an_answer
from wellread.api.shaping import answer_list
from wellread.discovery.results import Answers

pytestmark = pytest.mark.django_db

KEYS = {"query", "corrected_query", "language", "answers", "crisis_card", "articles", "some_words_only"}


@pytest.fixture
def tired(terms):
    question = {"question": "How long does the tiredness last?", "answer": "<p>It eases in weeks or months.</p>"}
    return make_published(
        title="The tiredness after treatment", slug="tired", terms=[terms.anemia], body=[("question", question)]
    )


def test_a_question_is_answered_word_for_word_with_its_place(get, tired):
    told = get("/v1/answers?q=How+long+does+the+tiredness+last%3F")

    [answer] = told["answers"]
    assert set(told) == KEYS
    assert set(answer) == {"text", "question", "article", "url", "score"}
    assert answer["text"] == "It eases in weeks or months."
    assert answer["question"] == "How long does the tiredness last?"
    assert answer["article"]["slug"] == "tired"
    assert answer["article"]["review"]["status"] == "current"
    assert answer["url"] == "http://localhost:8000/articles/tired/#how-long-does-the-tiredness-last"
    assert 0 < answer["score"] <= 1


def test_without_an_answer_there_are_articles_at_most(get, tired):
    told = get("/v1/answers?q=treatment+xyzzyq")

    assert (told["answers"], told["crisis_card"]) == ([], None)
    assert [hit["slug"] for hit in told["articles"]] == ["tired"]


def test_every_key_is_there_with_a_crisis_card_and_a_place_without_an_anchor():
    found = Answers("kill", "kills", (an_answer(anchor=""),), CARD, (a_hit("near"),), some_words_only=True)

    told = answer_list(found, ["disease"], language="en").model_dump()

    assert set(told) == KEYS
    assert told["corrected_query"] == "kills"
    assert told["answers"][0]["url"] == "http://localhost:8000/articles/tired/"
    assert told["crisis_card"] == {
        "heading": "You are not alone tonight.",
        "what_to_do_html": "<p>Someone will listen, right now.</p>",
        "telephone": "988",
        "telephone_url": "tel:988",
        "telephone_label": "",
        "url": "https://example.org/chat",
        "url_label": "Write in a chat",
    }


@pytest.mark.parametrize("query", ["", "?q=", "?q=tiredness", "?q=How+long+does+the+tiredness+last%3F", "?language=es"])
def test_answers_are_as_described(get, tired, query):
    check(get("/openapi.json"), "/api/v1/answers", 200, get(f"/v1/answers{query}"))


@pytest.mark.parametrize(
    ("query", "parameter", "limit"),
    [(f"q={'a' * 201}", "q", 200), ("page=1", "page", None), ("language=de", "language", None), ("q=a&q=b", "q", None)],
)
def test_what_means_nothing_is_refused_by_name(get, terms, query, parameter, limit):
    problem = get(f"/v1/answers?{query}", status=400)

    assert (problem["parameter"], problem["limit"]) == (parameter, limit)
    check(get("/openapi.json"), "/api/v1/answers", 400, problem)


def test_each_language_has_its_own_answers(get, tired, client):
    assert get("/v1/answers?q=tiredness&language=es")["articles"] == []
    assert client.get("/api/v1/answers?language=es").headers["Content-Language"] == "es"
