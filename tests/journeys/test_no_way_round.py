"""Issue 4: once a word was changed, no way through admin, API, schedule, command or code publishes it unsigned.

Out of scope: whoever writes into the database past Django's models (`QuerySet.update`, SQL). `wellread review verify`
finds that afterwards: see tests/review/test_verify.py and tests/publishing/test_verify.py.
"""

import contextlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, TaskState

from tests.cli.conftest import own_home, prepared_home, wellread  # noqa: F401  # fixtures
from tests.factories import UserFactory, library, make_article, sign_article
from tests.publishing.ways import LONG_AGO, PUBLISHING, form_values
from tests.review.workflows import account, approve_check, change, draft_of, editor
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.consistency import inconsistencies
from wellread.publishing.errors import REFUSED
from wellread.publishing.groups import EDITORS, LEADS, WRITERS
from wellread.publishing.models import Edition, Publication
from wellread.publishing.publish import publish_many, withdraw
from wellread.publishing.schedule import run_schedule
from wellread.review.attest import waive
from wellread.review.coverage import coverage_of
from wellread.review.models import Waiver

pytestmark = [pytest.mark.django_db, pytest.mark.journey]
ROLES = {"writer": WRITERS, "editor": EDITORS, "lead": LEADS}
SIGNED, UNSIGNED = "Signed words.", "Words that nobody signed."


def api(client, article, action, **values):
    address = reverse("wagtailadmin_api:pages:action", args=[article.pk, action])
    return client.post(address, json.dumps(values), content_type="application/json")


def admin_api_publish(client, article, run):
    api(client, article, "publish")


def admin_api_copy(client, article, run):
    """Copying keeps what is live of the row, and the draft of the latest revision."""
    admin_api_publish(client, article, run)
    api(client, Article.objects.get(pk=article.pk), "copy", keep_live=True, slug="api-copy")


def admin_api_revert(client, article, run):
    newest = article.get_latest_revision()
    change(article, summary=SIGNED)
    api(client, article, "revert_to_page_revision", revision_id=newest.pk)
    api(client, article, "publish")


def revert_button(client, article, run):
    """The history's *Review this version*, then *Publish this version*."""
    newest = article.get_latest_revision()
    change(article, summary=SIGNED)
    values = form_values(newest.as_object()) | {"revision": newest.pk, "action-publish": "publish"}
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), values)


def withdraw_and_publish_again(client, article, run):
    withdraw(Article.objects.get(pk=article.pk), reason="To try it.")
    draft_of(article).get_latest_revision().publish()


def code_many(client, article, run):
    publish_many([article])


def command_publish(client, article, run):
    run("publish", article.slug)


def command_import(client, article, run):
    """The same article comes in by a file with the new words, and one that nobody knew."""
    file = run.folder / "two.jsonl"
    lines = [{**LINE, "source_id": one, "summary": UNSIGNED} for one in (article.source_id, "elsewhere:1")]
    file.write_text("\n".join(map(json.dumps, lines)))
    ended = run("import", file, "--publish")
    assert Article.objects.filter(source_id="elsewhere:1", live=False).exists(), ended.errors


def command_tick(client, article, run):
    draft = change(article, go_live_at=timezone.now() + timedelta(days=1))
    draft.get_latest_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        run("tick")


def wagtails_command(client, article, run):
    revision = article.get_latest_revision()
    revision.approved_go_live_at = LONG_AGO
    revision.save()
    call_command("publish_scheduled")


def changed_schedule(client, article, run):
    """Words that are changed after they were scheduled."""
    draft = change(article, go_live_at=timezone.now() + timedelta(days=1))
    draft.get_latest_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        list(run_schedule(now=timezone.now()))


def translated_copy(client, article, run):
    library("es")
    spanish = CopyPageForTranslationAction(article, Locale.objects.get(language_code="es"), copy_parents=True).execute()
    spanish.summary = UNSIGNED
    spanish.save_revision().publish()


def row_saved(client, article, run):
    row = Article.objects.get(pk=article.pk)
    row.summary, row.live = UNSIGNED, True
    row.save()


def plain_page_saved_whole(client, article, run):
    row = Article.objects.get(pk=article.pk)
    row.summary = UNSIGNED
    row.save(update_fields=["summary"])


def moved(client, article, run):
    row_saved(client, article, run)
    Article.objects.get(pk=article.pk).move(make_article(title="Sibling"), pos="right")


def with_form(way):
    """Let a way of tests/publishing take what it takes."""

    def go(client, article, run):
        way(client, article)

    go.__name__ = way.__name__
    return go


LINE = {
    "language": "en", "kind": "medical", "headline": "A signed article", "terms": {},
    "body": [{"type": "paragraph", "html": "<p>Plain words.</p>"}],
}  # fmt: skip
NEW_ARTICLES = {"create_button", "born_live", "translate"}
"""Ways of tests/publishing that bring an article of their own; test_every_way looks after them."""
OWN = [
    admin_api_publish, admin_api_copy, admin_api_revert, revert_button, withdraw_and_publish_again, code_many,
    command_publish, command_import, command_tick, wagtails_command, changed_schedule, translated_copy, row_saved,
    plain_page_saved_whole, moved,
]  # fmt: skip
WAYS = [*OWN, *(with_form(way) for name, way in PUBLISHING.items() if name not in NEW_ARTICLES)]
NEEDS_MORE = {"command_import", "translated_copy", "workflow", "revert", "save_as_page", "save_one_field"}
"""Ways that do not publish the words of `article` even where they are signed: other words, language, row or steps."""


@pytest.fixture
def article(prepared_home):  # noqa: F811  # pytest's way
    made = make_article(title="A signed article", summary=SIGNED)
    sign_article(made)
    made.get_latest_revision().publish()
    return change(Article.objects.get(pk=made.pk), summary=UNSIGNED)


@pytest.fixture
def run(wellread, tmp_path):  # noqa: F811  # pytest's way
    wellread.folder = tmp_path
    return wellread


def go(way, client, article, run):
    with contextlib.suppress(*REFUSED), transaction.atomic():
        way(client, article, run)


def public_words():
    return {edition.read().summary for edition in Edition.objects.all()}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_publishes_a_changed_word_unsigned(way, as_administrator, article, run):
    go(way, as_administrator, article, run)

    assert inconsistencies() == []
    assert UNSIGNED not in public_words()
    assert not Waiver.objects.exists()
    for live in Article.objects.filter(live=True):
        assert coverage_of(content_of(live)) is not None


@pytest.mark.parametrize("way", [way for way in WAYS if way.__name__ not in NEEDS_MORE], ids=lambda way: way.__name__)
def test_each_of_these_ways_leads_to_readers_once_the_words_are_signed(way, as_administrator, article, run):
    """Else the test above would prove nothing."""
    sign_article(article)

    go(way, as_administrator, article, run)

    assert UNSIGNED in public_words()
    assert inconsistencies() == []


def test_a_named_waiver_opens_the_door_and_readers_are_told(article):
    waive(article, content_of(article), reason="A recall, today.", by="lead")

    article.get_latest_revision().publish()

    assert (Publication.objects.get().current.basis, UNSIGNED in public_words()) == ("waiver", True)
    assert Waiver.objects.get().waived_by == "lead"


@pytest.mark.parametrize("name", ["writer", "editor", "lead", "administrator"])
def test_nobody_approves_a_medical_review_by_wagtails_buttons(name, client, article):
    user = account(ROLES[name]) if name in ROLES else UserFactory(is_superuser=True)
    article.get_workflow().start(article, editor())
    approve_check(article, editor())
    step = TaskState.objects.get(status="in_progress")
    client.force_login(user)

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", step.pk]), {"comment": ""})
    values = form_values(article) | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), values)

    step.refresh_from_db()
    assert step.status == "in_progress"
    assert UNSIGNED not in public_words()


@pytest.mark.parametrize("code", [lambda step: step.approve(), lambda step: step.workflow_state.finish()])
def test_a_workflow_that_code_ends_meets_the_door(code, article):
    article.get_workflow().start(article, editor())
    approve_check(article, editor())

    go(lambda *_: code(TaskState.objects.get(status="in_progress")), None, article, None)

    assert UNSIGNED not in public_words()


def test_a_reviewed_article_does_not_leave_the_reviews_by_being_called_information(as_administrator, article):
    changed = change(article, kind="information")

    go(with_form(PUBLISHING["button"]), as_administrator, changed, None)
    go(with_form(PUBLISHING["revision_publish"]), as_administrator, changed, None)

    assert UNSIGNED not in public_words()


def test_a_draft_of_an_alias_or_of_a_translation_carries_no_signature_with_it(as_administrator, article):
    for action, values in (("create_alias", {"update_slug": "alias"}), ("convert_alias", {})):
        with contextlib.suppress(*REFUSED):
            api(as_administrator, article, action, **values)
    spanish = sign_in_spanish(article)

    with contextlib.suppress(*REFUSED), transaction.atomic():
        spanish.save_revision().publish()

    assert {edition.publication.language for edition in Edition.objects.all()} == {"en"}
    assert content_digest(content_of(spanish)) == content_digest(content_of(article))


def sign_in_spanish(article):
    """Return a Spanish article with the very words that somebody signed as English ones."""
    sign_article(article)
    library("es")
    return article.copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
