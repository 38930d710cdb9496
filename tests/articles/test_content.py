import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.contents import EXPERT, WHOLE, contents
from wellread.articles.content import (
    ArticleContent,
    CallToAction,
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
    question_anchors,
)


def content(*body, **fields):
    return ArticleContent(**{"source_id": "test:1", "headline": "Headline", "language": "en", "body": body} | fields)


def paragraph(words):
    return Paragraph(f"<p>{'word ' * words}</p>")


class TestReadingTime:
    @pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (238, 1), (239, 2), (476, 2), (477, 3), (714, 3)])
    def test_it_is_238_words_a_minute_rounded_up(self, words, minutes):
        assert content(paragraph(words)).minutes_to_read == minutes

    def test_it_counts_every_kind_of_block(self):
        body = (
            paragraph(200),
            Section("Two words", "<p>three more words</p>"),
            Question("Is it?", "<p>Yes it is</p>"),
            ItemList(("one two", "three"), ordered=True),
            KeyFacts(("four five",)),
            Quote("six seven", EXPERT),
            PullQuote("eight nine", EXPERT),
            Image("x.png", caption="ten eleven", alternative_text="not counted at all"),
        )
        words = 200 + 5 + 5 + 3 + 2 + 2 + 2 + 2

        assert content(*body, paragraph(238 - words)).minutes_to_read == 1
        assert content(*body, paragraph(239 - words)).minutes_to_read == 2

    def test_marks_of_lists_are_no_words(self):
        listed = Paragraph("<ul>" + "<li>word</li>" * 119 + "</ul><ol>" + "<li>word</li>" * 119 + "</ol>")

        assert content(listed).minutes_to_read == 1

    def test_headline_summary_references_and_call_to_action_are_left_out(self):
        many = "word " * 300

        article = content(
            headline=many,
            summary=many,
            references=(Reference(many),),
            call_to_action=CallToAction(many),
            urgent_notice=many,
        )

        assert article.minutes_to_read == 1

    @given(st.lists(st.integers(0, 300), max_size=6))
    @settings(deadline=None)
    def test_how_words_are_spread_over_blocks_does_not_matter(self, lengths):
        article = content(*(paragraph(length) for length in lengths))

        assert article.minutes_to_read == max(1, math.ceil(sum(lengths) / 238))


class TestAnchors:
    def anchors(self, *questions):
        return question_anchors(Question(question, "") for question in questions)

    def test_an_anchor_is_made_of_the_question(self):
        assert self.anchors("What are calcium spots?") == ["what-are-calcium-spots"]

    def test_accents_and_signs_go(self):
        assert self.anchors("¿Qué es la señal?") == ["que-es-la-senal"]

    def test_an_anchor_does_not_begin_with_a_digit(self):
        assert self.anchors("5 years later?") == ["q-5-years-later"]

    def test_letters_of_other_scripts_leave_a_plain_word(self):
        assert self.anchors("癌とは何ですか", "Что это?") == ["question", "question-2"]

    def test_the_same_question_twice_has_two_anchors(self):
        assert self.anchors("Why?", "Why?", "Why?") == ["why", "why-2", "why-3"]

    def test_a_number_never_meets_a_question_that_ends_with_it(self):
        assert self.anchors("Why?", "Why?", "Why 2?") == ["why", "why-2", "why-2-2"]
        assert self.anchors("Why 2?", "Why?", "Why?") == ["why-2", "why", "why-3"]

    def test_a_long_question_is_cut(self):
        (anchor,) = self.anchors("Is it " + "very " * 40 + "long?")

        assert len(anchor) <= 80
        assert not anchor.endswith("-")

    def test_a_question_added_at_the_end_leaves_the_other_anchors_alone(self):
        before = self.anchors("Why?", "Who?")

        assert self.anchors("Why?", "Who?", "Why?")[:2] == before

    @given(
        st.lists(st.text(max_size=20) | st.sampled_from(["Why?", "Why 2?", "Why 2 2?", "Question?", "??"]), max_size=12)
    )
    @settings(deadline=None)
    def test_every_question_has_one_anchor_of_its_own(self, questions):
        anchors = self.anchors(*questions)

        assert len(set(anchors)) == len(questions)
        assert all(anchor and not anchor[0].isdigit() for anchor in anchors)


def test_people_are_named_once_the_authors_first():
    author = PersonContent("Ana Muster")
    article = content(Quote("a", EXPERT), PullQuote("a", EXPERT), Quote("b", author), authors=(author,))

    assert article.people == [author, EXPERT]


def test_blocks_of_a_kind_are_found_in_their_order():
    assert [question.question for question in WHOLE.questions] == ["What are calcium spots?", "Do they hurt?"]
    assert [quote.words for quote in WHOLE.quotes] == ["Nobody should wait alone."]
    assert [image.caption for image in WHOLE.images] == ["A mammogram."]


def test_credentials_follow_the_name():
    assert EXPERT.name_with_credentials == "Rosa Beispiel, M.D."
    assert PersonContent("Ana Muster").name_with_credentials == "Ana Muster"


def test_a_telephone_address_has_no_gap_in_it():
    assert CallToAction("Call", telephone="+18442109567").telephone_url == "tel:+18442109567"
    assert CallToAction("Call").telephone_url == ""


def test_a_reference_reads_without_empty_parts():
    assert Reference("Title", year=2024).words == "Title. 2024"
    assert Reference("Title", "Publisher", 2024, guideline_version="v2").words == "Title. Publisher. v2. 2024"


@given(contents)
@settings(deadline=None)
def test_reading_any_article_takes_at_least_a_minute(article):
    assert article.minutes_to_read >= 1
