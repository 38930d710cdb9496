import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from tests.articles.contents import EXPERT, WHOLE, contents
from wellread.articles.content import (
    ArticleContent,
    CallToAction,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Reference,
    Section,
)
from wellread.articles.interchange import content_from_json, content_to_json
from wellread.articles.wording import content_digest, medical_wording, wording_digest


def of(*body):
    article = ArticleContent(source_id="test:1", headline="Headline", language="en", body=body)
    return [(piece["kind"], piece["text"]) for piece in medical_wording(article)][1:]


def test_the_words_stand_in_reading_order_with_their_kinds():
    assert [(piece["kind"], piece["text"]) for piece in medical_wording(WHOLE)] == [
        ("headline", "The 2 questions about calcium spots"),
        ("summary", "Most are harmless."),
        ("key_fact", "- Most spots are harmless."),
        ("key_fact", "- Some need a test."),
        ("paragraph", "A mammogram shows more than 10^(2) things."),
        ("question", "What are calcium spots?"),
        ("answer", "Small bits of calcium. - Large ones - Fine ones"),
        ("question", "Do they hurt?"),
        ("answer", "No."),
        ("heading", "After the test"),
        ("paragraph", "You go home."),
        ("list_item", "1. Sleep"),
        ("list_item", "2. Rest"),
        ("quote", "Nobody should wait alone."),
        ("attribution", "Rosa Beispiel, M.D."),
        ("pull_quote", "wait alone"),
        ("attribution", "Rosa Beispiel, M.D."),
        ("alternative_text", "White dots."),
        ("caption", "A mammogram."),
        ("get_help", "Call now if it bleeds."),
        ("reference", "Breast imaging. A society. v2. 2024"),
    ]


def test_pieces_without_words_are_left_out():
    assert of(Paragraph("<p> </p>"), Image("x.png"), Section("", "<p>Text</p>")) == [("paragraph", "Text")]


def test_the_digest_is_what_anyone_computes_from_the_list():
    wording = medical_wording(WHOLE)

    # For texts and fixed keys, RFC 8785 is JSON with sorted keys and no spaces.
    canonical = json.dumps(wording, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert wording_digest(wording) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_digest_of_known_words_never_changes():
    known = [{"kind": "headline", "text": "Señal “10^(9)” — é"}]

    assert wording_digest(known) == "55a39c2f3c58c1c6100a374a4f9940063f405d89c3e36360794a8006d8a293a8"


@given(contents)
@settings(deadline=None)
def test_the_digest_survives_a_way_through_json(article):
    assert content_digest(content_from_json(json.loads(json.dumps(content_to_json(article))))) == content_digest(
        article
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Paragraph("<p>10<sup>9</sup></p>"), Paragraph("<p>109</p>")),
        (Paragraph("<p>H<sub>2</sub></p>"), Paragraph("<p>H<sup>2</sup></p>")),
        (Paragraph("<ul><li>a</li></ul>"), Paragraph("<p>a</p>")),
        (Paragraph("<ul><li>a</li></ul>"), Paragraph("<ol><li>a</li></ol>")),
        (ItemList(("a", "b"), ordered=True), ItemList(("b", "a"), ordered=True)),
        (ItemList(("a",), ordered=True), ItemList(("a",), ordered=False)),
        (ItemList(("a b",)), ItemList(("a", "b"))),
        (Paragraph("<p>a</p>"), GetHelp("<p>a</p>")),
        (Quote("a", EXPERT), PullQuote("a", EXPERT)),
        (Quote("a", EXPERT), Quote("a", replace(EXPERT, credentials="R.N."))),
    ],
)
def test_what_means_something_else_has_another_digest(one, other):
    assert content_digest(replace(WHOLE, body=(one,))) != content_digest(replace(WHOLE, body=(other,)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Paragraph("<p>a b</p>"), Paragraph("<p>a\n   b </p>")),
        (Paragraph("<p>a <strong>b</strong></p>"), Paragraph("<p><em>a</em> b</p>")),
        (Paragraph('<p><a href="/x">a</a></p>'), Paragraph('<p><a href="/y">a</a></p>')),
        (Paragraph("<p>caf\u00e9</p>"), Paragraph("<p>cafe\u0301</p>")),
        (Quote("a", EXPERT), Quote("a", replace(EXPERT, role="x", affiliation="y", slug="z"))),
        (Image("a.png", "a", "b", 1, 2), Image("b.jpg", "a", "b", 3, 4)),
    ],
)
def test_layout_addresses_and_ids_do_not_change_the_digest(one, other):
    assert content_digest(replace(WHOLE, body=(one,))) == content_digest(replace(WHOLE, body=(other,)))


@pytest.mark.parametrize(
    "change",
    [
        {"source_id": "test:another"},
        {"source_url": "https://example.org/another"},
        {"language": "es"},
        {"kind": "information"},
        {"authors": (PersonContent("Somebody Else"),)},
        {"call_to_action": None},
        {"call_to_action": CallToAction("Call another number.", telephone="+12025550143")},
        {"urgent_notice": "Another notice."},
        {"published_on": date(2030, 1, 1)},
        {"related": ()},
        {"references": (replace(WHOLE.references[0], url="https://example.org/2", pubmed_id="9", doi=None),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_reviewed_does_not_change_the_digest(change):
    assert content_digest(replace(WHOLE, **change)) == content_digest(WHOLE)


def changed(block):
    """Yield the block with a word more in each place that readers read."""
    match block:
        case Paragraph() | GetHelp():
            yield replace(block, html=block.html.replace("</p>", " more</p>"))
        case Section():
            yield replace(block, heading=f"{block.heading} more")
            yield replace(block, html=block.html.replace("</p>", " more</p>"))
        case Question():
            yield replace(block, question=f"More {block.question}")
            yield replace(block, answer_html=block.answer_html.replace("</p>", " more</p>", 1))
        case ItemList() | KeyFacts():
            yield replace(block, items_html=(*block.items_html[:-1], f"{block.items_html[-1]} more"))
            yield replace(block, items_html=block.items_html[:-1])
        case Quote() | PullQuote():
            yield replace(block, words=f"{block.words} more")
            yield replace(block, person=replace(block.person, name="Somebody Else"))
        case Image():
            yield replace(block, alternative_text=f"{block.alternative_text} more")
            yield replace(block, caption=f"{block.caption} more")


CHANGES = [
    replace(WHOLE, headline="Another headline"),
    replace(WHOLE, summary="Another summary"),
    replace(WHOLE, body=WHOLE.body[::-1]),
    *(replace(WHOLE, body=WHOLE.body[:at] + WHOLE.body[at + 1 :]) for at in range(len(WHOLE.body))),
    *(
        replace(WHOLE, body=(*WHOLE.body[:at], other, *WHOLE.body[at + 1 :]))
        for at, block in enumerate(WHOLE.body)
        for other in changed(block)
    ),
    replace(WHOLE, references=()),
    *(
        replace(WHOLE, references=(replace(WHOLE.references[0], **{name: value}),))
        for name, value in [("title", "Another"), ("publisher", "Another"), ("year", 2025), ("guideline_version", "v3")]
    ),
]


@pytest.mark.parametrize("article", CHANGES)
def test_every_reviewed_word_counts(article):
    assert content_digest(article) != content_digest(WHOLE)


def test_every_reviewed_word_counts_differently():
    assert len({content_digest(article) for article in CHANGES}) == len(CHANGES)


def test_a_reference_without_a_year_reads_without_one():
    article = replace(WHOLE, body=(), references=(Reference("Title"),))

    assert medical_wording(article)[-1] == {"kind": "reference", "text": "Title"}
