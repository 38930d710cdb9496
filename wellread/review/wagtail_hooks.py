"""Reviewers, and what waits for them, in the editors' house."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wellread.review import arranging, views
from wellread.review.assignments import hand_over, waiting_for
from wellread.review.authority import may_arrange_somewhere
from wellread.review.events import ACTIONS
from wellread.review.forms import ReviewerForm
from wellread.review.models import Reviewer, reviewer_of
from wellread.review.workflow import Assignment


class ReviewerViewSet(SnippetViewSet):
    model = Reviewer
    icon = "clipboard-list"
    menu_label = _("Reviewers")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ("person", "licence", "user", "active", "credentials_valid_until")
    list_filter = ("active", "specialties")
    edit_handler = ObjectList(
        [
            FieldPanel("person", help_text=_("Name and credentials as readers see them; add the person first.")),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("licence"), FieldPanel("credentials_valid_until")])],
                heading=_("Credentials"),
                help_text=_("After that day this person signs nothing more, until a later one is given."),
            ),
            FieldPanel("user"),
            FieldPanel("knows_languages"),
            FieldPanel("specialties", widget=CheckboxSelectMultiple),
            FieldPanel("conflicts_of_interest"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("active"), FieldPanel("successor")])],
                heading=_("Leaving"),
                help_text=_(
                    "Untick “active” and name a successor: the open reviews go to them where they may do them, "
                    "the others wait for whoever may."
                ),
            ),
        ],
        base_form_class=ReviewerForm,
    )


register_snippet(ReviewerViewSet)


@hooks.register("after_edit_snippet")
def pass_on_open_reviews(request: HttpRequest, instance: Model) -> None:
    if not isinstance(instance, Reviewer) or instance.active:
        return
    moved, freed = hand_over(instance, user=request.user)
    if moved:
        told = ngettext("%(count)d open review went to %(who)s.", "%(count)d open reviews went to %(who)s.", moved)
        messages.success(request, told % {"count": moved, "who": instance.looked_after_by})
    if freed:
        told = ngettext(
            "%d open review waits for whoever may do it.", "%d open reviews wait for whoever may do them.", freed
        )
        messages.warning(request, told % freed)


@hooks.register("register_admin_urls")
def review_addresses() -> list[URLPattern]:
    article = "articles/<int:page_id>"
    return [
        path("my-reviews/", views.my_reviews, name="my_reviews"),
        path("open-reviews/", arranging.open_reviews, name="open_reviews"),
        path(f"{article}/read/", views.show, name="review_screen"),
        path(f"{article}/read/words/", views.words, name="review_words"),
        path(f"{article}/read/sign/", views.sign, name="review_sign"),
        path(f"{article}/read/changes/", views.ask, name="review_ask"),
        path(f"{article}/read/decline/", views.refuse, name="review_decline"),
        path(f"{article}/read/comment/", views.leave_comment, name="review_comment"),
        path(f"{article}/reviewers/", arranging.arrange, name="review_arrange"),
        path(f"{article}/reviewers/begin/", arranging.begin, name="review_begin"),
        path(f"{article}/reviewers/give/", arranging.give, name="review_give"),
        path(f"{article}/reviewers/plan/", arranging.plan, name="review_plan"),
        path(f"{article}/reviewers/exception/", arranging.make_an_exception, name="review_except"),
        path(f"{article}/reviewers/invite/", arranging.send_invitation, name="review_invite"),
        path(
            f"{article}/reviewers/invitations/<int:invitation_id>/end/",
            arranging.take_invitation_back,
            name="review_take_back",
        ),
    ]


class MyReviewsItem(MenuItem):
    """The reviewer's list, with the number of reviews that wait for them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reviewer_of(request.user) is not None

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component = super().render_component(request)
        waiting = Assignment.objects.open().filter(reviewer__user=request.user.pk).count()
        if waiting:
            component.label = f"{self.label} ({waiting})"
        return component


class OpenReviewsItem(MenuItem):
    """All open reviews, for those who arrange them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_arrange_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def my_reviews_item() -> MenuItem:
    return MyReviewsItem(_("My reviews"), reverse("my_reviews"), name="my-reviews", icon_name="check", order=110)


@hooks.register("register_admin_menu_item")
def open_reviews_item() -> MenuItem:
    return OpenReviewsItem(_("Open reviews"), reverse("open_reviews"), name="open-reviews", icon_name="time", order=215)


class WaitingPanel(Component):
    """On the home page of the admin: what waits for the reviewer."""

    order = 40
    template_name = "review/waiting_panel.html"

    def __init__(self, reviewer: Reviewer) -> None:
        self.reviewer = reviewer

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        today = timezone.localdate()
        return {"waiting": list(waiting_for(self.reviewer, today=today))[:10], "today": today}


@hooks.register("construct_homepage_panels")
def show_waiting(request: HttpRequest, panels: list[Component]) -> None:
    reviewer = reviewer_of(request.user)
    if reviewer:
        panels.append(WaitingPanel(reviewer))


@hooks.register("register_log_actions")
def tell_events(actions: LogActionRegistry) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action)(_formatter(label))


def _formatter(name: Any) -> type[LogFormatter]:
    class Told(LogFormatter):
        """What happened, and the sentence that was written down of it."""

        label = name

        def format_message(self, log_entry: Any) -> str:
            return f"{name}: {log_entry.data['told']}" if log_entry.data.get("told") else str(name)

    return Told
