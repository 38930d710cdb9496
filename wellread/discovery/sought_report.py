"""What readers sought in vain, added up over the days, for editors to write about or to find a word for."""

import logging
from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db import DatabaseError
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from wellread.discovery.models import SoughtWords
from wellread.discovery.sought_in_vain import DAYS_KEPT, collect
from wellread.vocabulary.models import language_choices

logger = logging.getLogger(__name__)


def as_words(value: str) -> str:
    """Return what a reader typed so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value[:1] in set("=+-@\t\r") else value


class SoughtFilter(WagtailFilterSet):
    """By language, and by how many days back."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    days = django_filters.ChoiceFilter(
        label=_("In the last"),
        method="within",
        choices=[("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))],
        empty_label=_("180 days"),
    )

    def within(self, queryset: "QuerySet[SoughtWords]", name: str, value: str) -> "QuerySet[SoughtWords]":
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    class Meta:
        model = SoughtWords
        fields: ClassVar = ["language"]


class SoughtReport(ReportView):
    """Each language's words once, the most sought first; as CSV or a spreadsheet, too."""

    model = SoughtWords
    permission_policy = ModelPermissionPolicy(SoughtWords)
    any_permission_required: ClassVar = ["view"]
    page_title = _("Sought in vain")
    header_icon = "search"
    verbose_name_plural = _("searches that found nothing")
    template_name = "discovery/sought_report.html"
    index_url_name = "sought_in_vain:index"
    index_results_url_name = "sought_in_vain:index_results"
    filterset_class = SoughtFilter
    is_searchable = True
    search_fields: ClassVar = ["words"]
    default_ordering = "-total"
    columns: ClassVar = [
        Column("words", label=_("Words"), sort_key="words"),
        Column("language", label=_("Language"), sort_key="language"),
        Column("total", label=_("Times"), sort_key="total"),
        Column("last_day", label=_("Last on"), sort_key="last_day"),
    ]
    list_export: ClassVar = ["words", "language", "total", "last_day"]
    export_headings: ClassVar = {
        "words": _("Words"),
        "language": _("Language"),
        "total": _("Times"),
        "last_day": _("Last on"),
    }
    export_filename = "sought-in-vain"
    custom_field_preprocess: ClassVar = {"words": {"csv": as_words}}

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            collect()
        except (DatabaseError, OSError):
            # The clock takes it in later; the report shows what is there.
            logger.warning("What was sought in the last minutes could not be taken into the report.")
        answer: HttpResponse = super().get(request)
        return answer

    def get_filtered_queryset(self) -> Any:
        """Filter and search the days first, then add them up."""
        rows = self.search_queryset(self.filter_queryset(SoughtWords.objects.order_by()))
        added = rows.values("words", "language").annotate(total=Sum("times"), last_day=Max("day"))
        first = self.ordering or self.default_ordering
        return added.order_by(
            first, *(one for one in ("-total", "words", "language") if one.lstrip("-") != first.lstrip("-"))
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "days_kept": DAYS_KEPT}

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching or self.is_filtering:
            return _("Nothing like that was sought in vain.")
        return _("Nothing was sought in vain in the last %(days)d days.") % {"days": DAYS_KEPT}
