import json

import pytest

from tests.factories import library, make_article, make_published, sign_article
from wellread.cli.exits import ExitCode
from wellread.publishing.models import Edition, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(prepared_home):
    article = make_article(title="Asthma at night", slug="asthma-at-night")
    sign_article(article)
    return article


def test_a_signed_draft_is_published(signed, wellread):
    ended = wellread("publish", "asthma-at-night")

    assert ended.code == ExitCode.DONE
    assert "Published “Asthma at night”, edition 1" in ended.output
    assert Publication.objects.current().get().article == signed


def test_publishing_twice_makes_one_edition_and_says_so(signed, wellread):
    wellread("publish", "asthma-at-night")

    ended = wellread("publish", "asthma-at-night")

    assert ended.code == ExitCode.DONE
    assert "published already" in ended.output
    assert Edition.objects.count() == 1


def test_publishing_tells_programs_what_it_did(signed, wellread):
    told = json.loads(wellread("publish", "asthma-at-night", "--json").output)

    assert (told["slug"], told["edition"], told["new"]) == ("asthma-at-night", 1, True)
    assert told["url"].endswith("/articles/asthma-at-night/")


def test_a_draft_without_a_review_is_refused(prepared_home, wellread):
    make_article(title="Unread", slug="unread")

    ended = wellread("publish", "unread", "--json")

    assert ended.code == ExitCode.REFUSED
    assert "no review covers these words" in ended.errors
    assert ended.output == ""


def test_an_unknown_slug_is_a_usage_error_with_near_matches(signed, wellread):
    ended = wellread("publish", "astma-at-night")

    assert ended.code == ExitCode.USAGE
    assert "Did you mean: asthma-at-night?" in ended.errors


def test_a_draft_is_found_by_the_slug_that_it_will_have(signed, wellread):
    signed.slug = "asthma"
    signed.save_revision()

    ended = wellread("publish", "asthma")

    assert ended.code == ExitCode.DONE
    assert Publication.objects.get().slug == "asthma"


def test_the_same_slug_in_two_languages_needs_the_language(signed, wellread):
    library("es")
    spanish = make_article(title="Asma", slug="asthma-at-night", language="es")
    sign_article(spanish)

    ended = wellread("publish", "asthma-at-night")
    meant = wellread("publish", "asthma-at-night", "--language", "es")

    assert ended.code == ExitCode.USAGE
    assert "add --language en or es" in ended.errors
    assert meant.code == ExitCode.DONE
    assert Publication.objects.get().language == "es"


def test_withdrawing_tells_readers_the_reason(prepared_home, wellread):
    article = make_published(title="Old advice", slug="old-advice")

    ended = wellread("withdraw", "old-advice", "--reason", "The guideline changed.", "--json")

    publication = Publication.objects.get(article=article)
    assert ended.code == ExitCode.DONE
    assert json.loads(ended.output)["reason"] == "The guideline changed."
    assert (publication.current, publication.withdrawn_reason) == (None, "The guideline changed.")


def test_what_readers_do_not_see_cannot_be_withdrawn(signed, wellread):
    ended = wellread("withdraw", "asthma-at-night", "--reason", "Old")

    assert ended.code == ExitCode.REFUSED
    assert "is not published" in ended.errors


@pytest.mark.parametrize("reason", [" ", "x" * 501])
def test_a_reason_is_a_sentence(reason, prepared_home, wellread):
    article = make_published(slug="old-advice")

    ended = wellread("withdraw", "old-advice", "--reason", reason)

    assert ended.code == ExitCode.USAGE
    assert Publication.objects.current().filter(article=article).exists()
