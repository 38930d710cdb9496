"""The first of all middlewares: what every other one adds to a page is kept with it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from wellread.discovery import once_only
from wellread.website.kept_pages.answering import (
    ASK_AGAIN,
    finish,
    keep,
    page_store,
    pages_now,
    response_of,
    send,
)
from wellread.website.kept_pages.asked import Asked, read_asked
from wellread.website.kept_pages.store import KeptPages


class KeptPagesMiddleware:
    """Give the page that is kept, or keep the one that is made; pack all that is public, and tag it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = read_asked(request.META)
        if asked is None:
            return self.get_response(request)
        store, kept = page_store(), pages_now() if asked.address else None
        if store is None or kept is None:
            return self._make(request, asked, None)
        found = _kept(kept, asked)
        if found is not None:
            return found
        with store.turn(asked.address):
            return _kept(kept, asked) or self._make(request, asked, kept)

    def _make(self, request: HttpRequest, asked: Asked, kept: KeptPages | None) -> HttpResponseBase:
        once_only.forget()
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) or not isinstance(response, HttpResponse):
            return response
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        sent = keep(response, asked, kept) if kept is not None else None
        return finish(response, asked) if sent is None else response_of(sent)


def _kept(kept: KeptPages, asked: Asked) -> HttpResponse | None:
    page = kept.find(asked.address, searches=asked.searches)
    return response_of(send(page.form(asked.coding), asked)) if page is not None else None
