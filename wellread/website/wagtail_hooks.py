"""What of the website editors see: originals, renditions, the images of drafts, and what readers tell us."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, register_converter, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from wellread.website.feedback import waiting
from wellread.website.feedback_report import ClearReport, CommentsReport, deal_with
from wellread.website.models import ReaderComment
from wellread.website.slugs import FrozenImageConverter
from wellread.website.views.editors_files import frozen, media

register_converter(FrozenImageConverter, "draft_image")


@hooks.register("register_admin_urls")
def register_file_addresses() -> list[URLPattern]:
    """Wagtail lets only those in who may use the admin, and forbids caches to keep what it sends."""
    return [
        path("frozen/<draft_image:file>", frozen, name="website_frozen"),
        path("media/<path:name>", media, name="website_media"),
    ]


@hooks.register("register_admin_urls")
def register_feedback_addresses() -> list[URLResolver]:
    own = [
        path("", CommentsReport.as_view(), name="index"),
        path("results/", CommentsReport.as_view(results_only=True), name="index_results"),
        path("clear/", ClearReport.as_view(), name="clear"),
        path("clear/results/", ClearReport.as_view(results_only=True), name="clear_results"),
        path("<int:pk>/dealt-with/", deal_with, name="deal_with"),
    ]
    return [path("from-readers/", include((own, "reader_comments")))]


class FromReadersItem(MenuItem):
    """What readers wrote, with the number of comments that wait, for those who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("website.view_readercomment"))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component = super().render_component(request)
        number = waiting()
        if number:
            component.label = f"{self.label} ({number})"
        return component


@hooks.register("register_admin_menu_item")
def from_readers_item() -> MenuItem:
    address = reverse("reader_comments:index") + "?state=waiting"
    return FromReadersItem(_("From readers"), address, name="from-readers", icon_name="comment", order=216)


@hooks.register("register_permissions")
def permissions_for_comments() -> "QuerySet[Permission]":
    """Let administrators give them to other groups."""
    return Permission.objects.filter(
        content_type__app_label=ReaderComment._meta.app_label,
        codename__in=["view_readercomment", "change_readercomment"],
    )
