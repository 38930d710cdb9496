import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from tests.factories import make_article, make_published, sign_article
from wellread.articles.models import Article
from wellread.cli.exits import ExitCode
from wellread.cli.locks import TICK, lock
from wellread.publishing.models import Publication, Refusal

pytestmark = pytest.mark.django_db


def schedule(article, *, signed=True):
    """Approve the article's draft for a moment that has just passed."""
    if signed:
        sign_article(article)
    revision = article.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))


def test_a_tick_publishes_expires_and_refuses(prepared_home, wellread):
    schedule(make_article(title="Due", slug="due"))
    schedule(make_article(title="Unsigned", slug="unsigned"), signed=False)
    over = make_published(title="Over", slug="over")
    Article.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    ended = wellread("tick", "--json")

    told = json.loads(ended.output)
    assert ended.code == ExitCode.SKIPPED
    assert (told["published"], told["expired"]) == (["en/due"], ["en/over"])
    assert [refused["article"] for refused in told["refused"]] == ["en/unsigned"]
    assert "Refused: en/unsigned" in ended.errors
    assert Refusal.objects.get().article.slug == "unsigned"
    assert [publication.slug for publication in Publication.objects.current()] == ["due"]


def test_a_tick_with_nothing_to_do_says_so(prepared_home, wellread):
    ended = wellread("tick")

    assert (ended.code, ended.output) == (ExitCode.DONE, "0 published, 0 expired, 0 refused.\n")


def test_a_second_tick_leaves_the_work_to_the_first(prepared_home, wellread):
    schedule(make_article(slug="due"))

    with lock(TICK):
        ended = wellread("tick")

    assert ended.code == ExitCode.DONE
    assert "Another tick is running" in ended.errors
    assert not Publication.objects.exists()


def test_a_tick_keeps_the_index(prepared_home, wellread):
    make_published(title="A lump")

    first, second = (json.loads(wellread("tick", "--json").output)["index"] for _ in range(2))

    assert "There is no index" in first["rebuilt"]
    assert second == {"caught_up": 0, "rebuilt": "", "trouble": ""}


def test_an_index_that_cannot_be_kept_is_told(prepared_home, wellread):
    (prepared_home / "index").write_text("a file in its place")

    ended = wellread("tick")

    assert ended.code == ExitCode.SKIPPED
    assert "The index is not up to date." in ended.errors
