"""Architecture, rule 2: one door. Each way is gone once, once refused, and once broken off in the middle."""

import contextlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import library, make_article, make_published, sign_article
from tests.publishing.ways import PUBLISHING, WITHDRAWING
from tests.review.workflows import change, in_review
from wellread.articles.errors import AliasError
from wellread.articles.models import Article
from wellread.publishing import door
from wellread.publishing.consistency import inconsistencies
from wellread.publishing.errors import PublishingError
from wellread.publishing.groups import install_groups
from wellread.publishing.models import Change, Edition, Publication

pytestmark = pytest.mark.django_db


class BrokenOffError(Exception):
    """What a test raises in the middle."""


@pytest.fixture
def break_off(monkeypatch):
    def fail(*args, **kwargs):
        raise BrokenOffError

    def arm():
        monkeypatch.setattr(door, "record_change", fail)

    return arm


def draft(way, *, kind="information"):
    library()
    install_groups()
    article = make_article(kind=kind)
    if way == "tick":
        article.go_live_at = timezone.now() + timedelta(days=1)
        article.save_revision()
    return article


@pytest.mark.parametrize("way", PUBLISHING)
def test_whatever_goes_live_has_its_edition_and_its_change(way, as_administrator):
    article = draft(way)

    PUBLISHING[way](as_administrator, article)

    assert inconsistencies() == []
    live = Article.objects.filter(live=True)
    assert live.exists()
    assert Edition.objects.count() == live.count() == Change.objects.filter(kind="edition").count()


@pytest.mark.parametrize("way", sorted(set(PUBLISHING) - {"born_live", "translate"}))
def test_medical_words_without_a_review_pass_no_way(way, as_administrator):
    article = draft(way, kind="medical")

    with contextlib.suppress(PublishingError):
        PUBLISHING[way](as_administrator, article)

    assert inconsistencies() == []
    assert not Article.objects.filter(live=True).exists()
    assert not Edition.objects.exists()
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("way", sorted(set(PUBLISHING) - {"born_live", "translate"}))
def test_one_word_changed_after_the_signature_passes_no_way(way, as_administrator):
    article = make_published(title="Signed", summary="Signed words.")
    install_groups()
    later = timezone.now() + timedelta(days=1) if way == "tick" else None
    changed = change(article, summary="One word else.", go_live_at=later)

    with contextlib.suppress(PublishingError):
        PUBLISHING[way](as_administrator, changed)

    assert inconsistencies() == []
    assert {edition.read().summary for edition in Edition.objects.all()} == {"Signed words."}
    assert Publication.objects.current().filter(article=article).exists()


@pytest.mark.parametrize("way", sorted(set(PUBLISHING) - {"born_live", "translate", "workflow", "create_button"}))
def test_an_open_review_is_no_review(way, as_administrator):
    article, _review = in_review()
    if way == "tick":
        article = change(article, go_live_at=timezone.now() + timedelta(days=1))

    with contextlib.suppress(PublishingError):
        PUBLISHING[way](as_administrator, article)

    assert not Edition.objects.exists()
    assert not Article.objects.filter(live=True).exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("way", PUBLISHING)
def test_a_failure_in_the_middle_of_publishing_leaves_nothing_half_public(way, as_administrator, break_off):
    article = draft(way)
    break_off()

    with contextlib.suppress(BrokenOffError):
        PUBLISHING[way](as_administrator, article)

    assert inconsistencies() == []
    assert not Article.objects.filter(live=True).exists()
    assert not Edition.objects.exists()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("way", WITHDRAWING)
def test_whatever_stops_being_live_is_withdrawn_and_its_change_is_written(way, as_administrator):
    article = make_published(signed=False)

    WITHDRAWING[way](as_administrator, article)

    assert inconsistencies() == []
    publication = Publication.objects.get(source_id=article.source_id)
    assert publication.current is None
    assert publication.withdrawn_reason
    assert Change.objects.filter(kind="withdrawal").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("way", WITHDRAWING)
def test_a_failure_in_the_middle_of_withdrawing_leaves_the_article_public(way, as_administrator, break_off):
    article = make_published(signed=False)
    break_off()

    with contextlib.suppress(BrokenOffError):
        WITHDRAWING[way](as_administrator, article)

    assert inconsistencies() == []
    assert Article.objects.get(pk=article.pk).live
    assert Publication.objects.current().filter(article=article).exists()


def test_an_alias_is_refused(published):
    with pytest.raises(AliasError, match="find and count one article twice"):
        published.create_alias(update_slug="alias")

    assert Article.objects.count() == 1


def test_the_alias_box_of_the_copy_form_is_refused_in_words(published, as_administrator):
    values = {"new_title": "Alias", "new_slug": "alias", "new_parent_page": library().pk, "alias": "on"}

    response = as_administrator.post(reverse("wagtailadmin_pages:copy", args=[published.pk]), values, follow=True)

    assert "find and count one article twice" in response.content.decode()
    assert Article.objects.count() == 1


def test_moving_keeps_edition_and_address(published):
    library("es")
    sibling = make_article(title="Sibling")

    published.move(sibling, pos="right")

    assert inconsistencies() == []
    assert Publication.objects.current().get(article=published).slug == published.slug
    assert Edition.objects.count() == 1


def test_moving_into_the_place_of_another_published_slug_is_refused_by_wagtail_or_by_the_door(published):
    other = library().add_sibling(instance=type(library())(title="Second", slug="second"))
    twin = make_published(signed=False, title="Twin", slug="twin")
    twin.move(other, pos="first-child")

    twin.refresh_from_db()
    twin.slug = published.slug
    with pytest.raises(PublishingError, match="has the address"):
        twin.save()

    assert inconsistencies() == []


def test_a_signed_medical_article_passes_every_way_that_keeps_its_words(as_administrator):
    for way in ["button", "bulk_publish", "revision_publish", "plain_save", "save_as_page", "our_publish"]:
        article = make_article(title=f"By {way}")
        install_groups()
        sign_article(article)

        PUBLISHING[way](as_administrator, article)

        article.refresh_from_db()
        assert article.live, way
    assert inconsistencies() == []
