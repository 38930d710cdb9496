from wellread.articles.content import (
    ArticleContent,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Section,
    block_texts,
)
from wellread.articles.passages import PassageText, anchors, passage_texts

BODY = (
    KeyFacts(("Most are harmless.",)),
    Paragraph("<p>First.</p>"),
    Paragraph("<p>Second <b>one</b>.</p>"),
    Image("a.png", caption=""),
    Question("Is it cancer?", "<p>Seldom.</p>"),
    Paragraph("<p>But ask.</p>"),
    ItemList(("Fever", "Chills")),
    Paragraph("<p>Rest.</p>"),
    Section("Treatment", ""),
    PullQuote("Ask early.", PersonContent("A Person")),
    GetHelp("<p>Call us.</p>"),
    Question("Is it cancer?", "<p>No.</p>"),
)


def test_running_paragraphs_are_one_passage_and_the_rest_their_own():
    assert passage_texts(BODY) == [
        PassageText("", "", "Most are harmless."),
        PassageText("", "", "First. Second one."),
        PassageText("is-it-cancer", "Is it cancer?", "Seldom. But ask."),
        PassageText("is-it-cancer", "Is it cancer?", "Fever Chills"),
        PassageText("is-it-cancer", "Is it cancer?", "Rest."),
        PassageText("treatment", "Treatment", ""),
        PassageText("treatment", "Treatment", "Ask early."),
        PassageText("treatment", "Treatment", "Call us."),
        PassageText("is-it-cancer-2", "Is it cancer?", "No."),
    ]


def test_every_passage_stands_in_the_article_word_for_word():
    content = ArticleContent("1", "A headline", "en", body=BODY)

    everything = " ".join(text for block in content.body for text in block_texts(block) if text)

    assert all(passage.text in everything for passage in passage_texts(BODY))


def test_a_section_never_takes_the_anchor_of_a_question():
    body = (Section("Pain", ""), Question("Pain", ""), Section("Pain", ""), Section("", ""))

    assert list(anchors(body)) == ["pain-2", "pain", "pain-3", "section"]


def test_no_words_are_no_passage():
    assert passage_texts([Paragraph(""), Image("a.png")]) == []
