from datetime import date

import pytest
from django.utils import timezone

from tests.factories import FacetFactory, PersonFactory, TermFactory, make_article, make_published, sign_article
from wellread.articles.models import Article, ArticleAuthor, RelatedArticle, institution
from wellread.discovery.articles import (
    Moved,
    Withdrawn,
    articles_naming,
    find_article,
    is_public_image,
    is_public_person,
    recently_reviewed,
)
from wellread.publishing.models import EditionPerson
from wellread.publishing.publish import withdraw
from wellread.review.coverage import Status
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def found(slug, language="en", today=TODAY):
    return find_article(slug, language=language, today=today)


def republish(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    article.save_revision(clean=False).publish()


class TestFinding:
    def test_an_address_that_never_was_leads_nowhere(self):
        assert found("nothing") is None

    def test_a_draft_has_no_address(self, article):
        assert found(article.slug) is None

    def test_a_published_article_is_found_with_its_words(self, published):
        view = found(published.slug)

        assert (view.hit.headline, view.content.headline) == ("A lump in the neck", "A lump in the neck")
        assert (view.edition.number, view.edition.kind) == (1, "first")

    def test_an_address_belongs_to_one_language(self, published):
        assert found(published.slug, language="es") is None

    def test_a_draft_of_a_published_article_is_not_shown(self, published):
        published.title = "Nobody may read this"
        published.save_revision()

        assert found(published.slug).hit.headline == "A lump in the neck"

    def test_a_renamed_article_leads_to_where_it_is_now(self, published):
        old = published.slug
        republish(published, slug="between")
        republish(published, slug="at-last")

        assert found(old) == found("between") == Moved("at-last")
        assert found("at-last").hit.slug == "at-last"

    def test_an_article_that_went_back_to_its_first_address_has_not_moved(self, published):
        old = published.slug
        republish(published, slug="between")
        republish(published, slug=old)

        assert found(old).hit.slug == old
        assert found("between") == Moved(old)

    def test_a_withdrawn_article_says_why_and_when(self, published):
        withdraw(published, reason="A drug was recalled.")

        gone = found(published.slug)

        assert gone == Withdrawn("A lump in the neck", "A drug was recalled.", timezone.localdate())

    def test_old_addresses_of_a_withdrawn_article_say_so_too(self, published):
        old = published.slug
        republish(published, slug="new")
        withdraw(published, reason="Wrong.")

        assert isinstance(found(old), Withdrawn)

    def test_a_new_article_may_take_the_address_of_one_that_was_deleted(self, published):
        slug = published.slug
        published.delete()
        make_published(title="Another lump", slug=slug)

        assert found(slug).hit.headline == "Another lump"


class TestTheReview:
    def test_its_status_depends_on_the_day_it_is_read(self, published):
        due = found(published.slug).hit.review.review_due

        assert found(published.slug, today=due).hit.review.status is Status.CURRENT
        assert found(published.slug, today=date(due.year + 1, 1, 1)).hit.review.status is Status.OVERDUE

    def test_an_article_without_a_review_says_so(self):
        article = make_published(signed=False)

        review = found(article.slug).hit.review

        assert (review.status, review.reviewer, review.last_reviewed, review.review_due) == (
            Status.NONE,
            "",
            None,
            None,
        )


class TestTheCallToAction:
    def test_the_articles_own_comes_before_the_institutions(self):
        settings = institution()
        settings.call_to_action_text = "Call us."
        settings.save()
        own = make_published(call_to_action_text="Call the breast center.")
        without = make_published()

        assert found(own.slug).call_to_action.text == "Call the breast center."
        assert found(without.slug).call_to_action.text == "Call us."

    def test_without_either_there_is_none(self, published):
        assert found(published.slug).call_to_action is None

    def test_a_new_number_of_the_institution_needs_no_edition(self, published):
        settings = institution()
        settings.call_to_action_telephone = "(844) 210-9567"
        settings.save()

        view = found(published.slug)

        assert view.call_to_action.telephone_url == "tel:+18442109567"
        assert view.edition.number == 1

    def test_a_number_that_cannot_be_dialled_any_more_does_not_break_the_page(self, published, settings):
        row = institution()
        row.call_to_action_text, row.call_to_action_telephone = "Call us.", "555-0142 ext 1"
        row.save()
        settings.WELLREAD_REGION = "DE"
        row.call_to_action_telephone = "no number"
        row.save()

        call = found(published.slug).call_to_action

        assert (call.text, call.telephone) == ("Call us.", "")


class TestNeighbours:
    def test_translations_are_those_that_are_public(self):
        article = make_published(title="A lump")
        spanish = make_published(title="Un bulto", language="es", translation_key=article.translation_key)

        (translation,) = found(article.slug).translations

        assert (translation.language, translation.slug, translation.headline) == ("es", spanish.slug, "Un bulto")
        spanish.unpublish()
        assert found(article.slug).translations == ()

    def test_related_articles_stand_in_the_editors_order_and_are_public(self):
        first, second, draft = (
            make_published(title="First"),
            make_published(title="Second"),
            make_article(title="Draft"),
        )
        article = make_article()
        article.related_articles = [RelatedArticle(to=one) for one in (second, draft, first)]
        sign_article(article)
        article.save_revision(clean=False).publish()

        assert [hit.headline for hit in found(article.slug).related] == ["Second", "First"]

    def test_a_person_is_public_while_a_current_edition_names_them(self):
        article = make_published()
        person = article.authors.get().person

        assert is_public_person(person.pk)
        article.unpublish()
        assert not is_public_person(person.pk)

    def test_the_author_of_a_draft_is_not_public(self, article):
        assert not is_public_person(article.authors.get().person.pk)

    def test_the_articles_of_a_person_are_told_by_the_part_they_had(self):
        person = PersonFactory()
        article = make_article(title="By them")
        article.authors = [ArticleAuthor(person=person)]
        sign_article(article)
        article.save_revision(clean=False).publish()
        make_published(title="By another")

        def told(part):
            return [hit.headline for hit in articles_naming(person.pk, part, language="en", today=TODAY)]

        assert told(EditionPerson.Part.AUTHOR) == ["By them"]
        assert told(EditionPerson.Part.REVIEWER) == []

    def test_an_image_that_no_edition_shows_is_not_public(self):
        assert not is_public_image("a" * 64 + ".png")


class TestLists:
    def test_the_recently_reviewed_were_signed_here(self):
        make_published(title="Signed")
        make_published(title="Information", signed=False)

        assert [hit.headline for hit in recently_reviewed("en", limit=5, today=TODAY)] == ["Signed"]

    def test_queries_do_not_grow_with_the_articles(self, django_assert_max_num_queries):
        for _ in range(6):
            make_published()

        with django_assert_max_num_queries(6):
            assert len(recently_reviewed("en", limit=10, today=TODAY)) == 6


class TestTerms:
    def test_terms_of_an_article_stand_by_facet_then_as_people_sort(self):
        topic, disease = FacetFactory(slug="topic", position=1), FacetFactory(slug="disease", position=0)
        terms = [
            TermFactory(facet=topic, name="Zoster"),
            TermFactory(facet=disease, name="COVID-19"),
            TermFactory(facet=disease, name="Cancer Recurrence"),
        ]
        article = make_published(terms=terms)

        names = [(term.facet, term.name) for term in found(article.slug).hit.terms]

        assert names == [("disease", "Cancer Recurrence"), ("disease", "COVID-19"), ("topic", "Zoster")]

    def test_facets_of_one_position_are_not_mixed(self):
        facets = [FacetFactory(slug=slug, position=0) for slug in ("b-facet", "a-facet")]
        terms = [TermFactory(facet=facet, name=name) for name in ("One", "Two") for facet in facets]
        article = make_published(terms=terms)

        assert [term.facet for term in found(article.slug).hit.terms] == ["a-facet", "a-facet", "b-facet", "b-facet"]

    def test_a_merged_term_is_shown_as_what_it_became_once(self):
        old, new = TermFactory(), TermFactory(name="New")
        article = make_published(terms=[old, new])

        merge(old, into=new)

        assert [term.name for term in found(article.slug).hit.terms] == ["New"]


def test_an_article_deleted_for_good_was_public_once(published):
    slug = published.slug
    Article.objects.get(pk=published.pk).delete()

    assert found(slug).reason == "The article was deleted."
