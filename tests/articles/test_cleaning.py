import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.articles.cleaning import BLOCK_TAGS, INLINE_TAGS, clean_html
from wellread.articles.plain_text import plain_text

ELEMENTS = ["p", "b", "i", "strong", "em", "ul", "ol", "li", "sup", "sub", "a", "br", "table", "tr", "td", "div", "h2"]
ELEMENTS += ["form", "select", "option", "textarea", "svg", "math", "mi", "button", "template", "noscript", "iframe"]
ELEMENTS += ["script", "style"]
PIECES = [tag for element in ELEMENTS for tag in (f"<{element}>", f"</{element}>")]
PIECES += [" ", "\x00", "text", "<", "&", "&lt;", "&amp;", "<!--", "-->", "<a", "<a href='/x'>", "<p onclick='x()'>"]
PIECES += ['<a href="javascript:alert(1)">', "<img src=x onerror=y>"]
tag_soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=15).map("".join)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain.</p>",
        "<p><strong>Bold</strong>, <em>slanted</em>, 10<sup>9</sup>, H<sub>2</sub>O<br>next</p>",
        "<ul><li>One</li></ul><ol><li>Two</li></ol>",
        '<p><a href="https://example.org/">out</a> <a href="/articles/">in</a></p>',
        '<p><a href="mailto:a@example.org">mail</a></p>',
        '<p><a href="tel:+18442109567">call</a></p>',
    ],
)
def test_what_an_article_may_hold_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<script>steal()</script><p>Words</p>", "<p>Words</p>"),
        ("<style>p{}</style><p>Words</p>", "<p>Words</p>"),
        ("<p onclick='steal()' class='x' style='color:red' data-x=1>Words</p>", "<p>Words</p>"),
        ('<p><a href="https://example.org/" onmouseover="steal()" target="_blank">x</a></p>',
         '<p><a href="https://example.org/">x</a></p>'),
        ('<a href="javascript:steal()">x</a>', "x"),
        ('<a href=" JaVa\tScript:steal()">x</a>', "x"),
        ('<a href="data:text/html,x">x</a>', "x"),
        ('<a href="vbscript:x">x</a>', "x"),
        ('<img src="x" onerror="steal()">Words', "Words"),
        ('<iframe src="https://example.org/"></iframe>Words', "Words"),
        ("<svg onload=steal()>Words</svg>", "Words"),
        ("<p>Words<!-- a comment --></p>", "<p>Words</p>"),
        ("<b>bold</b> and <i>slanted</i>", "<strong>bold</strong> and <em>slanted</em>"),
        ("<p>One</p><p> </p><p></p>", "<p>One</p>"),
        ("<p>Not <closed", "<p>Not </p>"),
        ("3 < 5 & 7", "3 &lt; 5 &amp; 7"),
    ],
)  # fmt: skip
def test_everything_else_goes(html, cleaned):
    assert clean_html(html) == cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<div>One</div><div>Two</div>",
        "<h2>One</h2>Two",
        "<table><tr><td>One</td><td>Two</td></tr></table>",
        "One<hr>Two",
    ],
)
def test_words_that_stood_apart_do_not_grow_together(html):
    assert plain_text(clean_html(html)) == "One Two"


@pytest.mark.parametrize("html", ["<p>One</p><p>Two</p>", "<ul><li>One</li><li>Two</li></ul>", "<p>One</p>Two"])
def test_inline_text_has_no_paragraphs_and_keeps_its_words_apart(html):
    assert clean_html(html, inline=True).split() == ["One", "Two"]


def test_inline_text_keeps_emphasis_and_links():
    html = '<strong>A</strong> <em>b</em><sup>2</sup> <a href="/x">c</a>'

    assert clean_html(f"<p>{html}</p>", inline=True) == html


@given(tag_soup, st.booleans())
@settings(deadline=None, max_examples=400)
def test_cleaning_what_is_clean_changes_nothing(html, inline):
    cleaned = clean_html(html, inline=inline)

    assert clean_html(cleaned, inline=inline) == cleaned


@given(tag_soup, st.booleans())
@settings(deadline=None, max_examples=400)
def test_nothing_but_the_allowed_tags_comes_through(html, inline):
    cleaned = clean_html(html, inline=inline)

    tags = re.findall(r"<[^>]*>?", cleaned)
    allowed = "|".join(INLINE_TAGS if inline else INLINE_TAGS | BLOCK_TAGS)
    assert all(re.fullmatch(rf"</?(?:{allowed})>|<a(?: href=\"[^\"]*\")?>", tag) for tag in tags)
    assert "javascript:" not in "".join(tags)


def test_markup_nested_against_the_rules_comes_to_rest():
    deep = "<a href='/x'><table><td>" * 60 + "words"

    assert clean_html(clean_html(deep)) == clean_html(deep)
