from dataclasses import replace

import pytest

from tests.articles.contents import EXPERT, WHOLE
from wellread.articles.content import (
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
from wellread.articles.headline_numbers import questions_promised
from wellread.articles.quality import Finding, findings


def rules(**changes):
    return [(finding.rule, finding.blocks) for finding in findings(replace(WHOLE, **changes))]


def test_an_article_that_meets_every_rule_has_no_finding():
    assert findings(WHOLE) == []


class TestNames:
    def test_somebody_is_named(self):
        assert rules(authors=(), source_url="") == [("R02", True)]

    @pytest.mark.parametrize("changes", [{"authors": ()}, {"source_url": ""}])
    def test_an_author_or_a_source_is_enough(self, changes):
        assert rules(**changes) == []


class TestImages:
    @pytest.mark.parametrize("alternative_text", ["", "  "])
    def test_an_image_says_what_it_shows(self, alternative_text):
        assert rules(body=(*WHOLE.body, Image("x.png", alternative_text))) == [("R06", True)]

    def test_the_image_is_named_by_its_number(self):
        found = findings(replace(WHOLE, body=(*WHOLE.body, Image("x.png"))))

        assert found[0].sentence == "Image 2 has no alternative text."


class TestQuestions:
    def test_a_question_ends_with_a_question_mark(self):
        body = (Question("What are spots", "<p>Calcium.</p>"), WHOLE.body[3])

        assert rules(body=body) == [("R07", True)]

    def test_space_after_the_mark_does_not_matter(self):
        assert rules(body=(Question("What are spots? ", "<p>Calcium.</p>"), WHOLE.body[3])) == []

    @pytest.mark.parametrize("answer", ["", "<p></p>", "<p> </p>"])
    def test_a_question_has_an_answer(self, answer):
        assert rules(body=(Question("What are spots?", answer), WHOLE.body[3])) == [("R07", True)]

    @pytest.mark.parametrize(
        "headline",
        [
            "3 questions about spots",
            "Three questions about spots",
            "The 12 big questions",
            "Five common health questions",
        ],
    )
    def test_a_number_of_questions_in_the_headline_is_the_number_of_questions(self, headline):
        assert rules(headline=headline) == [("R08", False)]

    @pytest.mark.parametrize(
        "headline",
        [
            "2 questions about spots",
            "Two questions",
            "The two questions",
            "Questions about 3 spots",
            "3 spots",
            "Your questions",
        ],
    )
    def test_other_headlines_are_not_counted(self, headline):
        assert rules(headline=headline) == []

    def test_the_finding_says_both_numbers(self):
        found = findings(replace(WHOLE, headline="Seven questions about spots"))

        assert found[0].sentence == "The headline names 7 questions, but the article asks 2."


class TestQuotes:
    @pytest.mark.parametrize("missing", ["credentials", "affiliation"])
    def test_a_quoted_expert_has_credentials_and_an_affiliation(self, missing):
        expert = replace(EXPERT, **{missing: ""})

        assert rules(body=(*WHOLE.body, Quote("I said so.", expert))) == [("R10", True)]

    def test_a_pull_quote_is_part_of_a_quote(self):
        assert rules(body=(*WHOLE.body, PullQuote("never said", EXPERT))) == [("R09", True)]

    def test_a_pull_quote_is_part_of_a_quote_by_the_same_person(self):
        other = PersonContent("Bo Ejemplo", "R.N.", "", "Sample Hospital")

        assert rules(body=(*WHOLE.body, PullQuote("wait alone", other))) == [("R09", True)]

    def test_the_quote_may_stand_after_the_pull_quote(self):
        assert rules(body=(WHOLE.body[7], WHOLE.body[6]), headline="Spots") == []


class TestHeadings:
    def test_a_section_has_a_heading(self):
        assert rules(body=(*WHOLE.body, Section(" ", "<p>Words of nowhere.</p>"))) == [("R07", True)]

    def test_a_question_has_words(self):
        found = findings(replace(WHOLE, headline="Spots", body=(*WHOLE.body, Question(" ", "<p>Yes.</p>"))))

        assert [one.sentence for one in found] == ["A question has no words."]

    @pytest.mark.parametrize("block", [Paragraph("<h4>Below</h4><p>Words.</p>"), GetHelp("<H2 class='x'>Call</H2>")])
    def test_no_heading_hides_inside_a_text(self, block):
        assert rules(body=(*WHOLE.body, block)) == [("R07", True)]

    def test_a_long_text_is_named_by_its_beginning(self):
        found = findings(replace(WHOLE, body=(*WHOLE.body, Section("", f"<p>{'word ' * 40}</p>"))))

        assert found[0].sentence == f"The section “{'word ' * 11}word …” has no heading."


class TestPromisedQuestions:
    @pytest.mark.parametrize(
        ("headline", "number"),
        [
            ("Cinco preguntas sobre la mamografía", 5),
            ("Pregunte esto: 12 preguntas", 12),
            ("Ask your doctor these four important questions", 4),
            ("Type 2 diabetes questions", None),
            ("Stage 3 questions and answers", None),
            ("COVID-19 questions", None),
            ("Twenty-one questions", None),
            ("Questions", None),
        ],
    )
    def test_headlines_in_both_languages_are_read(self, headline, number):
        assert questions_promised(headline) == number


class TestPeople:
    def test_whoever_is_quoted_twice_is_told_once(self):
        expert = replace(EXPERT, affiliation="")
        body = (Quote("I said so.", expert), Quote("And so.", expert), PullQuote("said so", expert))

        assert rules(headline="Spots", body=body) == [("R10", True)]

    def test_whoever_a_pull_quote_names_is_looked_at_as_well(self):
        assert ("R10", True) in rules(body=(*WHOLE.body, PullQuote("wait alone", PersonContent("Nobody"))))

    def test_a_name_is_wanted(self):
        assert rules(body=(*WHOLE.body, Quote("Hm.", replace(EXPERT, name=" ")))) == [("R10", True)]

    def test_white_space_does_not_make_another_quote(self):
        body = (Quote("Nobody should\n wait  alone.", EXPERT), PullQuote(" should wait\nalone", EXPERT))

        assert rules(headline="Spots", body=body) == []

    def test_an_empty_pull_quote_is_part_of_nothing(self):
        assert rules(body=(*WHOLE.body, PullQuote(" ", EXPERT))) == [("R09", True)]


class TestWhatAFindingIsAbout:
    def test_it_stays_the_same_while_its_own_words_do(self):
        before = findings(replace(WHOLE, headline="Nine questions"))
        after = findings(replace(WHOLE, headline="Nine questions", summary="Other words."))

        assert [one.digest for one in before] == [one.digest for one in after]

    def test_it_is_another_one_once_they_change(self):
        before = findings(replace(WHOLE, headline="Nine questions"))
        after = findings(replace(WHOLE, headline="Eight questions"))

        assert {one.digest for one in before}.isdisjoint(one.digest for one in after)

    def test_two_rules_about_the_same_words_are_two_findings(self):
        assert Finding("R07", True, "x", "words").digest != Finding("R08", True, "x", "words").digest


def test_a_medical_article_names_a_reference():
    assert rules(references=()) == [("R11", False)]


def test_other_articles_need_no_reference():
    assert rules(references=(), kind="information") == []


@pytest.mark.parametrize("kind", [ItemList, KeyFacts])
def test_a_list_is_short_enough_to_remember(kind):
    seven = tuple(f"Item {number}" for number in range(7))

    assert rules(body=(*WHOLE.body, kind(seven))) == []
    assert rules(body=(*WHOLE.body, kind((*seven, "Item 8")))) == [("R17", False)]


def test_findings_come_in_the_order_of_the_parts_of_an_article():
    changes = {
        "authors": (),
        "source_url": "",
        "references": (),
        "headline": "Nine questions",
        "body": (
            Image("x.png"),
            Question("No", ""),
            Quote("a", PersonContent("Ana")),
            PullQuote("b", EXPERT),
            ItemList(tuple("abcdefgh")),
        ),
    }

    assert [rule for rule, _ in rules(**changes)] == ["R02", "R06", "R07", "R07", "R08", "R10", "R09", "R11", "R17"]
