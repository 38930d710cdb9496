"""Show a draft to its editors as readers would see it."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from wellread.articles.content import ArticleContent
from wellread.articles.models import institution
from wellread.articles.preview import ImageAddress
from wellread.discovery.articles import institution_call_to_action
from wellread.discovery.results import TermName
from wellread.vocabulary.models import Term, sorted_terms
from wellread.website.article_page import draft_page
from wellread.website.facet_names import facet_names
from wellread.website.frame import render_page


def show_draft(
    request: HttpRequest, content: ArticleContent, term_ids: list[int], image_url: ImageAddress | None = None
) -> HttpResponse:
    """Render a draft through the template of published articles; its images come from the editors' house."""
    with override(content.language):
        page = draft_page(
            content,
            terms=draft_terms(term_ids, language=content.language),
            facet_names=facet_names(content.language),
            call_to_action=content.call_to_action or institution_call_to_action(institution()),
            image_url=image_url or draft_image_address,
        )
        return render_page(request, "article.html", {"page": page}, translations={})


def draft_terms(term_ids: Iterable[int], *, language: str) -> Sequence[TermName]:
    terms = sorted_terms(Term.objects.filter(pk__in=list(term_ids)).with_names(), language=language)
    return [
        TermName(term.facet.slug, term.facet.path, term.slug, term.name_in(language))
        for term in sorted(terms, key=lambda one: one.facet.position)
    ]


def draft_image_address(file: str) -> str:
    return reverse("website_frozen", args=[file])
