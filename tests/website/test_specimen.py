import pytest

from tests.factories import TODAY, make_published
from wellread.discovery.articles import recently_reviewed
from wellread.website.specimen import find_specimen

pytestmark = pytest.mark.django_db


def found():
    return find_specimen(recently_reviewed("en", limit=3, today=TODAY), language="en")


def test_without_a_reviewed_article_there_is_no_specimen():
    assert found() is None


def test_an_article_without_questions_is_no_specimen():
    make_published()

    assert found() is None


def test_an_answer_that_begins_with_a_list_is_not_cut_into_a_paragraph():
    answer = "<ul><li>One.</li></ul><p>Two.</p>"
    make_published(body=[("question", {"question": "Which?", "answer": answer})])

    assert found() is None


def test_the_specimen_is_the_first_paragraph_word_for_word():
    answer = "<p>Yes.<br>It is <i>real</i>.</p><p>More.</p>"
    make_published(title="Tired", body=[("question", {"question": "Is it?", "answer": answer})])

    specimen = found()

    assert specimen.answer_html == "Yes.<br>It is <em>real</em>."
    assert (specimen.question, specimen.url) == ("Is it?", "/articles/tired/#is-it")
