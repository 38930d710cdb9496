"""The boards about what the rules noticed in articles that readers see, and about links that broke since."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from wellread.publishing.internal_links import BrokenLink, broken_links
from wellread.publishing.models import EditionFinding, Overruling, Publication
from wellread.publishing.review_reports import Board
from wellread.vocabulary.models import language_choices


def open_findings_of_editions() -> "QuerySet[EditionFinding]":
    """Return what the rules noticed in the current editions, but for what somebody has overruled."""
    overruled = Overruling.objects.of_finding(
        source_id=OuterRef("edition__publication__source_id"), rule=OuterRef("rule"), digest=OuterRef("digest")
    )
    shown = EditionFinding.objects.filter(~Exists(overruled), edition__current_of__isnull=False)
    return shown.select_related("edition__publication").defer(
        "edition__content", "edition__search_text", "edition__index_words"
    )


def _rules() -> list[tuple[str, str]]:
    known = EditionFinding.objects.order_by("rule").values_list("rule", flat=True).distinct()
    return [(rule, rule) for rule in known]


class FindingFilter(WagtailFilterSet):
    """By rule and by language."""

    rule = django_filters.ChoiceFilter(label=gettext_lazy("Rule"), choices=_rules)
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=language_choices, field_name="edition__publication__language"
    )

    class Meta:
        model = EditionFinding
        fields: ClassVar = ["rule"]


class FindingBoard(Board):
    """What is open in the articles that readers see: mended with the next edition, or overruled with a reason."""

    model = EditionFinding
    page_title = gettext_lazy("What the rules noticed")
    header_icon = "glasses"
    verbose_name_plural = gettext_lazy("findings")
    index_url_name = "findings:index"
    index_results_url_name = "findings:results"
    filterset_class = FindingFilter
    default_ordering = "article"
    columns: ClassVar = [
        TitleColumn(
            "edition.headline",
            label=gettext_lazy("Article"),
            get_url=lambda row: _address(row.edition.publication.article_id),
            sort_key="article",
        ),
        Column("edition.publication.language", label=gettext_lazy("Language")),
        Column("rule", label=gettext_lazy("Rule"), sort_key="rule"),
        Column("sentence", label=gettext_lazy("What it is")),
    ]
    list_export: ClassVar = ["edition.headline", "edition.publication.language", "rule", "sentence"]
    export_headings: ClassVar = {
        "edition.headline": gettext_lazy("Article"),
        "edition.publication.language": gettext_lazy("Language"),
        "rule": gettext_lazy("Rule"),
        "sentence": gettext_lazy("What it is"),
    }
    export_filename = "what-the-rules-noticed"
    _SORTED: ClassVar = {"article": "edition__headline", "rule": "rule"}

    def rows(self) -> "QuerySet[EditionFinding]":
        sign = "-" if self.ordering.startswith("-") else ""
        order = self._SORTED[self.ordering.lstrip("-")]
        found: QuerySet[EditionFinding] = self.filter_queryset(open_findings_of_editions())
        return found.order_by(f"{sign}{order}", "edition__headline", "rule", "pk")

    @cached_property
    def no_results_message(self) -> Any:
        return _("Nothing is open.") if not self.is_filtering else _("Nothing like that is open.")


class LinkBoard(Board):
    """Links that led somewhere when they were published, and do not any more."""

    model = Publication
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    verbose_name_plural = gettext_lazy("broken links")
    index_url_name = "broken_links:index"
    index_results_url_name = "broken_links:results"
    default_ordering = "headline"
    sorters: ClassVar = {
        "headline": lambda row: row.headline.casefold(),
        "address": lambda row: row.link.address,
    }
    columns: ClassVar = [
        TitleColumn(
            "headline",
            label=gettext_lazy("Article"),
            get_url=lambda row: _address(row.article_id),
            sort_key="headline",
        ),
        Column("language", label=gettext_lazy("Language")),
        Column("link.words", label=gettext_lazy("Words of the link")),
        Column("link.address", label=gettext_lazy("Leads to"), sort_key="address"),
    ]
    list_export: ClassVar = ["headline", "language", "link.words", "link.address"]
    export_headings: ClassVar = {
        "headline": gettext_lazy("Article"),
        "language": gettext_lazy("Language"),
        "link.words": gettext_lazy("Words of the link"),
        "link.address": gettext_lazy("Leads to"),
    }
    export_filename = "broken-links"

    def rows(self) -> list[BrokenLink]:
        return list(broken_links())

    @cached_property
    def no_results_message(self) -> Any:
        return _("Every link into the library leads somewhere.")


def _address(article_id: int | None) -> str:
    return reverse("article_readiness", args=[article_id]) if article_id else ""
