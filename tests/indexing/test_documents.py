from datetime import date

import pytest
from wagtail.rich_text import RichText

from tests.factories import PersonFactory, ReviewerFactory, TermFactory, make_article, make_published, sign_article
from wellread.articles.reading import content_of
from wellread.engine.values import Passage
from wellread.indexing.documents import documents
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish
from wellread.review.attest import report, waive
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def only_document():
    (found,) = documents(Publication.objects.all())
    return found


def test_a_document_says_what_readers_see():
    article = make_published(
        title="Calcium in a mammogram",
        summary="What white spots mean.",
        published_on=date(2021, 11, 18),
        signed=False,
    )

    document = only_document()

    publication = Publication.objects.get(article=article)
    assert (document.key, document.version, document.language) == (publication.pk, publication.current_id, "en")
    assert (document.headline, document.summary) == ("Calcium in a mammogram", "What white spots mean.")
    assert document.published_on == date(2021, 11, 18).toordinal()
    assert document.passages == (Passage("Plain words."),)


def test_a_draft_and_a_withdrawn_article_have_none(article):
    make_published(signed=False).unpublish()

    assert list(documents(Publication.objects.all())) == []


def test_only_the_current_edition_counts(published):
    published.title = "Newer words"
    published.body = [("paragraph", "<p>Newer.</p>")]
    sign_article(published)
    published.save_revision().publish()
    published.title = "A draft"
    published.save_revision()

    document = only_document()

    assert (document.headline, document.passages) == ("Newer words", (Passage("Newer."),))


def test_a_passage_leads_to_its_question():
    body = [
        ("paragraph", RichText("<p>First.</p>")),
        ("question", {"question": "Is it cancer?", "answer": RichText("<p>Most are <b>not</b>.</p>")}),
        ("paragraph", RichText("<p>But ask.</p>")),
        ("section", {"heading": "Treatment", "text": RichText("<p>Surgery.</p>")}),
    ]
    make_published(body=body)

    assert only_document().passages == (
        Passage("First."),
        Passage("Most are not. But ask.", "Is it cancer?", "is-it-cancer"),
        Passage("Surgery.", "Treatment", "treatment"),
    )


def test_the_terms_are_all_above_each_once():
    above = TermFactory()
    left, right = TermFactory(parents=[above]), TermFactory(parents=[above])
    below = TermFactory(parents=[left, right])
    make_published(terms=[below])

    assert only_document().terms == tuple(sorted([above.pk, left.pk, right.pk, below.pk]))


def test_a_merged_term_is_what_it_was_merged_into():
    term, into = TermFactory(), TermFactory()
    make_published(terms=[term])

    merge(term, into=into)

    assert only_document().terms == (into.pk,)


def test_authors_those_quoted_and_the_reviewer_are_its_people():
    quoted = PersonFactory(name="Quoted Person")
    article = make_article(body=[("quote", {"words": "Ask.", "person": quoted})])
    author = article.authors.first().person.name
    sign_article(article, ReviewerFactory(person__name="Reviewing Person"))
    publish(article)

    assert only_document().people == (author, "Quoted Person", "Reviewing Person, M.D.")


def test_titles_sort_as_readers_sort_them():
    for title in ("Zeta", "Óscar", "alpha", "Cancer Recurrence", "COVID-19"):
        make_published(title=title, signed=False)

    in_order = sorted(documents(Publication.objects.all()), key=lambda document: document.title_key)

    assert [one.headline for one in in_order] == ["alpha", "Cancer Recurrence", "COVID-19", "Óscar", "Zeta"]


class TestHowLongItAnswers:
    def test_until_the_signed_review_is_due(self):
        make_published()

        publication = Publication.objects.select_related("current").get()
        assert only_document().answers_until == publication.current.review_due.toordinal()
        assert only_document().reviewed_on == publication.current.reviewed_on.toordinal()

    def test_until_the_reported_review_is_due(self, article):
        report(article, content_of(article), by="The source", on=date(2026, 1, 31))
        due = publish(article).review_due

        assert only_document().answers_until == due.toordinal()

    def test_never_without_a_review(self, article):
        waive(article, content_of(article), reason="Urgent.", by="A lead")
        publish(article)

        assert (only_document().answers_until, only_document().reviewed_on) == (0, 0)


def test_reading_a_library_takes_few_queries(django_assert_num_queries):
    for _ in range(3):
        make_published(signed=False)

    with django_assert_num_queries(4):  # terms above terms, articles, their terms, and no more articles
        assert len(list(documents(Publication.objects.all()))) == 3
