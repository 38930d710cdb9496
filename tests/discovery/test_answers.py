from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, sign_article
from wellread.articles.content import block_texts
from wellread.articles.plain_text import normalised
from wellread.articles.reading import content_of
from wellread.discovery import answers as answering
from wellread.discovery.answers import find_answers
from wellread.engine.errors import DamagedIndexError
from wellread.engine.values import PassageHit
from wellread.indexing.library import current_engine
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import report, waive

pytestmark = pytest.mark.django_db
QUESTION = "Does a biopsy hurt?"
WORDS = "A biopsy hurts for a moment. Most people say it feels like a pinch."


def draft(title="About biopsies", answer=WORDS, **fields):
    body = [
        ("paragraph", "<p>Words before.</p>"),
        ("question", {"question": QUESTION, "answer": f"<p>{answer}</p>"}),
    ]
    return make_article(title=title, body=body, **fields)


def signed(**fields):
    article = draft(**fields)
    sign_article(article)
    article.get_latest_revision().publish()
    return article


class SureEngine:
    """The real engine, except that it is sure of the first passage of every article."""

    def __init__(self, confidence=1.0, change=lambda hit: hit):
        self.engine, self.confidence, self.change = current_engine(), confidence, change
        self.requests = []

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def passages(self, request, lexicon):
        self.requests.append(request)
        hits = []
        for one in Publication.objects.filter(language=request.language).select_related("current"):
            edition = one.current or one.editions.first()
            for place, question, text in edition.index_words["passages"]:
                if question:
                    hit = PassageHit(one.pk, edition.pk, place, question, text, 0, len(text), self.confidence)
                    hits.append(self.change(hit))
        return tuple(hits)


@pytest.fixture
def sure(monkeypatch):
    def use(**fields):
        engine = SureEngine(**fields)
        monkeypatch.setattr(answering, "current_engine", lambda: engine)
        return engine

    return use


def ask(words=QUESTION, language="en", **more):
    return find_answers(words, language=language, **more)


def test_an_answer_is_a_passage_with_its_question_article_stamp_and_place(sure):
    signed()
    sure()

    (answer,) = ask().answers

    assert (answer.text, answer.question, answer.anchor) == (WORDS, QUESTION, "does-a-biopsy-hurt")
    assert answer.hit.headline == "About biopsies"
    assert answer.hit.review.status == "current"
    assert answer.hit.review.reviewer and answer.hit.review.review_due


def test_below_the_threshold_there_is_no_answer_and_articles_stand_in(sure):
    signed()
    sure(confidence=answering.CONFIDENT - 0.01)

    found = ask("biopsy")

    assert found.answers == ()
    assert [hit.headline for hit in found.articles] == ["About biopsies"]


def test_as_many_as_asked_for_the_best_first(sure):
    for number in range(4):
        signed(title=f"Biopsy {number}")
    sure()

    assert len(ask().answers) == 3
    assert len(ask(limit=1).answers) == 1
    assert ask(limit=0).answers == ()


class TestReviews:
    def overdue(self):
        article = draft()
        sign_article(article, signed_at=datetime(2015, 1, 1, tzinfo=UTC))
        article.get_latest_revision().publish()

    def waived(self):
        article = draft()
        waive(article, content_of(article), reason="A test.", by="Tests")
        publish(article)

    def information(self):
        draft(kind="information").get_latest_revision().publish()

    def reported(self):
        article = draft()
        report(article, content_of(article), by="The source", on=timezone.localdate())
        publish(article)

    @pytest.mark.parametrize("kind", ["overdue", "waived", "information"])
    def test_without_a_current_review_it_is_left_out_unless_the_operator_allows_it(self, sure, settings, kind):
        getattr(self, kind)()
        engine = sure()
        assert ask().answers == ()

        settings.WELLREAD_ANSWER_UNREVIEWED = True

        assert len(ask().answers) == 1
        assert [request.today for request in engine.requests] == [
            (timezone.localdate() - timedelta(days=settings.WELLREAD_OVERDUE_GRACE_DAYS)).toordinal(),
            0,
        ]

    def test_what_its_source_reviewed_is_told(self, sure):
        self.reported()
        sure()

        assert ask().answers[0].hit.review.status == "reported"

    @pytest.mark.parametrize("days", [0, 30])
    def test_it_answers_for_the_days_of_grace_and_no_day_longer(self, sure, settings, days):
        signed()
        sure()
        last = Publication.objects.get().current.review_due + timedelta(days=days)

        settings.WELLREAD_OVERDUE_GRACE_DAYS = days

        assert len(ask(today=last).answers) == 1
        assert ask(today=last + timedelta(days=1)).answers == ()


class TestOnlyPublishedWords:
    def test_words_that_no_edition_has_are_never_shown(self, sure):
        signed()
        sure(change=lambda hit: PassageHit(**(vars(hit) | {"text": hit.text + " Trust me.", "end": hit.end + 10})))

        assert ask().answers == ()

    def test_words_of_another_place_are_never_shown_there(self, sure):
        signed()
        sure(change=lambda hit: PassageHit(**(vars(hit) | {"place": ""})))

        assert ask().answers == ()

    def test_an_edition_that_is_no_longer_current_answers_nothing(self, sure):
        article = signed()
        first = Publication.objects.get().current_id
        article = type(article).objects.get(pk=article.pk)
        article.title = "Anew"
        article.save_revision()
        sign_article(article)
        article.get_latest_revision().publish()
        sure(change=lambda hit: PassageHit(**(vars(hit) | {"version": first})))

        assert ask().answers == ()

    def test_a_withdrawn_article_answers_nothing(self, sure):
        withdraw(signed(), reason="Old.")
        sure()

        found = ask()

        assert (found.answers, found.articles) == ((), ())

    def test_another_language_answers_nothing(self, sure):
        signed(language="es")
        sure()

        assert ask().answers == ()
        assert len(ask(language="es").answers) == 1


@pytest.mark.parametrize("words", ["", "   ", "?", "\x00", "a" * 5000, '"', "¿"])
def test_odd_questions_do_no_harm(words):
    signed()

    find_answers(words, language="en")


def test_without_an_index_there_is_no_answer_but_articles(monkeypatch):
    def refuse():
        raise DamagedIndexError("A file is missing.")

    signed()
    monkeypatch.setattr(answering, "current_engine", refuse)

    found = ask("biopsy")

    assert found.answers == ()
    assert [hit.headline for hit in found.articles] == ["About biopsies"]


def test_what_was_mended_is_told():
    signed()

    assert ask("does a biospy hurt").corrected_words == "does a biopsy hurt"


@pytest.mark.journey
def test_every_answer_of_the_sample_library_stands_word_for_word_in_its_article(sample_library):
    asked = answered = 0
    for publication in Publication.objects.current().select_related("current"):
        content = publication.current.read()
        for question in [*(one.question for one in content.questions), content.headline]:
            asked += 1
            for answer in find_answers(question, language=publication.language).answers:
                answered += 1
                assert answer.hit.language == publication.language
                assert answer.hit.review.status in {"current", "reported"}
                source = Publication.objects.current().get(slug=answer.hit.slug, language=answer.hit.language)
                seen = " ".join(text for block in source.current.read().body for text in block_texts(block))
                assert normalised(answer.text) in normalised(seen)
    assert asked > 100
    assert answered > asked / 4
