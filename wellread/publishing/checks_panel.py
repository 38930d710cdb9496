"""What the rules say while somebody writes: a part of Wagtail's checks panel, asked again whenever the form changes.

Wagtail's own checks run in the browser on the previewed page, and take no sentence from a server. Its preview keeps
the unsaved form here on the server, and that is what these two views read.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.publishing.door import chosen_terms
from wellread.publishing.overruling import with_overrulings
from wellread.publishing.readiness import readiness_address
from wellread.publishing.rules import judge
from wellread.review.coverage import coverage_of

TEMPLATE = "publishing/checks.html"


class ChecksWhileWriting(PreviewOnEditView):
    """The findings in an article's form as the preview kept it last, or in its draft before that."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(self.object, Article):
            raise Http404("Rules are for articles.")
        kept = self._get_form_state()
        if kept is not None:
            form = self.get_form(self._get_form_data(kept))
            if not self.validate_form(form):
                return render(request, TEMPLATE, {"unfinished": True})
            form.save(commit=False)
        return render(request, TEMPLATE, _told(self.object))


class ChecksOfNewArticle(PreviewOnCreateView, ChecksWhileWriting):
    """The findings in the form of an article that was never saved."""


def _told(article: Article) -> dict[str, Any]:
    content = content_of(article)
    coverage = coverage_of(content)
    judged = with_overrulings(judge(article, content, chosen_terms(article), coverage), source_id=article.source_id)
    return {
        "findings": [one.finding for one in judged if one.is_open],
        "overruled": [one for one in judged if not one.is_open],
        "needs_review": coverage is None,
        "review_url": readiness_address(article) if article.pk else "",
    }
