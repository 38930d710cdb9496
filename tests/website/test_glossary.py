import pytest

from tests.factories import make_published
from tests.website.builders import read
from wellread.articles.content import (
    ArticleContent,
    GetHelp,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    Question,
    Quote,
)
from wellread.vocabulary.models import Code, Synonym, TermName
from wellread.website.byline import named
from wellread.website.glossary import Word, explained, words_of
from wellread.website.passages import piece_maker, read_body

ANEMIA = Word("Anemia", "Too few red blood cells.", "/diseases/anemia/")
CANCER = Word("Breast Cancer", "Cancer of the breast.", "/diseases/breast-cancer/")
SYNDROME = Word("Breast Cancer Syndrome")


def body_of(*blocks, words=(ANEMIA, CANCER)):
    content = ArticleContent("a", "Tired", "en", body=blocks)
    return explained(read_body(content, piece_maker(named, str)), words)


def html_of(html, **kwargs):
    return body_of(Question("What?", html), **kwargs).passages[0].html


def test_the_first_use_is_marked_and_explained_beside_its_passage():
    body = body_of(Question("Why?", "<p>It may be anemia.</p>"), Question("Then?", "<p>Anemia and breast cancer.</p>"))

    assert body.passages[0].html == "<p>It may be <dfn>anemia</dfn>.</p>"
    assert body.passages[1].html == "<p>Anemia and <dfn>breast cancer</dfn>.</p>"
    assert [(one.word, one.definition) for one in body.passages[0].explanations] == [
        ("anemia", "Too few red blood cells.")
    ]
    assert [one.word for one in body.passages[1].explanations] == ["breast cancer"]


def test_the_longest_name_counts_even_where_it_is_not_explained():
    assert "<dfn>" not in html_of("<p>A breast cancer syndrome.</p>", words=(ANEMIA, CANCER, SYNDROME))


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x">anemia</a></p>',
        '<p><a href="/x"><strong>anemia</strong></a></p>',
        "<p>nonanemia, anemia-like, pre-anemia</p>",
        "<p>anemi<em>a</em></p>",
    ],
)
def test_links_and_parts_of_words_stay_as_they_are(html):
    assert html_of(html) == html


def test_one_and_many_are_the_same_word():
    tumors = Word("Neuroendocrine Tumors", "Rare tumors.", "/x/")

    assert "<dfn>neuroendocrine tumor</dfn>" in html_of("<p>A neuroendocrine tumor.</p>", words=(tumors,))
    assert "<dfn>Anemias</dfn>" in html_of("<p>Anemias differ.</p>")


def test_everything_else_in_the_text_is_kept_to_the_letter():
    html = '<p>5 &lt; 6 &amp; &#233;, 10<sup>9</sup><br><a href="https://x.example/?a=1&amp;b=2">x</a>&nbsp;</p>'

    assert html_of(html) == html


def test_paragraphs_and_lists_are_read_too_but_no_quotation_and_no_call_for_help():
    expert = PersonContent("Jo", "R.N.")
    body = body_of(
        KeyFacts(("Anemia is common.",)),
        Quote("Anemia is tiring.", expert),
        GetHelp("<p>Call about anemia.</p>"),
        Paragraph("<p>No word.</p>"),
        ItemList(("It is anemia.",)),
    )

    (passage,) = body.passages
    assert passage.pieces[-1].block.items_html == ("It is <dfn>anemia</dfn>.",)
    assert passage.pieces[0].block.words == "Anemia is tiring."
    assert "<dfn>" not in passage.pieces[1].block.html
    assert body.brief == ("Anemia is common.",)


def test_without_a_vocabulary_nothing_is_marked():
    assert html_of("<p>Anemia.</p>", words=()) == "<p>Anemia.</p>"


@pytest.fixture
def anemia(vocabulary):
    term = vocabulary["throat"]
    term.name, term.slug, term.definition = "Anemia", "anemia", "Too few red blood cells."
    term.names.add(TermName(language="es", name="Anemia", definition="Pocos glóbulos rojos."))
    term.synonyms.add(Synonym(language="en", words="blood in urine"))
    term.codes.add(Code(prefix="D50"))
    term.save()
    return term


def test_only_medical_words_with_a_definition_in_the_language_are_explained(anemia, vocabulary):
    vocabulary["support"].definition = "Help."
    vocabulary["support"].codes.add(Code(prefix="Z63"))
    vocabulary["support"].save()
    vocabulary["breast"].definition = "Without a code nothing says that it is medical."
    vocabulary["breast"].save()

    assert [word.name for word in words_of("en") if word.definition] == ["Anemia"]
    assert [word.definition for word in words_of("es") if word.definition] == ["Pocos glóbulos rojos."]


def test_the_page_tells_that_the_explanation_is_ours(client, anemia):
    make_published(
        title="Tired",
        body=[("question", {"question": "Is anemia a reason?", "answer": "<p>Yes, anemia, or blood in urine.</p>"})],
    )

    page = read(client.get("/articles/tired/"))

    assert len(page.all("dfn")) == 1
    assert page.all("aside", **{"aria-label": "Words explained"})
    assert "Too few red blood cells. Our explanation, not part of the reviewed words." in page.text
    assert page.all("a", href="/diseases/anemia/")
    assert page.mistakes == []
