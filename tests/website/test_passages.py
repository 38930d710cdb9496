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
    Quote,
    Section,
)
from wellread.website.byline import named
from wellread.website.passages import piece_maker, read_body

EXPERT = PersonContent("Idris Sample", "R.N.", "nurse", "Sample Hospital", "idris-sample")
MAKE = piece_maker(lambda person: named(person, url=f"/people/{person.slug}/"), lambda file: f"/images/{file}")


def body_of(*blocks):
    return read_body(ArticleContent(source_id="a", headline="A", language="en", body=blocks), MAKE)


def test_an_empty_body_has_no_passages():
    body = body_of()

    assert (body.brief, body.passages, body.contents) == ((), (), ())


def test_what_follows_a_question_stands_inside_it():
    body = body_of(
        Paragraph("<p>Hello.</p>"),
        Question("Is it?", "<p>Yes.</p>"),
        Quote("It is.", EXPERT),
        ItemList(("one",)),
        Question("Why?", "<p>So.</p>"),
        GetHelp("<p>Call.</p>"),
        Section("More", "<p>Text.</p>"),
        PullQuote("It is.", EXPERT),
        Image("a.png", "A chart"),
    )

    assert [passage.kind for passage in body.passages] == ["opening", "question", "question", "section"]
    assert [[piece.kind for piece in passage.pieces] for passage in body.passages] == [
        ["paragraph"],
        ["quote", "list"],
        ["get_help"],
        ["pull_quote", "image"],
    ]


def test_key_facts_stand_above_the_body_wherever_they_were_written():
    body = body_of(KeyFacts(("one", "two")), Question("Is it?", "<p>Yes.</p>"), KeyFacts(("three",)))

    assert body.brief == ("one", "two", "three")
    assert [passage.kind for passage in body.passages] == ["question"]


def test_the_contents_name_questions_and_sections_in_order():
    body = body_of(Question("Is it?", ""), Section("More", ""), Question("Why?", ""))

    assert [(passage.anchor, passage.heading) for passage in body.contents] == [
        ("is-it", "Is it?"),
        ("more", "More"),
        ("why", "Why?"),
    ]
    assert not body.only_questions


def test_a_single_question_needs_no_contents():
    assert body_of(Question("Is it?", "")).contents == ()


def test_anchors_are_never_the_same():
    body = body_of(Section("Why", ""), Question("Why?", ""), Question("Why?", ""), Section("Why", ""), Section("?", ""))

    anchors = [passage.anchor for passage in body.passages]

    assert anchors[1] == "why"
    assert len(set(anchors)) == 5
    assert anchors[4] == "section"


def test_quotes_know_their_person_and_images_their_address():
    body = body_of(Quote("It is.", EXPERT), Image("a.png", "A chart"))

    quote, image = body.passages[0].pieces
    assert (quote.person.name, quote.person.role, quote.person.url) == (
        "Idris Sample, R.N.",
        "nurse",
        "/people/idris-sample/",
    )
    assert image.image_url == "/images/a.png"
