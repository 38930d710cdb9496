import pytest
from django.db import transaction

from tests.factories import sign_article
from wellread.publishing.errors import NotReviewedError
from wellread.publishing.models import Change, Edition, Publication

pytestmark = pytest.mark.django_db


def test_a_medical_draft_without_a_review_is_refused(article):
    with pytest.raises(NotReviewedError), transaction.atomic():
        article.get_latest_revision().publish()

    article.refresh_from_db()
    assert not article.live
    assert not Edition.objects.exists()


def test_a_signed_article_becomes_its_first_edition(article):
    sign_article(article)

    article.get_latest_revision().publish()

    edition = Publication.objects.current().get(article=article).current
    assert (edition.number, edition.kind, edition.basis) == (1, "first", "attestation")
    assert Change.objects.filter(kind="edition", subject=article.source_id).count() == 1


def test_saving_a_live_article_unchanged_makes_no_edition(published):
    published.save()

    assert Edition.objects.count() == 1


def test_unpublishing_withdraws(published):
    published.unpublish()

    publication = Publication.objects.get(article=published)
    assert publication.current is None
    assert publication.withdrawn_reason == "The article was withdrawn by its publisher."
    assert Change.objects.filter(kind="withdrawal", subject=published.source_id).count() == 1
