"""The page of answers in each of its states, and with a library behind it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_published, sign_article
from tests.website.builders import read
from tests.website.results import CARD, a_hit, an_answer, shown_answers
from wellread.articles.models import InstitutionSettings
from wellread.review.coverage import Status

pytestmark = pytest.mark.django_db

BODY = [
    ("question", {"question": "How long does the tiredness last?", "answer": "<p>It eases in weeks or months.</p>"}),
    ("question", {"question": "What is it?", "answer": "<p>A side effect of treatment.</p>"}),
]


@pytest.fixture
def tired(db):
    return make_published(title="The tiredness after treatment", slug="tired", body=BODY)


def test_before_a_question_the_page_says_what_can_be_asked(client, tired):
    page = read(client.get("/answers/"))

    assert page.all("input", name="q", id="page--ask")
    assert page.all("a", href="/answers/?q=How+long+does+the+tiredness+last%3F")
    assert "What is it?" not in page.text
    assert "The tiredness after treatment" in page.text
    assert not page.all("meta", name="robots")


def test_an_empty_library_can_be_asked_nothing_yet_and_says_so(client):
    page = read(client.get("/answers/"))

    assert "There are no articles here yet." in page.text
    assert page.mistakes == []


def test_examples_are_of_articles_whose_review_holds(client, tired):
    make_published(title="The tiredness of parking", signed=False, body=BODY)
    late = make_article(
        title="Tiredness of old", body=[("question", {"question": "Old tiredness?", "answer": "<p>Yes.</p>"})]
    )
    sign_article(late, signed_at=datetime(2015, 1, 1, tzinfo=UTC))
    late.get_latest_revision().publish()

    examples = [link["href"] for link in read(client.get("/answers/")).all("a") if "answers/?q=" in link["href"]]

    assert examples == ["/answers/?q=How+long+does+the+tiredness+last%3F"]


def test_answers_are_quoted_with_their_source_and_stamp():
    page = shown_answers(answers=(an_answer("It eases.\nSlowly."), an_answer("<b>Rest.</b>", anchor="")))

    assert "2 answers from our library, word for word." in page.text
    assert "It eases. Slowly." in page.text
    assert "<b>Rest.</b>" in page.text
    assert "Medically reviewed by Maren Sample, M.D., on September 14, 2026" in page.text
    assert page.all("blockquote", cite="/articles/tired/#how-long")
    assert page.all("a", href="/articles/tired/#how-long")
    assert page.all("a", href="/articles/tired/")
    assert len(page.all("div", **{"class": "covered", "data-review": "current"})) == 2


def test_a_single_answer_is_one_answer():
    assert "One answer from our library" in shown_answers(answers=(an_answer(),)).text


def test_words_without_a_review_have_no_line_and_say_so():
    answer = an_answer()
    unreviewed = type(answer)(answer.text, "", a_hit(status=Status.NONE), "", 0.9)

    page = shown_answers(answers=(unreviewed,))

    assert page.all("div", **{"class": "covered", "data-review": "none"})
    assert "Not medically reviewed" in page.text


def test_without_an_answer_the_page_says_so_and_shows_articles():
    page = shown_answers(articles=(a_hit("near"),))

    assert "We have no answer to this" in page.text
    assert "Articles that may help" in page.text
    assert page.all("a", href="/articles/near/")
    assert page.all("a", href="/articles/?q=why+am+I+tired")


def test_articles_with_some_words_only_are_called_so():
    assert "Articles with some of these words" in shown_answers(articles=(a_hit(),), some_words_only=True).text


def test_in_a_crisis_the_card_comes_first_and_heads_the_page():
    page = shown_answers(crisis_card=CARD, articles=(a_hit("near"),))

    assert [heading["class"] for heading in page.all("h1")] == ["crisis__heading"]
    assert page.text.index("You are not alone tonight.") < page.text.rindex("why am I tired”")
    assert "no answer" not in page.text
    assert page.all("a", href="tel:988")
    assert page.all("a", href="/articles/near/")


def test_in_a_crisis_nothing_is_shown_that_merely_shares_a_word():
    page = shown_answers(crisis_card=CARD, articles=(a_hit("near"),), some_words_only=True)

    assert not page.all("a", href="/articles/near/")
    assert "Ask it another way" in page.text


def test_a_card_without_ways_has_no_empty_ones():
    bare = type(CARD)("Stay where you are.", "<p>Help comes.</p>")

    page = shown_answers(crisis_card=bare)

    assert not page.all("p", class_="crisis__ways")
    assert page.mistakes == []


def test_a_corrected_question_leads_back_to_what_was_typed():
    page = shown_answers(words="calcuim?", corrected_words="calcium?", answers=(an_answer(),))

    assert "Showing results for calcium?" in page.text
    assert page.all("a", href="/articles/?exact=1&q=calcuim%3F")


def test_the_institution_can_be_called_from_a_page_without_an_answer(client, tired):
    InstitutionSettings.objects.create(name="Clinic", call_to_action_telephone="+12025550142")

    assert read(client.get("/answers/?q=gravel")).all("a", href="tel:+12025550142")


def test_a_question_is_answered_word_for_word_and_leads_to_its_place(client, tired):
    page = read(client.get("/answers/", {"q": "How long does the tiredness last?"}))

    assert "It eases in weeks or months." in page.text
    assert page.all("a", href="/articles/tired/#how-long-does-the-tiredness-last")
    assert read(client.get("/articles/tired/")).all("section", id="how-long-does-the-tiredness-last")
    assert page.all("meta", name="robots", content="noindex, follow")


def test_a_question_in_the_search_box_shows_its_best_answer_above_the_hits(client, tired):
    asked = read(client.get("/articles/", {"q": "How long does the tiredness last?"}))
    words = read(client.get("/articles/", {"q": "tiredness last"}))

    assert asked.all("section", class_="best")
    assert asked.all("a", href="/answers/?q=How+long+does+the+tiredness+last%3F")
    assert not words.all("section", class_="best")


def test_what_cannot_be_asked_is_cut_or_left_out_and_the_page_says_so(client, tired):
    assert "longer than 200 characters" in read(client.get("/answers/", {"q": "why " * 200})).text
    assert "no letters or numbers" in read(client.get("/answers/", {"q": "?!"})).text


@pytest.mark.parametrize("path", ["/answers/", "/answers/?q=tiredness", "/es/answers/", "/es/answers/?q=cansancio"])
def test_every_page_is_sound_and_has_one_heading(client, tired, path):
    page = read(client.get(path))

    assert page.mistakes == []
    assert len(page.all("h1")) == 1
    ids = [found["id"] for _tag, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))


def test_each_language_asks_its_own_articles(client, tired):
    make_published(title="El cansancio", language="es", body=[("paragraph", "<p>El cansancio pasa.</p>")])

    page = read(client.get("/es/answers/?q=cansancio"))

    assert page.all("html", lang="es")
    assert "El cansancio" in page.text
    assert "tiredness" not in page.text


def test_more_articles_need_no_more_queries_for_examples(client, tired):
    def queries():
        client.get("/answers/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/answers/")
        return len(captured)

    before = queries()
    for number in range(5):
        make_published(title=f"Tiredness {number}", body=BODY)

    assert queries() == before


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What is lymphoma?", True),
        ("Do I have to end the treatment of lymphoma?", False),
        ("How does it lead to lymphoma?", False),
        ("Lymphoma. What now?", False),
    ],
)
def test_only_questions_that_anybody_may_ask_are_examples(client, db, question, shown):
    make_published(title="Living with lymphoma", body=[("question", {"question": question, "answer": "<p>So.</p>"})])

    assert (question in read(client.get("/answers/")).text) is shown


def test_a_word_that_says_nothing_makes_no_question_stand_alone(client, db):
    body = [("question", {"question": "What else could it be?", "answer": "<p>Many things.</p>"})]
    make_published(title="What else could come after treatment", body=body)

    assert "What else could it be?" not in read(client.get("/answers/")).text
