"""Where the website leaves the function that shows a draft as readers would see it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wellread.articles.content import ArticleContent

ImageAddress = Callable[[str], str]
"""Takes the name of a frozen image."""

PreviewRenderer = Callable[[HttpRequest, ArticleContent, list[int], ImageAddress | None], HttpResponse]
"""Takes the request, the draft's content, the ids of its terms, and where its images are unless in the admin."""

_renderers: list[PreviewRenderer] = []


def register_preview_renderer(renderer: PreviewRenderer) -> None:
    _renderers[:] = [renderer]


def render_preview(
    request: HttpRequest, content: ArticleContent, term_ids: list[int], image_url: ImageAddress | None = None
) -> HttpResponse:
    return _renderers[0](request, content, term_ids, image_url)
