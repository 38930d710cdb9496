"""The quality rules at the door: what stops a publication, what only warns, and where."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import ReviewerFactory, TermFactory, make_article, make_published, sign_article
from wellread.articles.models import Article, Person
from wellread.articles.reading import content_of
from wellread.publishing.door import chosen_terms
from wellread.publishing.errors import NotReviewedError, QualityError
from wellread.publishing.models import Edition, EditionFinding, Publication
from wellread.publishing.publish import publish, warnings_of
from wellread.publishing.rules import judge
from wellread.review.attest import report, waive
from wellread.review.coverage import Basis, coverage_of
from wellread.review.due import add_months
from wellread.review.entitlement import objections
from wellread.review.errors import NotEntitledError, ReviewError
from wellread.review.models import Attestation, ReviewPolicy
from wellread.review.subject import subject_of

pytestmark = pytest.mark.django_db


def judged(article, coverage=None):
    content = content_of(article)
    found = judge(article, content, chosen_terms(article), coverage or coverage_of(content))
    return [(finding.rule, finding.blocks) for finding in found]


def sentences(article):
    content = content_of(article)
    found = judge(article, content, chosen_terms(article), coverage_of(content))
    return [finding.sentence for finding in found]


def test_an_article_that_meets_every_rule_has_no_finding(article):
    sign_article(article)

    assert judged(article) == []


class TestDates:
    def test_a_review_is_due_after_it_was_given(self, article):
        sign_article(article)
        coverage = coverage_of(content_of(article))

        assert judged(article, replace(coverage, review_due=coverage.reviewed_on)) == [("R03", True)]

    def test_a_review_stands_no_longer_than_the_terms_say(self, article):
        sign_article(article)
        ReviewPolicy.objects.create(term=article.terms.first(), months=12)

        with pytest.raises(QualityError, match="one every 12 months"):
            publish(article)

    def test_a_review_that_stands_just_so_long_is_fine(self, article):
        ReviewPolicy.objects.create(term=article.terms.first(), months=12)
        sign_article(article)

        assert judged(article) == []

    def test_what_readers_see_already_stays_when_a_policy_becomes_stricter(self, published):
        ReviewPolicy.objects.create(term=published.terms.first(), months=12)

        published.save()
        publish(published)

        assert Edition.objects.count() == 1
        assert warnings_of(published)[0].rule == "R03"

    def test_no_review_is_of_tomorrow(self, article):
        sign_article(article)
        coverage = coverage_of(content_of(article))
        tomorrow = timezone.localdate() + timedelta(days=1)

        assert judged(article, replace(coverage, reviewed_on=tomorrow)) == [("R04", True)]

    def test_nobody_signs_of_tomorrow(self, article):
        with pytest.raises(ReviewError, match="yet to come"):
            sign_article(article, signed_at=timezone.now() + timedelta(days=2))

        assert not Attestation.objects.exists()

    def test_saving_a_draft_does_not_change_when_it_was_reviewed(self, published):
        signed_on = Publication.objects.get().current.reviewed_on
        published.summary = "Other words."

        published.save_revision()

        assert Publication.objects.get().current.reviewed_on == signed_on
        assert Attestation.objects.count() == 1

    def test_a_source_that_reviewed_today_is_due_later_than_today(self, article):
        today = timezone.localdate()
        article.review_months = 1

        reported = report(article, content_of(article), by="A source", on=today)

        assert today < reported.review_due <= add_months(today, 1)


class TestEditedSince:
    def test_the_share_of_changed_words_is_told(self):
        article = make_article(title="A cough", body=[("paragraph", f"<p>{'Plain words here. ' * 10}</p>")])
        sign_article(article)
        article.body = [("paragraph", f"<p>{'Plain words here. ' * 9}Other words stand.</p>")]

        assert judged(article) == [("R05", False)]
        signed_on = timezone.localdate()
        assert sentences(article)[0].startswith("6% of the words are not as Sample Person")
        assert str(signed_on.year) in sentences(article)[0]

    def test_a_change_of_one_word_in_a_thousand_is_not_nothing(self):
        article = make_article(body=[("paragraph", f"<p>{'word ' * 1000}</p>")])
        sign_article(article)
        article.body = [("paragraph", f"<p>{'word ' * 999}cough</p>")]

        assert sentences(article)[0].startswith("1% ")

    def test_words_that_somebody_signed_are_not_compared(self, article):
        sign_article(article)
        article.summary = "Other words."
        sign_article(article)

        assert judged(article) == []


class TestStatements:
    def test_an_author_without_a_statement_stops_the_publication(self, article):
        Person.objects.update(disclosure="")
        sign_article(article)

        with pytest.raises(QualityError, match=r"has stated no conflicts of interest and funding\. “None\.” is"):
            publish(article)

        Person.objects.update(disclosure="None.")
        assert publish(Article.objects.get(pk=article.pk)).number == 1

    def test_under_an_article_without_medical_statements_it_is_only_worth_a_look(self):
        article = make_article(kind="information")
        Person.objects.update(disclosure="")

        assert judged(article) == [("R22", False)]
        assert publish(article).findings.get().rule == "R22"

    def test_so_does_a_reviewer_without_one(self, article):
        reviewer = ReviewerFactory(conflicts_of_interest=" ", person__disclosure="")
        sign_article(article, reviewer)

        with pytest.raises(QualityError, match=f"{reviewer.person.name} has stated no conflicts"):
            publish(article)

    def test_a_statement_about_the_reviewer_as_a_person_is_one(self, article):
        sign_article(article, ReviewerFactory(conflicts_of_interest="", person__disclosure="Shares in a maker."))

        assert judged(article) == []

    def test_what_is_public_already_stays(self, published):
        Person.objects.update(disclosure="")

        sign_article(published)

        assert Publication.objects.get().current.kind == "review"


class TestSponsored:
    def test_nobody_signs_what_somebody_paid_for(self, article):
        article.sponsored_by = "Acme Pills"

        with pytest.raises(NotEntitledError, match="is sponsored by Acme Pills: what somebody paid for carries no"):
            sign_article(article)
        assert len(objections(ReviewerFactory(), subject_of(article), on=timezone.localdate())) == 1

    def test_a_signature_does_not_cover_it_and_the_refusal_says_why(self, article):
        sign_article(article)
        article.sponsored_by = "Acme Pills"
        article.save_revision()

        with pytest.raises(NotReviewedError, match="is sponsored by Acme Pills"):
            publish(article)

    def test_nor_does_a_review_that_its_source_reports(self, article):
        report(article, content_of(article), by="A source", on=timezone.localdate())
        article.sponsored_by = "Acme Pills"

        assert coverage_of(content_of(article)) is None

    def test_with_a_waiver_it_is_published_without_a_stamp_and_readers_are_told(self, article, client):
        sign_article(article)
        article.sponsored_by = "Acme Pills"
        article.save_revision()
        waive(article, content_of(article), reason="It is marked as such.", by="lead")

        edition = publish(article)

        assert (edition.basis, edition.reviewed_by, edition.attestation) == (Basis.WAIVER, "", None)
        page = client.get(f"/articles/{article.slug}/").content.decode()
        assert "Sponsored by Acme Pills." in page
        assert "Not medically reviewed." in page

    def test_a_new_signature_under_the_same_words_elsewhere_gives_it_no_stamp(self, article):
        article.sponsored_by = "Acme Pills"
        article.save_revision()
        waive(article, content_of(article), reason="It is marked as such.", by="lead")
        publish(article)
        same = make_article(title=article.title)

        sign_article(same)

        assert Publication.objects.get().current.basis == Basis.WAIVER


class TestWhereTheRulesOnlyWarn:
    @pytest.fixture
    def faulty(self, db):
        return make_article(terms=[], body=[("section", {"heading": "", "text": "<p>Words.</p>"})])

    def test_under_a_signature_they_stop(self, faulty):
        sign_article(faulty)

        with pytest.raises(QualityError, match="Choose at least one term"):
            publish(faulty)

    @pytest.mark.parametrize("basis", ["reported", "waiver"])
    def test_under_a_report_or_a_waiver_they_warn_until_a_word_changes(self, faulty, basis):
        content = content_of(faulty)
        if basis == "reported":
            report(faulty, content, by="A source", on=timezone.localdate())
        else:
            waive(faulty, content, reason="It came so.", by="lead")
        edition = publish(faulty)
        faulty = Article.objects.get(pk=faulty.pk)
        faulty.summary = "A change."
        faulty.save_revision()
        sign_article(faulty)

        with pytest.raises(QualityError):
            publish(faulty)

        assert [one.rule for one in edition.findings.all()] == ["R07", "R26"]

    def test_the_warnings_of_an_edition_are_kept_with_it(self, article):
        article.references = []
        sign_article(article)
        article.save_revision()

        edition = publish(article)

        kept = EditionFinding.objects.get()
        assert (kept.edition, kept.rule) == (edition, "R11")
        assert "at least one reference" in kept.sentence


def test_every_article_says_who_it_is_by_or_where_it_comes_from_and_when_it_was_reviewed(client):
    by_somebody = make_published(title="By somebody", signed=True)
    from_somewhere = make_article(title="From elsewhere", source_url="https://www.example.org/words")
    from_somewhere.authors = []
    sign_article(from_somewhere)
    from_somewhere.save_revision()
    publish(from_somewhere)
    today = timezone.localdate().isoformat()

    pages = [client.get(f"/articles/{one.slug}/").content.decode() for one in (by_somebody, from_somewhere)]

    assert by_somebody.authors.first().person.name in pages[0]
    assert 'href="https://www.example.org/words">example.org</a>' in pages[1]
    for page in pages:
        assert f'datetime="{today}"' in page


@pytest.mark.parametrize("signed", [True, False])
def test_every_article_says_that_it_does_not_replace_a_doctor(client, signed):
    article = make_published(signed=signed)

    page = client.get(f"/articles/{article.slug}/").content.decode()

    assert "supports, and does not replace," in page


def test_a_person_s_page_shows_their_statement(client, published):
    person = published.authors.first().person
    person.disclosure = "Holds shares in a maker of pills."
    person.save()

    assert "Holds shares in a maker of pills." in client.get(f"/people/{person.slug}/").content.decode()


def test_a_term_beside_its_own_broader_one_stops_the_publication():
    above = TermFactory(name="Cancer")
    article = make_article(terms=[above, TermFactory(name="Throat Cancer", facet=above.facet, parents=[above])])
    sign_article(article)

    with pytest.raises(QualityError, match="Cancer includes Throat Cancer: choose only the narrower term"):
        publish(article)
