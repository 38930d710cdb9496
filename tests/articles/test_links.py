from tests.articles.contents import WHOLE
from wellread.articles.content import ArticleContent, CallToAction, ItemList, Paragraph, Question, Section
from wellread.articles.links import Link, links_of


def test_links_come_in_reading_order_with_their_words():
    body = (
        Paragraph('<p>See <a href="/a/">the <em>first</em></a> and <a href=" /b/ ">second</a>.</p>'),
        Question("Why?", '<p><a href="#why">Here</a></p>'),
        Section("After", "<p>No link.</p>"),
        ItemList(('<a href="mailto:a@example.org">Write</a>',)),
    )

    found = links_of(ArticleContent("x", "X", "en", body=body, call_to_action=CallToAction("Call us.", "/call/")))

    assert found == [
        Link("/a/", "the first"),
        Link("/b/", "second"),
        Link("#why", "Here"),
        Link("mailto:a@example.org", "Write"),
        Link("/call/", "Call us."),
    ]


def test_an_article_without_links_has_only_its_call_to_action():
    assert links_of(WHOLE) == [Link("https://example.org/call", "Call us.")]


def test_what_has_no_address_is_no_link():
    assert links_of(ArticleContent("x", "X", "en", body=(Paragraph("<p><a>words</a></p>"),))) == []
