import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.contents import contents
from wellread.articles.content import ArticleContent, Paragraph, Question, block_texts
from wellread.discovery.excerpts import excerpt_html
from wellread.publishing.door import search_words


def article(*body):
    return ArticleContent(source_id="test:1", headline="The headline", language="en", body=body)


def excerpt(words, *body):
    return excerpt_html(article(*body), search_words(words))


def test_the_words_sought_are_marked_where_they_begin_a_word():
    assert excerpt("lump", Paragraph("<p>Two lumps, no plump one.</p>")) == "Two <mark>lumps</mark>, no plump one."


def test_accents_and_capitals_do_not_matter_and_stay_as_written():
    assert excerpt("cancer", Paragraph("<p>El CÁNCER no.</p>")) == "El <mark>CÁNCER</mark> no."


def test_the_part_with_the_most_words_is_shown():
    body = (Paragraph("<p>A lump.</p>"), Question("Does a lump hurt?", "<p>No.</p>"))

    assert excerpt("lump hurt", *body) == "Does a <mark>lump</mark> <mark>hurt</mark>?"


def test_words_in_the_headline_alone_have_no_excerpt():
    assert excerpt("headline", Paragraph("<p>Words.</p>")) == ""


def test_without_words_or_without_a_body_there_is_no_excerpt():
    assert excerpt("", Paragraph("<p>Words.</p>")) == ""
    assert excerpt("words") == ""


def test_a_long_part_is_cut_around_the_words():
    html = "<p>" + "before " * 50 + "lump " + "after " * 50 + "</p>"

    shown = excerpt("lump", Paragraph(html))

    assert shown.startswith("… before") and shown.endswith("after …")
    assert "<mark>lump</mark>" in shown
    assert len(shown.split()) == 32


def test_what_looks_like_markup_is_text():
    shown = excerpt("script", Paragraph("<p>A &lt;script&gt; &amp; &quot;more&quot;</p>"))

    assert shown == "A &lt;<mark>script</mark>&gt; &amp; &quot;more&quot;"


@given(contents, st.text(max_size=4))
@settings(deadline=None)
def test_an_excerpt_holds_no_markup_but_marks_and_no_words_but_the_articles(content, words):
    shown = excerpt_html(content, search_words(words))

    assert not re.search(r"<(?!/?mark>)", shown)
    assert shown.count("<mark>") == shown.count("</mark>")
    pieces = {piece for block in content.body for text in block_texts(block) for piece in text.split()}
    assert all(piece in pieces | {"…"} for piece in unescape(re.sub("</?mark>", "", shown)).split())
