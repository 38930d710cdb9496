"""Lines that stand on a page many times over, and are kept."""

import pytest
from django.template import engines
from django.utils.translation import override

from tests.website.results import a_hit
from wellread.review.coverage import Status
from wellread.website.templatetags.lines import article_url, counted, grouped, hit_foot, stamp_mark

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "language", "html"),
    [
        (0, "en", '0<span class="sr"> articles</span>'),
        (1, "en", '1<span class="sr"> article</span>'),
        (5000, "en", '5,000<span class="sr"> articles</span>'),
        (2, "es", '2<span class="sr"> artículos</span>'),
    ],
)
def test_a_number_says_for_those_who_listen_what_it_counts(number, language, html):
    with override(language):
        assert counted(number) == html


def test_a_large_number_is_written_in_groups():
    assert grouped(1234567) == "1,234,567"


def test_a_kept_line_has_the_words_of_each_language():
    hit = a_hit()

    english = hit_foot(hit)
    with override("es"):
        spanish = hit_foot(hit)

    assert "Medically reviewed" in english
    assert "Revisión médica" in spanish
    assert hit_foot(hit) == english


def test_hits_with_different_reviews_have_different_lines():
    assert hit_foot(a_hit()) != hit_foot(a_hit(status=Status.OVERDUE)) != hit_foot(a_hit(status=Status.NONE))


def test_an_article_keeps_the_language_of_its_address():
    assert article_url(a_hit("a")) == "/articles/a/"
    with override("es"):
        assert article_url(a_hit("a")) == "/articles/a/"
    assert article_url(a_hit("a", language="es")) == "/es/articles/a/"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.CURRENT, "Medically reviewed"),
        (Status.OVERDUE, "Review overdue"),
        (Status.REPORTED, "Reviewed at its source"),
        (Status.REPORTED_OVERDUE, "Review overdue"),
        (Status.NONE, "Not medically reviewed"),
    ],
)
def test_a_mark_says_its_state_in_words_and_in_shape(status, words):
    mark = stamp_mark(a_hit(status=status))

    assert f"{words}, </span>3 min" in mark
    assert f'data-review="{status}"' in mark
    assert "<svg" in mark


def test_markup_in_the_name_of_a_reviewer_is_words():
    hit = a_hit()
    nasty = a_hit(
        review=type(hit.review)(Status.CURRENT, "<b>Eve</b>", hit.review.last_reviewed, hit.review.review_due)
    )

    page = engines["django"].from_string("{% load lines %}{% hit_foot hit %}").render({"hit": nasty})

    assert "<b>Eve" not in page
