"""The editors' boards about reviews; each can be filtered, and downloaded as CSV or as a spreadsheet."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from wellread.publishing.dashboards import (
    FEW,
    TermRow,
    Workload,
    median_days_in_review,
    months_ahead,
    term_rows,
    workloads,
)
from wellread.publishing.due_list import (
    SOON_DAYS,
    DueReview,
    due_within,
    keepers_of_reviews,
    read_due,
    reviewed_publications,
)
from wellread.publishing.models import EditionTerm, Publication, PublicationQuerySet
from wellread.review.coverage import Basis, review_status
from wellread.review.models import Reviewer
from wellread.vocabulary.models import Facet, Term, language_choices

EVERYTHING = "all"
_FIRST_DAY = -36_500


def may_see_boards(user: Any) -> bool:
    """Return whether somebody may see how reviews stand: editors and content leads, who publish."""
    return bool(page_permission_policy.user_has_any_permission(user, ["publish"]))


class Board(ReportView):
    """A report whose rows are made in Python, of few and narrow queries."""

    paginate_by = 50
    sorters: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_boards(request.user):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def asked(self, name: str) -> Any:
        """Return what was chosen in a filter, or nothing."""
        valid = self.filters and self.filters.is_valid()
        return self.filters.form.cleaned_data.get(name) if valid else None

    def get_filtered_queryset(self) -> Any:
        rows = self.rows()
        sorter = self.sorters.get((self.ordering or "").lstrip("-"))
        return sorted(rows, key=sorter, reverse=self.ordering.startswith("-")) if sorter else rows

    def rows(self) -> "Sequence[Any] | QuerySet[Any]":
        raise NotImplementedError


def _terms(request: HttpRequest) -> "QuerySet[Term]":
    return Term.objects.in_use().with_names().order_by("facet__position", "name")


def _keepers(request: HttpRequest) -> "QuerySet[Reviewer]":
    return Reviewer.objects.filter(active=True).select_related("person").order_by("person__name")


class DueFilter(WagtailFilterSet):
    """By how soon, by term, by whoever looks after it, and by language."""

    within = django_filters.ChoiceFilter(
        label=gettext_lazy("Due"),
        method="leave",
        choices=[
            ("overdue", gettext_lazy("Overdue")),
            ("30", gettext_lazy("Overdue or within 30 days")),
            ("365", gettext_lazy("Overdue or within a year")),
            (EVERYTHING, gettext_lazy("All that is reviewed")),
        ],
        empty_label=gettext_lazy("Overdue or within 90 days"),
    )
    term = django_filters.ModelChoiceFilter(label=gettext_lazy("Term"), queryset=_terms, method="under_term")
    keeper = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Looked after by"), queryset=_keepers, method="kept_by"
    )
    language = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=language_choices)

    class Meta:
        model = Publication
        fields: ClassVar = ["language"]

    def leave(self, queryset: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        """The report itself does it, because it holds without a choice as well."""
        return queryset

    def under_term(self, queryset: PublicationQuerySet, name: str, value: Term) -> PublicationQuerySet:
        editions = EditionTerm.objects.filter(term__ancestor_rows__ancestor=value)
        return queryset.filter(current__in=editions.values("edition"))

    def kept_by(self, queryset: PublicationQuerySet, name: str, value: Reviewer) -> PublicationQuerySet:
        signed = [key for key, keeper in keepers_of_reviews().items() if keeper == value]
        return queryset.filter(current__attestation__reviewer__in=signed)


@dataclass(frozen=True)
class DueRow:
    """One article of the list, with what is asked for a page of it only."""

    due: DueReview
    status: str
    terms: str = ""

    @property
    def keeper(self) -> str:
        if self.due.looked_after_by:
            return str(self.due.looked_after_by)
        return _("reviewed at its source") if self.due.basis == Basis.REPORTED else _("nobody: the reviewer has left")

    @property
    def address(self) -> str:
        return reverse("article_readiness", args=[self.due.article_id]) if self.due.article_id else ""


class DueBoard(Board):
    """What is due to be reviewed again, the most urgent first."""

    model = Publication
    page_title = gettext_lazy("Reviews due")
    header_icon = "calendar-alt"
    verbose_name_plural = gettext_lazy("reviews due")
    index_url_name = "reviews_due:index"
    index_results_url_name = "reviews_due:results"
    filterset_class = DueFilter
    default_ordering = "review_due"
    columns: ClassVar = [
        TitleColumn(
            "due.headline", label=gettext_lazy("Article"), get_url=lambda row: row.address, sort_key="headline"
        ),
        Column("due.language", label=gettext_lazy("Language"), sort_key="language"),
        Column("terms", label=gettext_lazy("Terms")),
        Column("status", label=gettext_lazy("What readers are told")),
        # Wagtail's own column for dates calls one to come "Just now".
        Column("due.review_due", label=gettext_lazy("Due on"), sort_key="review_due"),
        Column("due.days_left", label=gettext_lazy("Days left")),
        Column("due.reviewed_by", label=gettext_lazy("Reviewed by"), sort_key="reviewed_by"),
        Column("keeper", label=gettext_lazy("Looked after by")),
    ]
    list_export: ClassVar = [
        "due.headline",
        "due.language",
        "due.slug",
        "terms",
        "status",
        "due.review_due",
        "due.days_left",
        "due.reviewed_by",
        "keeper",
    ]
    export_headings: ClassVar = {
        "due.headline": gettext_lazy("Article"),
        "due.language": gettext_lazy("Language"),
        "due.slug": gettext_lazy("Address"),
        "terms": gettext_lazy("Terms"),
        "status": gettext_lazy("What readers are told"),
        "due.review_due": gettext_lazy("Due on"),
        "due.days_left": gettext_lazy("Days left"),
        "due.reviewed_by": gettext_lazy("Reviewed by"),
        "keeper": gettext_lazy("Looked after by"),
    }
    export_filename = "reviews-due"
    _SORTED: ClassVar = {
        "headline": "current__headline",
        "language": "language",
        "review_due": "current__review_due",
        "reviewed_by": "current__reviewed_by",
    }

    def rows(self) -> list[DueRow]:
        within = self.asked("within") or str(SOON_DAYS)
        found = self.filter_queryset(reviewed_publications())
        if within != EVERYTHING:
            days = -1 if within == "overdue" else int(within)
            found = due_within(found, today=self.today, days=days)
        first = self._SORTED[self.ordering.lstrip("-")]
        sign = "-" if self.ordering.startswith("-") else ""
        due = read_due(found.order_by(f"{sign}{first}", "current__review_due", "pk"), today=self.today)
        return [DueRow(one, str(review_status(one.basis, one.review_due, today=self.today).label)) for one in due]

    def decorate_paginated_queryset(self, object_list: Sequence[DueRow]) -> Sequence[DueRow]:
        return _with_terms(object_list) if self.is_export else object_list

    def get_table(self, object_list: Sequence[DueRow]) -> Any:
        """Wagtail makes the table before it decorates the rows."""
        return super().get_table(object_list if self.is_export else _with_terms(object_list))

    @cached_property
    def no_results_message(self) -> Any:
        return _("Nothing is due.") if not self.is_filtering else _("Nothing like that is due.")


def _with_terms(rows: Sequence[DueRow]) -> list[DueRow]:
    names = _term_names([row.due.edition for row in rows])
    return [DueRow(row.due, row.status, ", ".join(sorted(names[row.due.edition]))) for row in rows]


def _term_names(editions: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    names = {one.pk: str(one) for one in Term.objects.with_names()}
    for start in range(0, len(editions), 500):
        some = EditionTerm.objects.filter(edition__in=editions[start : start + 500])
        for edition, term in some.values_list("edition", "term"):
            found[edition].append(names[term])
    return found


class TermFilter(WagtailFilterSet):
    """By facet, by what is missing, and by the language of the articles."""

    facet = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Facet"), queryset=lambda request: Facet.objects.prefetch_related("names")
    )
    missing = django_filters.ChoiceFilter(
        label=gettext_lazy("What is missing"),
        method="leave",
        choices=[
            ("none", gettext_lazy("No article")),
            ("few", gettext_lazy("Few articles")),
            ("unreviewed", gettext_lazy("No article with a current review")),
            ("overdue", gettext_lazy("An overdue review")),
        ],
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language of the articles"), choices=language_choices, method="leave"
    )

    class Meta:
        model = Term
        fields: ClassVar = ["facet"]

    def leave(self, queryset: "QuerySet[Term]", name: str, value: str) -> "QuerySet[Term]":
        """These ask about the numbers, which are added up later."""
        return queryset


_MISSING: dict[str, Callable[[TermRow], bool]] = {
    "none": lambda row: row.articles == 0,
    "few": lambda row: row.articles < FEW,
    "unreviewed": lambda row: row.current == 0,
    "overdue": lambda row: row.overdue > 0,
}


class TermBoard(Board):
    """What each term has: the distinct articles that readers find under it, and how their reviews stand."""

    model = Term
    page_title = gettext_lazy("Coverage of the vocabulary")
    header_icon = "tag"
    verbose_name_plural = gettext_lazy("terms")
    index_url_name = "reviews_by_term:index"
    index_results_url_name = "reviews_by_term:results"
    filterset_class = TermFilter
    default_ordering = "name"
    columns: ClassVar = [
        Column("name", label=gettext_lazy("Term"), sort_key="name"),
        Column("facet", label=gettext_lazy("Facet"), sort_key="facet"),
        Column("articles", label=gettext_lazy("Articles"), sort_key="articles"),
        Column("current", label=gettext_lazy("Review current"), sort_key="current"),
        Column("soon", label=gettext_lazy("Due within 90 days"), sort_key="soon"),
        Column("overdue", label=gettext_lazy("Overdue"), sort_key="overdue"),
        Column("unreviewed", label=gettext_lazy("Without a review"), sort_key="unreviewed"),
    ]
    sorters: ClassVar = {
        "name": lambda row: (row.name.casefold(), row.facet),
        "facet": lambda row: (row.facet, row.name.casefold()),
        "articles": lambda row: row.articles,
        "current": lambda row: row.current,
        "soon": lambda row: row.soon,
        "overdue": lambda row: row.overdue,
        "unreviewed": lambda row: row.unreviewed,
    }
    list_export: ClassVar = ["name", "facet", "term.slug", "articles", "current", "soon", "overdue", "unreviewed"]
    export_headings: ClassVar = {
        "name": gettext_lazy("Term"),
        "facet": gettext_lazy("Facet"),
        "term.slug": gettext_lazy("Address"),
        "articles": gettext_lazy("Articles"),
        "current": gettext_lazy("Review current"),
        "soon": gettext_lazy("Due within 90 days"),
        "overdue": gettext_lazy("Overdue"),
        "unreviewed": gettext_lazy("Without a review"),
    }
    export_filename = "coverage-of-the-vocabulary"

    def rows(self) -> list[TermRow]:
        terms = self.filter_queryset(Term.objects.all())
        found = term_rows(terms, today=self.today, language=self.asked("language") or "")
        wanted = _MISSING.get(self.asked("missing") or "")
        return [row for row in found if wanted is None or wanted(row)]


class WorkloadFilter(WagtailFilterSet):
    """By whether the reviewer is active."""

    active = django_filters.BooleanFilter(label=gettext_lazy("Active"))

    class Meta:
        model = Reviewer
        fields: ClassVar = ["active"]


class WorkloadBoard(Board):
    """What each reviewer looks after, month by month, and how long a review takes."""

    model = Reviewer
    page_title = gettext_lazy("Reviewers’ workload")
    header_icon = "user"
    template_name = "publishing/workload_report.html"
    verbose_name_plural = gettext_lazy("reviewers")
    index_url_name = "reviews_by_reviewer:index"
    index_results_url_name = "reviews_by_reviewer:results"
    filterset_class = WorkloadFilter
    default_ordering = "name"
    sorters: ClassVar = {
        "name": lambda row: (row.reviewer is None, row.name.casefold()),
        "articles": lambda row: row.articles,
        "overdue": lambda row: row.overdue,
        "open_reviews": lambda row: row.open_reviews,
        "median_days": lambda row: row.median_days or 0,
    }
    export_filename = "reviewers-workload"

    @cached_property
    def columns(self) -> list[Column]:
        months = [Column(f"by_month.{one}", label=_("Due in %s") % one) for one in months_ahead(self.today)]
        return [
            Column("name", label=_("Reviewer"), sort_key="name"),
            Column("articles", label=_("Looks after"), sort_key="articles"),
            Column("overdue", label=_("Overdue"), sort_key="overdue"),
            *months,
            Column("open_reviews", label=_("Open reviews"), sort_key="open_reviews"),
            Column("late_reviews", label=_("Late")),
            Column("median_days", label=_("Median days in review"), sort_key="median_days"),
        ]

    @cached_property
    def list_export(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def export_headings(self) -> dict[str, str]:
        return {column.name: str(column.label) for column in self.columns}

    def rows(self) -> list[Workload]:
        active = self.asked("active")
        rows = [row for row in workloads(today=self.today) if active is None or row.active == active]
        for row in rows:
            if row.reviewer is None:
                row.name = _("Reviewed at their source") if row.active else _("Nobody: their reviewers have left")
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        days, number = median_days_in_review(today=self.today)
        return {**super().get_context_data(*args, **kwargs), "median_days": days, "reviews_done": number}
