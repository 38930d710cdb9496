import random
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.importers.pages import PAGE
from wellread.articles.content import ItemList, Paragraph, PersonContent, PullQuote, Question, Quote, Section
from wellread.articles.errors import ArticleError, TelephoneError
from wellread.importers.article import Place, SourceReview
from wellread.importers.errors import (
    CharacterError,
    DateError,
    EmptyTextError,
    ImporterError,
    MissingHeadlineError,
    ShapeError,
)
from wellread.importers.pasted_text import read_page

TODAY = date(2026, 11, 23)
BEA = PersonContent("Bea Sample", "D.D.S.")
TEXT = "A headline\nGums can bleed for many reasons.\n"


def read(text):
    return read_page(text, source_id="text:page", where=Place(Path("page.txt")), today=TODAY)


def test_a_pasted_page_comes_out_as_an_article():
    article = read(PAGE)

    content = article.content
    assert content.headline == "3 questions about sore gums, answered"
    assert content.authors == (PersonContent("Ann Writer"),)
    assert content.published_on == date(2024, 3, 4)
    assert content.kind == "medical"
    assert article.reported_review == SourceReview("a Sample Dental School professional", date(2024, 3, 5))
    assert [type(block) for block in content.body] == [
        Paragraph, Quote, Paragraph, Question, Question, Question, PullQuote
    ]  # fmt: skip


def test_each_question_has_its_own_whole_answer():
    questions = read(PAGE).content.questions

    assert [one.question for one in questions] == [
        "Why do gums bleed?",
        "Does it mean that my gums are ill?",
        "What can I do at home?",
    ]
    assert questions[0].answer_html == (
        "<p>Plaque is the usual cause. “It sits along the edge of the gum,” Sample says.</p>"
        "<p>A hard brush can do it as well. If blood comes every day, that is a red flag.</p>"
    )
    assert (
        questions[1].answer_html == "<p>Not always. It can be:</p><ul><li>a new brush</li><li>a new medicine</li></ul>"
    )
    assert questions[2].answer_html.endswith("<p>“Ask how to floss the right way,” Sample says.</p>")


def test_the_vocabulary_above_is_recognised_and_stays_out_of_the_body():
    article = read(PAGE)

    assert [(facet.name, facet.terms) for facet in article.vocabulary] == [
        ("Diseases", (("Gum Trouble", 12), ("Tooth Ache", 1708))),
        ("Care Topic", (("Daily Brushing", 8), ("Dentist Visits", 22))),
    ]
    assert article.terms is None
    assert "Tooth Ache" not in repr(article.content)


def test_a_paragraph_that_only_quotes_becomes_a_quote_without_its_marks_and_comma():
    quotes = read(PAGE).content.quotes

    assert quotes == [Quote("Most people wait too long before they come to see us", BEA)]


def test_a_quote_keeps_the_mark_that_was_spoken_and_tells_the_role_apart():
    text = f"{TEXT}“Why wait?” asks nobody.\n“Do come early!” says Bea Sample, D.D.S., a dentist at Sample School.\n"

    quotes = read(text).content.quotes

    assert quotes == [Quote("Do come early!", PersonContent("Bea Sample", "D.D.S.", "dentist", "Sample School"))]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“Come early,” Sample says.",
        "“Come early,” says Bea Sample.",
        "“Come early,” says Bea Sample, D.D.S. Others agree.",
        "“Come early,” says Bea Sample, D.D.S. “It helps.”",
        "He adds that “come early” is what Bea Sample, D.D.S., says.",
    ],
)
def test_a_quote_without_credentials_or_with_more_around_it_stays_a_paragraph(paragraph):
    content = read(f"{TEXT}{paragraph}\nThen they left the room.\n").content

    assert content.quotes == []
    assert content.body[1].html == f"<p>{paragraph}</p>"


def test_the_last_lines_are_a_pull_quote_with_its_attribution():
    assert read(PAGE).content.body[-1] == PullQuote("Healthy gums do not bleed.", BEA)


def test_the_pull_quote_knows_the_person_as_the_text_names_them():
    quote = "“Come early,” says Bea Sample, D.D.S., a dentist at Sample School."
    text = f"{TEXT}{quote}\nSo do.\nCome early.\nBea Sample, D.D.S.\n"

    assert read(text).content.body[-1].person.affiliation == "Sample School"


def test_the_call_to_action_has_a_dialable_number_and_stands_in_no_answer():
    content = read(PAGE).content

    assert content.call_to_action.text.startswith("Make an appointment")
    assert content.call_to_action.telephone_url == "tel:+12025550142"
    assert "555-0142" not in repr(content.body)


def test_a_number_inside_the_text_is_no_call_to_action():
    content = read(f"{TEXT}Call 202-555-0142 at night.\nThen rest a while.\nSleep well.\nTalk to us.\n").content

    assert content.call_to_action is None
    assert "202-555-0142" in content.body[1].html


def test_markup_in_the_text_is_shown_and_never_runs():
    content = read(f"{TEXT}Write <script>alert(1)</script> & be done.\n").content

    assert content.body[1].html == "<p>Write &lt;script&gt;alert(1)&lt;/script&gt; &amp; be done.</p>"


def test_headings_without_a_question_become_sections():
    sections = (
        "What to eat\nSoft food is best for a week or two.\n## When to rest\nWhenever you feel that you need to.\n"
    )
    text = TEXT + sections

    content = read(text).content

    assert content.body[1:] == (
        Section("What to eat", "<p>Soft food is best for a week or two.</p>"),
        Section("When to rest", "<p>Whenever you feel that you need to.</p>"),
    )


def test_a_list_in_the_introduction_is_a_list():
    content = read(f"{TEXT}1. Brush softly\n2. Floss daily\n").content

    assert content.body[1] == ItemList(("Brush softly", "Floss daily"), ordered=True)


def test_a_question_asked_aloud_before_the_first_one_stays_in_the_introduction():
    content = read("A headline\nWorried about sore gums?\nWhy do gums bleed?\nBecause of plaque.\n").content

    assert content.body == (
        Paragraph("<p>Worried about sore gums?</p>"),
        Question("Why do gums bleed?", "<p>Because of plaque.</p>"),
    )


def test_windows_line_ends_a_byte_order_mark_and_odd_spaces_change_nothing():
    odd = "\ufeff" + PAGE.replace("\n", "\r\n").replace("Gums that", "Gums\u00a0 that\u200b")

    assert read(odd).content == read(PAGE).content


def test_straight_quotes_do_as_well():
    content = read(PAGE.replace("“", '"').replace("”", '"')).content

    assert content.quotes[0].words == "Most people wait too long before they come to see us"


def test_a_bare_page_has_neither_byline_nor_dates_nor_questions():
    article = read(TEXT)

    assert article.content.authors == ()
    assert (article.content.published_on, article.reported_review) == (None, None)
    assert article.content.body == (Paragraph("<p>Gums can bleed for many reasons.</p>"),)


@pytest.mark.parametrize(
    "words",
    [
        "November 18, 2021", "Nov. 18, 2021", "Nov 18 2021", "18 November 2021", "2021-11-18", "November 18th, 2021",
        "18 Nov 2021", "NOVEMBER 18, 2021",
    ],
)  # fmt: skip
def test_days_are_read_in_several_forms(words):
    article = read(f"A headline\nPublished {words}\nReviewed by Bea Sample, D.D.S., on {words}\nGums can bleed.\n")

    assert article.content.published_on == date(2021, 11, 18)
    assert article.reported_review == SourceReview("Bea Sample, D.D.S.", date(2021, 11, 18))


@pytest.mark.parametrize(
    "day", ["February 31, 2021", "Smarch 3, 2021", "2021-13-01", "11/12/2021", "March 4, 99999", "March 4, 2031"]
)
@pytest.mark.parametrize("before", ["Published", "Last reviewed by a dentist on"])
def test_a_day_that_no_calendar_has_or_that_is_yet_to_come_is_refused(day, before):
    with pytest.raises(DateError, match=day.split()[-1][-4:]):
        read(f"A headline\n{before} {day}\nGums can bleed.\n")


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ann Writer and Bob Poet", [("Ann Writer", ""), ("Bob Poet", "")]),
        ("Written by Ann Writer, R.N., Bob Poet, Ph.D., MPH & Cy O’Neil", [
            ("Ann Writer", "R.N."), ("Bob Poet", "Ph.D., MPH"), ("Cy O’Neil", "")]),
        ("BY The Wellness Team", [("The Wellness Team", "")]),
    ],
)  # fmt: skip
def test_a_byline_names_several_people_with_their_credentials(byline, people):
    authors = read(f"A headline\n{byline}\nGums can bleed.\n").content.authors

    assert [(one.name, one.credentials) for one in authors] == people


def test_a_sentence_that_begins_with_by_is_no_byline():
    content = read("A headline\nBy the time you read this, your gums may have healed by themselves.\nGood.\n").content

    assert content.authors == ()
    assert len(content.body) == 2


@pytest.mark.parametrize("text", ["", "By Ann Writer\nGums can bleed.\n", "Diseases\nGum (2)\nTooth (4)\n"])
def test_a_page_without_a_headline_is_refused(text):
    with pytest.raises(MissingHeadlineError):
        read(text)


def test_a_headline_as_long_as_a_text_is_refused():
    with pytest.raises(ShapeError, match="10,000"):
        read("x" * 10_000 + "\nGums can bleed.\n")


@pytest.mark.parametrize(
    "text", ["A headline\n", f"{TEXT}Why do gums bleed?\n", f"{TEXT}Why?\nBecause.\nWhy not?\nAnd how?\nLike this.\n"]
)
def test_no_text_and_no_answer_are_refused(text):
    with pytest.raises(EmptyTextError):
        read(text)


def test_a_number_that_nobody_can_dial_is_refused():
    with pytest.raises(TelephoneError):
        read(PAGE.replace("1-202-555-0142", "1-202-55"))


def test_a_control_character_is_refused_with_its_line():
    with pytest.raises(CharacterError, match=r"Line 2 .*U\+0008"):
        read("A headline\nGums\x08 can bleed.\n")


def test_the_page_of_origin_comes_out_whole(shared_data):
    text = (shared_data / "origin" / "page.txt").read_text(encoding="utf-8")

    article = read(text)

    content = article.content
    assert content.headline == "4 questions about breast calcifications, answered"
    assert [author.name for author in content.authors] == ["Molly Adams"]
    assert content.published_on == date(2021, 11, 18)
    assert article.reported_review.on == date(2021, 11, 18)
    assert article.reported_review.by.startswith("an ")
    assert [len(facet.terms) for facet in article.vocabulary] == [57, 38]
    assert [type(block) for block in content.body] == [Paragraph, Quote, Paragraph, *[Question] * 4, PullQuote]
    assert [content.quotes[0].person, content.body[-1].person] == [PersonContent("Mark Dryden", "M.D.")] * 2
    assert content.call_to_action.telephone == "+18442109567"
    assert content.minutes_to_read == 3
    assert not any("(708)" in repr(block) or "210-9567" in repr(block) for block in content.body)


ODD = [
    "?", "- ", "1.", "“", "“x,” says A B, M.D.", "(2)", "x (2)", "By", "By ,", "|", "#", "##?", "Published 1", ",",
    "A, M.D.", "Reviewed by on", "reviewed by x on 99999999999", "Call (((((((2222222", "’’ ’’", "'?'",
    "Call 12345678901234567890",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_however_a_page_is_shuffled_it_is_read_or_refused_by_name(seed):
    chance = random.Random(seed)
    for _ in range(200):
        lines = PAGE.split("\n")
        for _ in range(chance.randint(1, 6)):
            lines.insert(chance.randrange(len(lines)), chance.choice(ODD))
            del lines[chance.randrange(len(lines))]
        if chance.random() < 0.2:
            chance.shuffle(lines)

        with suppress(ImporterError, ArticleError):
            read("\n".join(lines))
