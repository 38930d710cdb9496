"""Where the website leaves the function that shows a draft as readers would see it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wellread.articles.content import ArticleContent

PreviewRenderer = Callable[[HttpRequest, ArticleContent, list[int]], HttpResponse]
"""Takes the request, the draft's content and the ids of its terms."""

_renderers: list[PreviewRenderer] = []


def register_preview_renderer(renderer: PreviewRenderer) -> None:
    _renderers[:] = [renderer]


def render_preview(request: HttpRequest, content: ArticleContent, term_ids: list[int]) -> HttpResponse:
    return _renderers[0](request, content, term_ids)
