"""Find a kept page for a request, or make one out of a response."""

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone

from wellread.discovery import once_only
from wellread.publishing.changes import library_and_change
from wellread.website.kept_pages.asked import Asked, read_asked
from wellread.website.kept_pages.forms import Form, Headers, form_of, is_known, page_of, varies, without_content
from wellread.website.kept_pages.store import KeptPages, PageStore, PublicState

MEGABYTE = 2**20
ASK_AGAIN = "no-cache"
"""Browsers and proxies may keep a page, but ask each time whether it still holds; mostly the answer is 304."""
_WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
_VARY_THAT_IS_IN_THE_ADDRESS = {"hx-request"}


class Sent(NamedTuple):
    """What goes over the wire."""

    status: HTTPStatus
    headers: Headers
    body: bytes


def page_store() -> PageStore | None:
    """Return this process's store, or None where the operator wants none."""
    return _store(settings.WELLREAD_PAGE_CACHE_MB) if settings.WELLREAD_PAGE_CACHE_MB else None


@lru_cache(maxsize=1)
def _store(megabytes: int) -> PageStore:
    return PageStore(megabytes * MEGABYTE)


def pages_now() -> KeptPages | None:
    """Return the pages that hold now, or None where nothing can be kept; the database is asked each time.

    Ask before a page is made: what is published meanwhile then belongs to a newer state.
    """
    store = page_store()
    if store is None:
        return None
    try:
        library, change = library_and_change()
    except DatabaseError:
        return None
    return store.at(PublicState(library, change, timezone.localdate())) if library else None


def find_kept(environ: Mapping[str, Any]) -> Sent | None:
    """Return the answer to a request if it is kept."""
    asked = read_asked(environ)
    if asked is None or not asked.address:
        return None
    kept = pages_now()
    page = kept.find(asked.address, searches=asked.searches) if kept is not None else None
    return send(page.form(asked.coding), asked) if page is not None else None


def send(form: Form, asked: Asked) -> Sent:
    """Return what goes over the wire: 304 if the reader has these bytes, and no body if none was wanted."""
    if is_known(form.etag, asked.if_none_match):
        return Sent(HTTPStatus.NOT_MODIFIED, without_content(form.headers), b"")
    return Sent(HTTPStatus.OK, form.headers, b"" if asked.without_body else form.body)


def keep(response: HttpResponse, asked: Asked, kept: KeptPages) -> Sent | None:
    """Keep a response if it may be given again and is wanted, and return what goes over the wire; else None."""
    if asked.without_body or not may_be_given_again(response):
        return None
    if not kept.wants(asked.address, searches=asked.searches):
        return None
    page = page_of(response)
    kept.put(asked.address, page, searches=asked.searches)
    return send(page.form(asked.coding), asked)


def may_be_given_again(response: HttpResponse) -> bool:
    """Return whether the next reader who asks the same may get the very same."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "Content-Encoding" not in response.headers
        and {name.lower() for name in varies(response, packable=False)} <= _VARY_THAT_IS_IN_THE_ADDRESS
        and not once_only.was_told()
    )


def finish(response: HttpResponse, asked: Asked) -> HttpResponse:
    """Return a response that is not kept, changed to what the reader's program takes."""
    if response.cookies or "cookie" in response.headers.get("Vary", "").lower():
        # What is one person's own may hold a secret, and packing lets its length be guessed (BREACH).
        return response
    if response.status_code in _WITHOUT_BODY or (asked.without_body and not response.content):
        # Under HEAD the API says how long the body would be, in no coding.
        return response
    form = form_of(response, asked.coding)
    if is_known(form.etag, asked.if_none_match):
        return response_of(Sent(HTTPStatus.NOT_MODIFIED, without_content(form.headers), b""))
    response.content = form.body
    for name in list(response.headers):
        del response.headers[name]
    for name, value in form.headers:
        response.headers[name] = value
    return response


def response_of(sent: Sent) -> HttpResponse:
    response = HttpResponse(sent.body, status=sent.status)
    del response.headers["Content-Type"]
    for name, value in sent.headers:
        response.headers[name] = value
    return response
