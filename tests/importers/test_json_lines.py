import json
import random
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.importers.pages import full_line, line
from wellread.articles.content import Image, Paragraph, PersonContent, Question
from wellread.articles.errors import ArticleError, TelephoneError
from wellread.importers.article import EditionRecord, Place, SourceReview
from wellread.importers.errors import (
    AddressError,
    CharacterError,
    DateError,
    DuplicateKeyError,
    EmptyTextError,
    ImporterError,
    InvalidJsonError,
    MissingHeadlineError,
    NestedTooDeepError,
    ShapeError,
    UnknownBlockError,
    UnsafeHtmlError,
)
from wellread.importers.json_lines import read_article

TODAY = date(2026, 11, 23)
WHERE = Place(Path("articles.jsonl"), 3)


def read(values):
    text = values if isinstance(values, str) else json.dumps(values)
    return read_article(text, where=WHERE, today=TODAY)


def body(*blocks):
    return line(body=list(blocks))


def question(**changes):
    return {"type": "question", "question": "Why?", "answer_html": "<p>So.</p>"} | changes


def test_a_line_with_everything_in_it_is_read():
    article = read(full_line())

    assert article.content.headline == "Gums that bleed"
    assert [type(block).__name__ for block in article.content.body] == [
        "Paragraph", "Section", "Question", "ItemList", "Quote", "PullQuote", "GetHelp", "KeyFacts"
    ]  # fmt: skip
    assert article.content.authors[1] == PersonContent("Bea Sample", "D.D.S.", "dentist", "Sample Dental School")
    assert article.content.call_to_action.telephone == "+12025550142"
    assert article.content.references[0].year == 2023
    assert article.terms == {"disease": ("gum-trouble",), "topic": ("daily-brushing",)}
    assert article.reported_review == SourceReview("a dentist", date(2024, 3, 5))
    assert (article.slug, str(article.where)) == ("gums-that-bleed", "articles.jsonl, line 3")


def test_only_a_headline_is_needed():
    article = read({"headline": "One"})

    assert (article.content.body, article.terms, article.status) == ((), None, "")


def test_a_line_without_a_source_id_gets_the_same_one_each_time():
    ids = {read({"headline": "One"}).content.source_id for _ in range(2)}
    others = {read(values).content.source_id for values in ({"headline": "Two"}, {"headline": "One", "slug": "one"})}

    assert len(ids) == 1
    assert len(ids | others) == 3


def test_html_is_cleaned_of_what_only_looks():
    html = '<p class="x">One <span style="color:red">two</span><!-- three --></p><div>four</div>'

    content = read(body({"type": "paragraph", "html": html})).content

    assert content.body == (Paragraph("<p>One two</p> four"),)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>x</p><script>alert(1)</script>", "<script>"),
        ("<p onclick='alert(1)'>x</p>", "the handler onclick"),
        ("<svg/onload=alert(1)>x", "the handler onload"),
        ('<a href="java\nscript:alert(1)">x</a>', "a javascript: address"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "a javascript: address"),
        ('<a href="data:text/html,x">x</a>', "a data: address"),
        ('<iframe src="https://example.org"></iframe>x', "<iframe>"),
        ("<form action='https://example.org'><input></form>x", "<form>"),
    ],
)
@pytest.mark.parametrize("key", ["html", "answer_html", "items_html"])
def test_html_that_would_do_something_is_refused(html, found, key):
    block = {
        "html": {"type": "paragraph", "html": html},
        "answer_html": question(answer_html=html),
        "items_html": {"type": "list", "items_html": ["x", html]},
    }[key]

    with pytest.raises(UnsafeHtmlError) as refused:
        read(body(question(), block))

    assert f"body[1].{key}" in str(refused.value)
    assert found in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"headline": None}, MissingHeadlineError, "headline is null, not text."),
        ({"headline": "  "}, MissingHeadlineError, "headline is empty."),
        ({"headline": "x" * 10_000}, ShapeError, "headline has 10,000 characters; 255 is the most."),
        ({"kind": "medicinal"}, ShapeError, "kind is “medicinal”, none of medical, information."),
        ({"language": "english"}, ShapeError, "language is “english”, which is not of the form “^[a-z]{2}$”."),
        ({"published_on": "2021-02-31"}, DateError,
         "published_on is “2021-02-31”; a day that exists was expected, written as 2021-11-18."),
        ({"published_on": "99999-01-01"}, DateError, "published_on is “99999-01-01”; a day"),
        ({"published_on": 2021}, DateError, "published_on is a number, not text or null."),
        ({"published_on": "2031-01-01"}, DateError, "published_on is 2031-01-01, which is yet to come."),
        ({"reported_review": {"by": "x", "on": "2031-01-01"}}, DateError, "reported_review.on is 2031-01-01"),
        ({"reported_review": {"by": "x", "on": "2021-02-31"}}, DateError, "reported_review.on is “2021-02-31”"),
        ({"reported_review": {"by": "x"}}, ShapeError, "reported_review.on is missing."),
        ({"reported_review": "yes"}, ShapeError, "reported_review is text, not an object."),
        ({"attestation": {"by": "x" * 401, "on": "2021-11-18"}}, ShapeError, "attestation.by has 401 characters"),
        ({"source_url": "javascript:alert(1)"}, AddressError, "source_url is “javascript:alert(1)”"),
        ({"references": [{"title": "x", "url": "ftp://x"}]}, AddressError, "references[0].url is “ftp://x”"),
        ({"references": [{"title": "x", "year": 99999}]}, ShapeError, "references[0].year is “99999”, which is too"),
        ({"references": [{"year": 2020}]}, ShapeError, "references[0].title is missing."),
        ({"authors": "Ann Writer"}, ShapeError, "authors is text, not a list or null."),
        ({"authors": [{"credentials": "M.D."}]}, ShapeError, "authors[0].name is missing."),
        ({"terms": ["breast-cancer"]}, ShapeError, "terms is a list, not an object or null."),
        ({"terms": {"disease": "breast-cancer"}}, ShapeError, "terms.disease is text, not a list."),
        ({"body": [question(), {"type": "video"}]}, UnknownBlockError, "body[1].type is “video”, none of paragraph,"),
        ({"body": [{"html": "<p>x</p>"}]}, ShapeError, "body[0].type is missing."),
        ({"body": ["words"]}, ShapeError, "body[0] is text, not an object."),
        ({"body": [question(question=" ")]}, EmptyTextError, "body[0].question is empty."),
        ({"body": [question(answer_html="")]}, EmptyTextError, "body[0].answer_html is empty."),
        ({"body": [question(answer_html="<p> </p>")]}, EmptyTextError, "body[0] holds HTML without words."),
        ({"body": [{"type": "list", "items_html": []}]}, EmptyTextError, "body[0].items_html is an empty list."),
        ({"body": [{"type": "list", "items_html": ["x"], "ordered": "yes"}]}, ShapeError, "body[0].ordered is text"),
        ({"call_to_action": {"text": "Call", "telephone": "12"}}, TelephoneError, "call_to_action.telephone: “12”"),
        ({"status": "publish"}, ShapeError, "status is “publish”, none of draft, published, withdrawn."),
        ({"edition": {"number": 0, "kind": "first", "published_at": "2024-01-01T00:00:00Z"}}, ShapeError,
         "edition.number is “0”, which is too little."),
        ({"edition": {"number": 1, "kind": "first", "published_at": "yesterday"}}, DateError, "which is no time"),
        ({"edition": {"number": 1, "kind": "first", "published_at": "0001-01-01T00:00:00+05:00"}}, DateError, "0001"),
        ({"draft": {"headline": "x", "draft": {"headline": "y"}}}, NestedTooDeepError, "a draft has no draft"),
        ({"draft": {"headline": ""}}, MissingHeadlineError, "draft.headline is empty."),
        ({"draft": {"headline": "x", "body": [question(answer_html="<script>x</script>")]}}, UnsafeHtmlError,
         "draft.body[0].answer_html holds <script>"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_key(changes, error, sentence):
    with pytest.raises(error) as refused:
        read(line(**changes))

    assert type(refused.value) is error
    assert sentence in str(refused.value)


def test_a_missing_headline_is_named():
    with pytest.raises(MissingHeadlineError, match=r"^headline is missing\.$"):
        read("{}")


def test_several_mistakes_are_told_at_once():
    with pytest.raises(ShapeError) as refused:
        read(line(kind=1, summary=2, slug=3, related=4, urgent_notice=5))

    assert str(refused.value) == (
        "kind is “1”, none of medical, information. related is a number, not a list or null. "
        "slug is a number, not text or null. And 2 more."
    )


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ('{"headline": "One", "body": [{"type": "para', InvalidJsonError, "cut off"),
        ('{"headline": "One"', InvalidJsonError, "cut off"),
        ("{'headline': 'One'}", InvalidJsonError, "character 2"),
        ('{"headline": "One"} {"headline": "Two"}', InvalidJsonError, "extra data"),
        ('{"headline": "One", "x": NaN}', InvalidJsonError, "NaN"),
        ('{"headline": "One", "x": Infinity}', InvalidJsonError, "Infinity"),
        ('{"headline": "One", "x": ' + "9" * 5000 + "}", InvalidJsonError, "too long"),
        ('{"headline": "One", "headline": "Two"}', DuplicateKeyError, "“headline”"),
        ('[{"headline": "One"}]', ShapeError, "One JSON object was expected"),
        ('"One"', ShapeError, "One JSON object was expected"),
        ('{"headline": "' + '", "x": ' + "[" * 200_000, NestedTooDeepError, "nested"),
        ('{"headline": "One", "x": ' + "[" * 100 + "]" * 100 + "}", NestedTooDeepError, "nested"),
        (r'{"headline": "One \ud83d"}', CharacterError, "headline holds U+D83D"),
        (r'{"headline": "One\u0000"}', CharacterError, "headline holds U+0000"),
        (r'{"headline": "One", "body": [{"type": "paragraph", "html": "\u0007"}]}', CharacterError, "body[0].html"),
        (r'{"headline": "One", "x\u0000": 1}', CharacterError, "A key holds U+0000"),
    ],
)
def test_text_that_is_no_json_is_named(text, error, sentence):
    with pytest.raises(error) as refused:
        read(text)

    assert sentence in str(refused.value)


def test_a_pair_of_surrogates_is_one_character():
    assert read(r'{"headline": "One \ud83d\ude00"}').content.headline == "One 😀"


def test_a_draft_may_be_unfinished():
    blocks = [
        question(answer_html=""),
        {"type": "list", "items_html": []},
        {"type": "section", "heading": "", "html": ""},
    ]

    article = read(line(status="draft", body=blocks))

    assert article.content.body[0] == Question("Why?", "")


def test_a_published_line_carries_its_edition_and_its_newer_draft():
    edition = {
        "number": 3,
        "kind": "correction",
        "published_at": "2024-03-04T05:06:07.123456+00:00",
        "change_note": "A.",
    }
    draft = {"headline": "Two", "source_id": "other", "language": "fr", "terms": {}, "change_note": "B."}

    article = read(line(language="en", status="published", edition=edition, draft=draft))

    at = datetime(2024, 3, 4, 5, 6, 7, 123456, tzinfo=UTC)
    assert article.edition == EditionRecord(3, "correction", at, "A.")
    assert (article.draft.content.headline, article.draft.change_note) == ("Two", "B.")
    assert (article.draft.content.source_id, article.draft.content.language) == ("test:one", "en")


def test_an_attestation_of_another_house_is_a_report():
    assert read(line(attestation={"by": "Bea", "on": "2024-03-05"})).reported_review.by == "Bea"


def test_unknown_keys_are_ignored_and_a_year_is_a_whole_number():
    article = read(line(colour="red", references=[{"title": "x", "year": 2020.0}]))

    assert repr(article.content.references[0].year) == "2020"


def test_an_image_keeps_the_path_that_the_line_names():
    assert read(body({"type": "image", "file": "images/a.png"})).content.images == [Image("images/a.png")]


def places(value, path=()):
    """Yield the path to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_damaged_is_read_or_refused_by_name(seed):
    chance = random.Random(seed)
    junk = [None, True, -1, 1.5, 10**400, "", " ", "x" * 3000, [], {}, [None], "2021-02-31", "<b", "\ud800", {"a": 1}]
    for _ in range(100):
        values = full_line(edition={"number": 1, "kind": "first", "published_at": "2024-01-01"}, draft=full_line())
        *way, last = chance.choice(list(places(values)))
        inside = values
        for key in way:
            inside = inside[key]
        inside[last] = chance.choice(junk)

        with suppress(ImporterError, ArticleError):
            read(values)
