"""Finding, in the editors' house: what words mean, which articles come first, and what to say in a crisis."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList, PageChooserPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from wellread.discovery.models import BestBet, Crisis, SoughtWords, WordEquivalent
from wellread.discovery.sought_report import SoughtReport


class WordEquivalentViewSet(SnippetViewSet):
    model = WordEquivalent
    icon = "link"
    menu_label = gettext_lazy("Word equivalents")
    list_display = ("words", "equivalent", "both_directions", "language")
    list_filter = ("language", "both_directions")
    search_fields = ("words", "equivalent")
    search_backend_name = None
    ordering = ("language", "words")
    edit_handler = ObjectList(
        [
            HelpPanel(
                gettext_lazy(
                    "Words that mean the same: a reader who types one finds articles that use the other. It holds "
                    "from the next search on. What a disease or topic is called besides its name belongs to its term, "
                    "under Vocabulary. An abbreviation that is also an ordinary word, such as ALL, counts only where "
                    "a reader types it in capitals."
                )
            ),
            FieldPanel("language"),
            FieldRowPanel([FieldPanel("words"), FieldPanel("equivalent")]),
            FieldPanel("both_directions"),
        ]
    )


class BestBetForm(WagtailAdminModelForm):
    """Articles of the best bet's own language: a reader of another could not read them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        chosen = [form.cleaned_data for form in self.formsets["articles"].forms if hasattr(form, "cleaned_data")]
        articles = [row["article"] for row in chosen if row.get("article") and not row.get("DELETE")]
        language = cleaned.get("language")
        for article in articles:
            if language and article.language != language:
                raise ValidationError(_("“%s” is in another language than these words.") % article)
        return cleaned

    def is_valid(self) -> bool:
        # The articles are checked together with the words, so they are read first.
        for formset in self.formsets.values():
            formset.is_valid()
        return bool(super().is_valid())


class BestBetViewSet(SnippetViewSet):
    model = BestBet
    icon = "pick"
    menu_label = gettext_lazy("Best bets")
    list_display = ("__str__", "match", "language")
    list_filter = ("language", "match")
    search_fields = ("phrasings",)
    search_backend_name = None
    edit_handler = ObjectList(
        [
            HelpPanel(
                gettext_lazy(
                    "Articles that stand first when readers search for these words, marked as recommended. Only "
                    "published ones are shown; one that is withdrawn comes back when it is published again. At most "
                    "five are shown."
                )
            ),
            FieldPanel("language"),
            FieldPanel("phrasings"),
            FieldPanel("match"),
            InlinePanel(
                "articles",
                [PageChooserPanel("article", page_type="articles.Article")],
                label=gettext_lazy("article"),
                heading=gettext_lazy("Articles, the best first"),
                min_num=1,
            ),
        ],
        base_form_class=BestBetForm,
    )


class CrisisViewSet(SnippetViewSet):
    model = Crisis
    icon = "warning"
    menu_label = gettext_lazy("Crisis cards")
    list_display = ("heading", "telephone", "position", "active", "language")
    list_filter = ("language", "active")
    search_fields = ("heading", "triggers")
    search_backend_name = None
    ordering = ("language", "position")
    edit_handler = ObjectList(
        [
            HelpPanel(
                gettext_lazy(
                    "Whoever types words of a crisis is shown this card first: above all articles, and even where "
                    "nothing is found. The cards that came with Wellread are written for the United States: have a "
                    "clinician read them, and put in your own numbers. Words in one language show its card on the "
                    "pages of other languages, too."
                )
            ),
            FieldRowPanel([FieldPanel("language"), FieldPanel("position"), FieldPanel("active")]),
            FieldPanel("heading"),
            FieldPanel("what_to_do"),
            FieldRowPanel([FieldPanel("telephone"), FieldPanel("telephone_label")]),
            FieldRowPanel([FieldPanel("url"), FieldPanel("url_label")]),
            FieldPanel("triggers"),
        ]
    )


class SoughtMenuItem(MenuItem):
    """Shown to whoever may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("discovery.view_soughtwords"))


class SoughtViewSet(ViewSet):
    """The report as an entry of the menu."""

    name = "sought_in_vain"
    url_prefix = "reports/sought-in-vain"
    icon = "search"
    menu_label = gettext_lazy("Sought in vain")
    menu_item_class = SoughtMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", SoughtReport.as_view(), name="index"),
            path("results/", SoughtReport.as_view(results_only=True), name="index_results"),
        ]


class FindingGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Finding")
    menu_icon = "search"
    menu_order = 250
    items = (BestBetViewSet, WordEquivalentViewSet, CrisisViewSet, SoughtViewSet)


register_snippet(FindingGroup)


@hooks.register("register_permissions")
def permission_to_see_what_was_sought() -> "QuerySet[Permission]":
    """Let administrators give it to other groups; of snippets Wagtail knows by itself."""
    return Permission.objects.filter(content_type__app_label=SoughtWords._meta.app_label, codename="view_soughtwords")
