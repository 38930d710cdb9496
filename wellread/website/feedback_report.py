"""What readers told us, in the editors' house: their comments, and how clear each answer was."""

from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from wellread.discovery.sought_report import as_words
from wellread.publishing.models import Publication, user_name
from wellread.vocabulary.models import language_choices
from wellread.website.models import Feedback, FeedbackCount, ReaderComment

WAITING, DEALT_WITH = "waiting", "dealt-with"


class _CommentFilter(WagtailFilterSet):
    """By article, by what it is about, and whether it waits."""

    article = django_filters.ModelChoiceFilter(
        label=_("Article"),
        field_name="publication",
        queryset=lambda request: Publication.objects.filter(comments__isnull=False).distinct(),
    )
    kind = django_filters.ChoiceFilter(
        label=_("What"), choices=[(Feedback.MISTAKE, _("mistake")), (Feedback.UNCLEAR, _("not clear"))]
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="publication__language", choices=language_choices
    )
    state = django_filters.ChoiceFilter(
        label=_("Show"),
        method="in_state",
        choices=[(WAITING, _("waiting")), (DEALT_WITH, _("dealt with"))],
        empty_label=_("all"),
    )

    def in_state(self, queryset: "QuerySet[ReaderComment]", name: str, value: str) -> "QuerySet[ReaderComment]":
        return queryset.filter(dealt_with_on__isnull=value == WAITING)

    class Meta:
        model = ReaderComment
        fields: ClassVar = ["kind"]


class _WordsColumn(Column):
    """The comment with the place that it is about."""

    cell_template_name = "website/admin/comment_cell.html"


class _StateColumn(Column):
    """Who dealt with it and when, or the button to say so."""

    cell_template_name = "website/admin/state_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        # Cells know nothing of the page's token, without which the button's form is refused.
        token = get_token(parent_context["request"])
        return {**super().get_cell_context_data(instance, parent_context), "csrf_token": token}


class CommentsReport(ReportView):
    """Readers' comments, those that wait first."""

    model = ReaderComment
    permission_policy = ModelPermissionPolicy(ReaderComment)
    any_permission_required: ClassVar = ["view"]
    page_title = _("From readers")
    header_icon = "comment"
    verbose_name_plural = _("comments of readers")
    template_name = "website/admin/comments_report.html"
    index_url_name = "reader_comments:index"
    index_results_url_name = "reader_comments:index_results"
    filterset_class = _CommentFilter
    columns: ClassVar = [
        _WordsColumn("words", label=_("Comment"), width="60%"),
        Column("get_kind_display", label=_("What")),
        Column("day", label=_("Day"), sort_key="day"),
        _StateColumn("state", label=_("State")),
    ]
    list_export: ClassVar = ["publication", "edition", "kind", "question", "words", "day", "dealt_with_on"]
    export_filename = "from-readers"
    custom_field_preprocess: ClassVar = {"words": {"csv": as_words}}

    def get_base_queryset(self) -> "QuerySet[ReaderComment]":
        waiting_first = F("dealt_with_on").desc(nulls_first=True)
        return ReaderComment.objects.select_related("publication__current").order_by(waiting_first, "-day", "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "days_kept": settings.WELLREAD_FEEDBACK_DAYS}

    @cached_property
    def no_results_message(self) -> Any:
        return _("No comment like that.") if self.is_filtering else _("No reader has written yet.")


class ClearReport(ReportView):
    """How often each answer was clear to those who said so, the least clear first."""

    model = FeedbackCount
    permission_policy = ModelPermissionPolicy(ReaderComment)
    any_permission_required: ClassVar = ["view"]
    page_title = _("How clear answers are")
    header_icon = "help"
    verbose_name_plural = _("answers")
    index_url_name = "reader_comments:clear"
    index_results_url_name = "reader_comments:clear_results"
    default_ordering = "-not_clear"
    columns: ClassVar = [
        Column("question", label=_("Question")),
        Column("headline", label=_("Article"), accessor=lambda row: row["publication__current__headline"]),
        Column("edition", label=_("Edition"), sort_key="edition"),
        Column("clear", label=_("Clear"), sort_key="clear"),
        Column("not_clear", label=_("Not clear"), sort_key="not_clear"),
    ]
    list_export: ClassVar = ["question", "publication__current__headline", "edition", "clear", "not_clear"]
    export_filename = "how-clear-answers-are"

    def get_filtered_queryset(self) -> Any:
        asked = FeedbackCount.objects.filter(kind__in=[Feedback.CLEAR, Feedback.UNCLEAR]).order_by()
        rows = asked.values("publication", "publication__current__headline", "edition", "anchor", "question").annotate(
            clear=_sum_of(Feedback.CLEAR), not_clear=_sum_of(Feedback.UNCLEAR)
        )
        return rows.order_by(self.ordering or self.default_ordering, "publication", "anchor", "-edition")

    @cached_property
    def no_results_message(self) -> Any:
        return _("No reader has said yet whether an answer was clear.")


def _sum_of(kind: Feedback) -> Coalesce:
    counted = Case(When(kind=kind, then="times"), output_field=IntegerField())
    return Coalesce(Sum(counted), Value(0))


@require_POST
@permission_required("website.change_readercomment")
def deal_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as dealt with, or as waiting again."""
    comment = get_object_or_404(ReaderComment, pk=pk)
    done = comment.dealt_with_on is None
    comment.dealt_with_on = timezone.localdate() if done else None
    comment.dealt_with_by = user_name(request.user) if done else ""
    comment.save(update_fields=["dealt_with_on", "dealt_with_by"])
    messages.success(request, _("Marked as dealt with.") if done else _("Marked as waiting again."))
    return HttpResponseRedirect(reverse("reader_comments:index") + f"?state={WAITING}")
