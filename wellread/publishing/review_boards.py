"""Where editors find the boards about reviews, and content leads the policies."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wellread.publishing.quality_reports import FindingBoard, LinkBoard
from wellread.publishing.review_reports import Board, DueBoard, TermBoard, WorkloadBoard, may_see_boards
from wellread.review.models import ReviewPolicy

_BOARDS: dict[str, tuple[str, type[Board], str]] = {
    "reviews_due": ("reviews/due/", DueBoard, "calendar-alt"),
    "reviews_by_term": ("reviews/terms/", TermBoard, "tag"),
    "reviews_by_reviewer": ("reviews/reviewers/", WorkloadBoard, "user"),
    "findings": ("findings/", FindingBoard, "glasses"),
    "broken_links": ("findings/links/", LinkBoard, "link"),
}


def board_addresses() -> list[URLPattern | URLResolver]:
    return [path(address, include((_both(board), name))) for name, (address, board, _icon) in _BOARDS.items()]


def _both(board: Any) -> list[URLPattern]:
    return [
        path("", board.as_view(), name="index"),
        path("results/", board.as_view(results_only=True), name="results"),
    ]


class BoardsMenu(SubmenuMenuItem):
    """The boards, for whoever may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_boards(request.user)


def boards_menu() -> MenuItem:
    items = [
        MenuItem(board.page_title, reverse(f"{name}:index"), name=name.replace("_", "-"), icon_name=icon, order=order)
        for order, (name, (_address, board, icon)) in enumerate(_BOARDS.items())
    ]
    return BoardsMenu(_("Review boards"), Menu(items=items), name="review-boards", icon_name="calendar-alt", order=230)


class ReviewPolicyViewSet(SnippetViewSet):
    model = ReviewPolicy
    icon = "calendar-alt"
    menu_label = _("Review policies")
    menu_order = 300
    add_to_settings_menu = True
    list_display = ("term", "months")
    ordering = ("months", "term__name")
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "After how many months articles under a term are reviewed again. The shortest of an article's "
                    "terms holds, and an article can have its own. It holds for reviews signed from now on; due dates "
                    "that stand stay."
                )
            ),
            FieldPanel("term"),
            FieldPanel("months"),
        ]
    )


hooks.register("register_admin_urls", board_addresses)
hooks.register("register_admin_menu_item", boards_menu)
register_snippet(ReviewPolicyViewSet)
