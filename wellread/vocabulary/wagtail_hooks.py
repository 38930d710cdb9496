"""The vocabulary in the editors' house."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from wellread.vocabulary.errors import CycleError, VocabularyError
from wellread.vocabulary.hierarchy import check_acyclic
from wellread.vocabulary.languages import active_language
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Facet, Term, sorted_terms


class TermForm(WagtailAdminModelForm):
    """A term cannot stand below itself, nor below a term of another facet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parents" in self.fields:
            others = Term.objects.in_use().with_names().exclude(pk=self.instance.pk)
            language = active_language()
            self.fields["parents"].queryset = others
            self.fields["parents"].choices = [
                (term.pk, term.name_in(language)) for term in sorted_terms(others, language=language)
            ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        parents = cleaned.get("parents") or []
        for parent in parents:
            if cleaned.get("facet") and parent.facet_id != cleaned["facet"].pk:
                raise ValidationError({"parents": _("%s belongs to another facet.") % parent})
        if self.instance.pk:
            try:
                check_acyclic(self.instance, parents)
            except CycleError as error:
                raise ValidationError({"parents": str(error)}) from error
        return cleaned


class FacetViewSet(SnippetViewSet):
    model = Facet
    icon = "list-ul"
    list_display = ("name", "slug", "path", "position")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("path")]),
            FieldPanel("position"),
            InlinePanel("names", label=gettext_lazy("name in another language")),
        ]
    )


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "tag"
    list_display = ("name", "facet", "slug")
    list_filter = ("facet",)
    search_fields = ("name", "slug", "synonyms__words")
    search_backend_name = None
    ordering = ("name",)
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
            FieldPanel("facet"),
            FieldPanel("definition"),
            FieldPanel("parents", widget=forms.CheckboxSelectMultiple),
            InlinePanel("names", label=gettext_lazy("name in another language")),
            InlinePanel("synonyms", label=gettext_lazy("synonym")),
            InlinePanel("codes", label=gettext_lazy("code")),
            FieldPanel("health_aspect"),
        ],
        base_form_class=TermForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Term.objects.in_use().with_names()


class VocabularyGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Vocabulary")
    menu_icon = "tag"
    menu_order = 200
    items = (TermViewSet, FacetViewSet)


register_snippet(VocabularyGroup)


class MergeForm(forms.Form):
    """Which term takes over."""

    into = forms.ModelChoiceField(
        queryset=Term.objects.none(),
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("It takes over articles, synonyms and codes; the old address redirects. No way back."),
    )

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Term.objects.in_use().filter(facet=term.facet).exclude(pk=term.pk)
        field: Any = self.fields["into"]
        field.queryset = others


def merge_term(request: HttpRequest, pk: int) -> HttpResponse:
    if not (request.user.has_perm("vocabulary.change_term") and request.user.has_perm("vocabulary.delete_term")):
        raise PermissionDenied
    term = get_object_or_404(Term.objects.in_use(), pk=pk)
    form = MergeForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            merge(term, into=into)
        except VocabularyError as error:
            form.add_error("into", str(error))
        else:
            messages.success(request, _("%(old)s is now %(new)s.") % {"old": term.name, "new": into.name})
            return redirect(reverse("wagtailsnippets_vocabulary_term:edit", args=[into.pk]))
    return render(request, "vocabulary/merge.html", {"term": term, "form": form})


@hooks.register("register_admin_urls")
def merge_address() -> list[URLPattern]:
    return [path("vocabulary/terms/<int:pk>/merge/", merge_term, name="merge_term")]


@hooks.register("register_snippet_listing_buttons")
def merge_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Term) and user.has_perm("vocabulary.delete_term"):
        yield Button(_("Merge"), reverse("merge_term", args=[snippet.pk]), icon_name="link", priority=30)
