import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.articles.cleaning import clean_html
from wellread.articles.plain_text import normalised, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<p>One<br>Two</p>", "One Two"),
        ("<p>plain <strong>bold</strong> <em>slanted</em></p>", "plain bold slanted"),
        ('<p>See <a href="https://example.org/">here</a>.</p>', "See here."),
        ("<p>10<sup>9</sup> cells</p>", "10^(9) cells"),
        ("<p>H<sub>2</sub>O</p>", "H_(2)O"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One - Two"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One 2. Two"),
        ("<ol><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>", "1. One - Inner 2. Two"),
        ("<li>Alone</li>", "- Alone"),
        ("<p>3 &lt; 5 &amp; 7 &gt; 5</p>", "3 < 5 & 7 > 5"),
        ("<p>a&nbsp;b\n  c</p>", "a b c"),
    ],
)
def test_the_words_stay_and_so_do_marks_that_change_their_meaning(html, text):
    assert plain_text(html) == text


def test_list_marks_can_be_left_out():
    assert plain_text("<ol><li>One</li></ol><ul><li>Two</li></ul>", list_marks=False) == "One Two"


def test_a_power_is_not_a_number():
    assert plain_text("<p>10<sup>9</sup></p>") != plain_text("<p>109</p>")


@given(st.text())
@settings(deadline=None)
def test_text_that_was_escaped_comes_back_as_it_was(text):
    shown = normalised("".join(letter for letter in text if letter.isprintable() or letter.isspace()))

    assert plain_text(clean_html(shown.replace("&", "&amp;").replace("<", "&lt;"))) == shown


@given(st.text())
@settings(deadline=None)
def test_normalising_twice_changes_nothing_and_form_does_not_matter(text):
    assert normalised(normalised(text)) == normalised(text)
    assert normalised(unicodedata.normalize("NFD", text)) == normalised(text)
