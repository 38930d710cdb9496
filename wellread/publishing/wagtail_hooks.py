"""Where editors meet the door: refused early and in words, with a page that says what is missing."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from wellread.articles.models import Article, Library
from wellread.publishing import review_boards as review_boards  # it registers what is its own
from wellread.publishing.checks_panel import ChecksOfNewArticle, ChecksWhileWriting
from wellread.publishing.errors import REFUSED
from wellread.publishing.models import Refusal, user_name
from wellread.publishing.publish import warnings_of, withdraw
from wellread.publishing.readiness import (
    confirm_minor,
    mark_minor,
    overrule_finding,
    readiness_address,
    show_readiness,
    waive_words,
)
from wellread.publishing.revoking import revoke_signature

_AN_ARTICLE = {"content_type_app_name": "articles", "content_type_model_name": "article"}


@hooks.register("register_admin_urls")
def readiness_addresses() -> list[URLPattern]:
    return [
        path("articles/<int:page_id>/review/", show_readiness, name="article_readiness"),
        path("articles/<int:page_id>/review/waive/", waive_words, name="article_readiness_waive"),
        path("articles/<int:page_id>/checks/", ChecksWhileWriting.as_view(), name="article_checks"),
        path(
            "articles/new/<int:parent_page_id>/checks/", ChecksOfNewArticle.as_view(), _AN_ARTICLE, "new_article_checks"
        ),
        path("articles/<int:page_id>/review/overrule/", overrule_finding, name="article_overrule"),
        path("articles/<int:page_id>/review/minor/", mark_minor, name="article_mark_minor"),
        path("articles/<int:page_id>/review/minor/confirm/", confirm_minor, name="article_confirm_minor"),
        path("signatures/<int:attestation_id>/take-back/", revoke_signature, name="attestation_revoke"),
    ]


@hooks.register("insert_editor_js")
def ask_the_rules() -> str:
    return format_html('<script src="{}" defer></script>', static("publishing/checks.js"))


@hooks.register("register_page_header_buttons")
def readiness_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    article = page.specific
    if isinstance(article, Article):
        yield Button(_("Review"), readiness_address(article), icon_name="clipboard-list", priority=12)


class RefusalsPanel(Component):
    """On the home page of the admin: what the schedule could not publish, and why."""

    order = 50
    template_name = "publishing/refusals_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"refusals": Refusal.objects.select_related("article").order_by("-at")[:20]}


@hooks.register("construct_homepage_panels")
def show_refusals(request: HttpRequest, panels: list[Component]) -> None:
    if may_publish_somewhere(request.user):
        panels.append(RefusalsPanel())


def may_publish_somewhere(user: Any) -> bool:
    return any(library.permissions_for_user(user).can_publish_subpage() for library in Library.objects.all())


@hooks.register("before_publish_page")
def refuse_early(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send the editor to what is missing; the draft is saved already. A schedule only warns."""
    if not isinstance(page, Article):
        return None
    scheduled = page.go_live_at is not None and page.go_live_at > timezone.now()
    try:
        for finding in warnings_of(page):
            messages.warning(request, finding.sentence)
    except REFUSED as error:
        if scheduled:
            messages.warning(request, _("Scheduled, but as it stands it would be refused. %s") % error)
            return None
        messages.error(request, _("Saved as a draft, not published. %s") % error)
        return redirect(readiness_address(page))
    return None


@hooks.register("before_bulk_action")
def refuse_bulk_early(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action_class_instance: Any
) -> HttpResponse | None:
    """Refuse the whole selection if one of its articles cannot be published, naming each."""
    if action_type != "publish":
        return None
    refused = False
    for page in objects:
        article = page.specific.get_latest_revision_as_object()
        if isinstance(article, Article):
            try:
                warnings_of(article)
            except REFUSED as error:
                messages.error(request, str(error))
                refused = True
    if refused:
        messages.warning(request, _("None of the selected pages was published."))
        return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
    return None


@hooks.register("before_unpublish_page")
def withdraw_with_reason(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not isinstance(page, Article):
        return None
    reason = request.POST.get("withdrawn_reason", "").strip()
    if not reason:
        messages.error(request, _("Say why: readers who follow an old link are told the reason."))
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    withdraw(page, reason=reason[:500], by=user_name(request.user))
    messages.success(request, _("“%s” is withdrawn.") % page.title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
