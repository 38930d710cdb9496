"""Every way in which Wagtail makes an article live, or stops it from being live."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from tests.factories import library, make_article
from wellread.articles.models import Article
from wellread.publishing.publish import publish, withdraw
from wellread.publishing.schedule import run_schedule

Way = Callable[[Any, Article], None]
LONG_AGO = timezone.now() - timedelta(days=2)


def form_values(article: Article, **changes: Any) -> dict[str, Any]:
    """Return what a browser would post from the writer's form."""
    return nested_form_data(
        {
            "title": article.title,
            "slug": article.slug,
            "summary": article.summary,
            "kind": article.kind,
            "body": streamfield([("paragraph", rich_text("<p>Plain words.</p>"))]),
            "urgent_notice": "",
            "authors": _children(article.authors.all(), "person_id:person"),
            "related_articles": inline_formset([]),
            "references": _children(article.references.all(), "title:title", "year:year"),
            "source_url": "",
            "change_kind": "update",
            "change_note": "",
            "call_to_action_text": "",
            "call_to_action_url": "",
            "call_to_action_telephone": "",
            "published_on": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **changes,
        }
    ) | {"terms": [str(term.pk) for term in article.terms.all()]}


def _children(rows: Any, *fields: str) -> Any:
    """Return the rows of an inline form as the browser sends back those that it was given."""
    named = [field.split(":") for field in fields]
    values = [{"id": str(row.pk)} | {name: str(getattr(row, attribute)) for attribute, name in named} for row in rows]
    return inline_formset(values, initial=len(values))


def button(client: Any, article: Article) -> None:
    values = form_values(article) | {"action-publish": "publish"}
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), values)


def create_button(client: Any, article: Article) -> None:
    new = {
        "title": "Born live",
        "slug": "born-live",
        "source_url": "https://example.org/",
        "authors": inline_formset([]),
        "references": inline_formset([]),
    }
    values = form_values(article, **new) | {"action-publish": "publish"}
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", library().pk])
    client.post(address, values)


def bulk_publish(client: Any, article: Article) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={article.pk}", {"include_descendants": ""})


def workflow(client: Any, article: Article) -> None:
    values = form_values(article) | {"action-submit": "submit"}
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), values)
    article.refresh_from_db()
    task = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    client.post(address, {"comment": ""})


def tick(client: Any, article: Article) -> None:
    article.get_latest_revision().publish()  # scheduled: its go_live_at is still to come
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        list(run_schedule(now=timezone.now()))


def wagtail_schedule(client: Any, article: Article) -> None:
    revision = article.get_latest_revision()
    revision.approved_go_live_at = LONG_AGO
    revision.save()
    call_command("publish_scheduled")


def revision_publish(client: Any, article: Article) -> None:
    article.get_latest_revision().publish()


def publish_action(client: Any, article: Article) -> None:
    PublishPageRevisionAction(article.get_latest_revision()).execute()


def plain_save(client: Any, article: Article) -> None:
    article.live = True
    article.save()


def save_as_page(client: Any, article: Article) -> None:
    page = Page.objects.get(pk=article.pk)
    page.live = True
    page.save()


def save_one_field(client: Any, article: Article) -> None:
    article.live = True
    article.save(update_fields=["live"])


def our_publish(client: Any, article: Article) -> None:
    publish(article)


def copy_live(client: Any, article: Article) -> None:
    article.get_latest_revision().publish()
    article.refresh_from_db()
    article.copy(update_attrs={"slug": "copy", "title": article.title}, keep_live=True)


def copy_button(client: Any, article: Article) -> None:
    article.get_latest_revision().publish()
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": library().pk, "publish_copies": "on"}
    client.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), values)


def born_live(client: Any, article: Article) -> None:
    fresh = make_article(title="Another", kind="information")
    child = Article(title="Born live", kind="information", live=True, locale=fresh.locale, summary="Short.")
    child.body, child.terms = fresh.body, list(fresh.terms.all())
    child.source_url = "https://example.org/"
    library().add_child(instance=child)


def translate(client: Any, article: Article) -> None:
    library("es")
    spanish = article.copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
    spanish.kind = "information"
    spanish.save_revision().publish()


def revert(client: Any, article: Article) -> None:
    first = article.get_latest_revision()
    article.summary = "Other."
    article.save_revision()
    PublishPageRevisionAction(first, previous_revision=first).execute()


PUBLISHING: dict[str, Way] = {
    way.__name__: way
    for way in [
        button, create_button, bulk_publish, workflow, tick, wagtail_schedule, revision_publish, publish_action,
        plain_save, save_as_page, save_one_field, our_publish, copy_live, copy_button, born_live, translate, revert,
    ]
}  # fmt: skip


def unpublish_button(client: Any, article: Article) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]), {"withdrawn_reason": "Out of date."})


def bulk_unpublish(client: Any, article: Article) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={article.pk}", {"include_descendants": ""})


def bulk_delete(client: Any, article: Article) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{address}?id={article.pk}", {})


def delete_button(client: Any, article: Article) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]), {})


def delete(client: Any, article: Article) -> None:
    article.delete()


def delete_as_page(client: Any, article: Article) -> None:
    Page.objects.get(pk=article.pk).delete()


def delete_many(client: Any, article: Article) -> None:
    Page.objects.filter(pk=article.pk).delete()


def delete_library(client: Any, article: Article) -> None:
    library().delete()


def expire(client: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(expire_at=LONG_AGO)
    list(run_schedule(now=timezone.now()))


def wagtail_expiry(client: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(expire_at=LONG_AGO)
    call_command("publish_scheduled")


def unpublish(client: Any, article: Article) -> None:
    article.unpublish()


def unpublish_as_page(client: Any, article: Article) -> None:
    UnpublishPageAction(Page.objects.get(pk=article.pk)).execute()


def save_not_live(client: Any, article: Article) -> None:
    article.live = False
    article.save()


def save_not_live_field(client: Any, article: Article) -> None:
    article.live = False
    article.save(update_fields=["live"])


def our_withdraw(client: Any, article: Article) -> None:
    withdraw(article, reason="Out of date.")


def schedule_later_while_not_live_before(client: Any, article: Article) -> None:
    """Publishing with a later date, where the row says live but no live revision, takes a page down."""
    Article.objects.filter(pk=article.pk).update(live_revision=None)
    article.refresh_from_db()
    article.go_live_at = timezone.now() + timedelta(days=9)
    article.save_revision().publish()


WITHDRAWING: dict[str, Way] = {
    way.__name__: way
    for way in [
        unpublish_button, bulk_unpublish, bulk_delete, delete_button, delete, delete_as_page, delete_many,
        delete_library, expire, wagtail_expiry, unpublish, unpublish_as_page, save_not_live, save_not_live_field,
        our_withdraw, schedule_later_while_not_live_before,
    ]
}  # fmt: skip
