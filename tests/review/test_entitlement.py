from datetime import date

import pytest

from tests.factories import PersonFactory, ReviewerFactory, TermFactory, UserFactory, make_article, sign_article
from wellread.articles.models import ArticleAuthor
from wellread.review.attest import make_exception
from wellread.review.entitlement import objections
from wellread.review.errors import NotEntitledError, ReviewError
from wellread.review.models import LedgerEntry, ReviewerLanguage
from wellread.review.subject import subject_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def quoting(*people):
    return [
        {"type": "quote", "value": {"words": "It is common.", "person": person.pk}} for person in people
    ]  # fmt: skip


def against(reviewer, article):
    return objections(reviewer, subject_of(article), on=TODAY)


def test_a_reviewer_with_no_limits_may_sign_every_article(article):
    assert against(ReviewerFactory(), article) == []


def test_whoever_saved_a_draft_cannot_review_it_though_another_is_named_as_its_author(article):
    own, other = ReviewerFactory(user=UserFactory()), ReviewerFactory(user=UserFactory())
    article.save_revision(user=own.user)

    [sentence] = against(own, article)

    assert "has written in “Words about a lump” with their own account" in sentence
    assert against(other, article) == []


def test_whoever_began_an_article_cannot_review_it(article):
    own = ReviewerFactory(user=UserFactory())
    article.owner = own.user
    article.save()

    assert "with their own account" in against(own, article)[0]


def test_a_specialty_includes_narrower_terms(db):
    blood = TermFactory(name="Blood trouble")
    leukemia = TermFactory(name="Leukemia", facet=blood.facet, parents=[blood])
    reviewer = ReviewerFactory()
    reviewer.specialties.add(blood)

    assert against(reviewer, make_article(title="About leukemia", terms=[leukemia])) == []


def test_another_specialty_is_refused_with_a_sentence(article):
    reviewer = ReviewerFactory()
    reviewer.specialties.add(TermFactory(name="Teeth"))

    [sentence] = against(reviewer, article)

    assert "outside of the specialties" in sentence
    with pytest.raises(NotEntitledError, match="outside of the specialties"):
        sign_article(article, reviewer)


def test_a_content_lead_makes_an_exception_for_one_article_and_says_why(article):
    reviewer = ReviewerFactory()
    reviewer.specialties.add(TermFactory(name="Teeth"))
    other = make_article(title="Another one")
    with pytest.raises(ReviewError, match="Say why"):
        make_exception(reviewer, source_id=article.source_id, reason=" ", by="lead")

    make_exception(reviewer, source_id=article.source_id, reason="She wrote the guideline.", by="lead")

    assert against(reviewer, article) == []
    assert against(reviewer, other)
    entry = LedgerEntry.objects.get(kind="exception")
    assert entry.body == {
        "reviewer": reviewer.pk, "source_id": article.source_id, "reason": "She wrote the guideline.", "by": "lead"
    }  # fmt: skip


def test_a_language_that_the_reviewer_does_not_judge_is_refused(article):
    reviewer = ReviewerFactory()
    ReviewerLanguage.objects.create(reviewer=reviewer, language="es")

    assert "language" in against(reviewer, article)[0]


def test_the_only_expert_of_an_article_does_not_review_it(article):
    reviewer, other = ReviewerFactory(), PersonFactory()
    article.body = quoting(reviewer.person)
    assert "only expert" in against(reviewer, article)[0]

    article.body = quoting(reviewer.person, other)

    assert against(reviewer, article) == []


def test_an_author_who_is_also_quoted_is_told_of_the_authorship(article):
    reviewer = ReviewerFactory()
    article.authors = [ArticleAuthor(person=reviewer.person)]
    article.body = quoting(reviewer.person)

    [sentence] = against(reviewer, article)

    assert "wrote" in sentence


def test_all_objections_are_told_at_once(article):
    reviewer = ReviewerFactory(active=False, credentials_valid_until=date(2020, 1, 1))
    reviewer.specialties.add(TermFactory(name="Teeth"))

    assert len(against(reviewer, article)) == 3
    with pytest.raises(NotEntitledError, match=r"no longer.*valid until.*specialties"):
        sign_article(article, reviewer)


def test_who_has_left_is_followed_by_a_successor(db):
    third = ReviewerFactory()
    second = ReviewerFactory(active=False, successor=third)
    first = ReviewerFactory(active=False, successor=second)
    lonely = ReviewerFactory(active=False)

    assert first.looked_after_by == third
    assert third.looked_after_by == third
    assert lonely.looked_after_by == lonely


def test_successors_in_a_circle_end(db):
    first = ReviewerFactory(active=False)
    second = ReviewerFactory(active=False, successor=first)
    first.successor = second

    assert first.looked_after_by in {first, second}
