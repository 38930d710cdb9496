"""A typing mistake in signed words needs two people, and no more than a typing mistake."""

import pytest
from django.urls import reverse

from tests.factories import make_article, make_published
from tests.review.workflows import change, draft_of, editor, reviewer
from wellread.articles.models import Article
from wellread.articles.wording import content_digest
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish
from wellread.review.coverage import Basis, coverage_of
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.minor_changes import confirm, mark, refuse_minor
from wellread.review.models import Attestation, LedgerEntry, MinorChange
from wellread.review.subject import subject_of
from wellread.review.workflow import MinorMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected():
    """A published article whose draft has one letter more."""
    article = make_published(summary="A lum in the neck.")
    change(article, summary="A lump in the neck.")
    return article


def digest_of(article):
    return content_digest(subject_of(draft_of(article)).content)


def page(response):
    return response.content.decode()


def test_two_editors_let_the_signature_cover_a_corrected_word(client, corrected):
    first, second = editor(), editor()
    digest = digest_of(corrected)
    client.force_login(first)
    client.post(reverse("article_mark_minor", args=[corrected.pk]), {"digest": digest})
    client.force_login(second)
    shown_page = page(client.get(reverse("article_readiness", args=[corrected.pk])))
    assert "inserted: </span>lump<span" in shown_page
    assert first.username in shown_page

    client.post(reverse("article_confirm_minor", args=[corrected.pk]), {"digest": digest})

    coverage = coverage_of(subject_of(draft_of(corrected)).content)
    assert (coverage.basis, coverage.corrected_on is not None) == (Basis.ATTESTATION, True)
    publish(Article.objects.get(pk=corrected.pk))
    assert Publication.objects.get().current.number == 2
    assert not MinorMark.objects.exists()


def test_whoever_marked_it_does_not_confirm_it(corrected):
    first = editor()
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=first)

    with pytest.raises(NotEntitledError, match="You marked this change yourself"):
        confirm(draft_of(corrected), shown_digest=digest_of(corrected), user=first)

    assert not MinorChange.objects.exists()


def test_the_reviewer_who_signed_may_confirm_and_another_may_not(corrected):
    signer, other = reviewer(), reviewer()
    Attestation.objects.update(reviewer=signer)
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())

    with pytest.raises(NotEntitledError, match="A second editor, or the reviewer who signed"):
        confirm(draft_of(corrected), shown_digest=digest_of(corrected), user=other.user)
    confirm(draft_of(corrected), shown_digest=digest_of(corrected), user=signer.user)

    assert LedgerEntry.objects.get(kind="confirmation").body["confirmed_by"] == signer.user.username


def test_the_reviewer_finds_the_mark_on_the_articles_review_page(client, corrected):
    signer = reviewer()
    Attestation.objects.update(reviewer=signer)
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())
    client.force_login(signer.user)

    assert "I have compared it" in page(client.get(reverse("article_readiness", args=[corrected.pk])))


def test_words_that_changed_since_they_were_marked_are_not_confirmed(client, corrected):
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())
    change(corrected, summary="A lump in the knee.")

    with pytest.raises(WordsChangedError, match="changed since they were marked"):
        confirm(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())
    client.force_login(editor())

    assert "the mark says nothing any more" in page(client.get(reverse("article_readiness", args=[corrected.pk])))


def test_words_that_changed_since_they_were_shown_are_not_marked(corrected):
    before = digest_of(corrected)
    change(corrected, summary="Other words.")

    with pytest.raises(WordsChangedError):
        mark(draft_of(corrected), shown_digest=before, user=editor())


def test_words_that_nobody_ever_signed_are_not_marked():
    article = make_article()

    with pytest.raises(ReviewError, match="Nobody has signed"):
        mark(draft_of(article), shown_digest=digest_of(article), user=editor())


def test_only_whoever_may_publish_marks(corrected):
    with pytest.raises(NotEntitledError):
        mark(draft_of(corrected), shown_digest=digest_of(corrected), user=reviewer().user)


def test_the_second_editor_says_that_it_is_more_than_that(client, corrected):
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())
    client.force_login(editor())

    client.post(reverse("article_confirm_minor", args=[corrected.pk]), {"refuse": "1"})

    assert not MinorMark.objects.exists()
    assert coverage_of(subject_of(draft_of(corrected)).content) is None


def test_whoever_marked_it_may_take_the_mark_away(corrected):
    first = editor()
    mark(draft_of(corrected), shown_digest=digest_of(corrected), user=first)

    refuse_minor(draft_of(corrected), user=first)

    with pytest.raises(ReviewError, match="No change is marked"):
        confirm(draft_of(corrected), shown_digest=digest_of(corrected), user=editor())
