"""What all answers of the API have in common: methods, caches, other origins."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from wellread import __version__
from wellread.api.problems import no_such_address, unexpected, unreadable, wrong_method
from wellread.publishing.models import LibraryState

View = Callable[..., HttpResponse]
ALLOWED = "GET, HEAD, OPTIONS"
CACHE_SECONDS = 60
COMMON_HEADERS = {
    # The data is public and no cookie is read: a page of any origin may use it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": f"public, max-age={CACHE_SECONDS}",
}
# What somebody searched for is kept by nobody on the way, only by whoever asked.
HEADERS_FOR_WORDS = {**COMMON_HEADERS, "Cache-Control": f"private, max-age={CACHE_SECONDS}"}
PREFLIGHT_HEADERS = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def public(view: View) -> View:
    """Let anybody read what a view answers, and nobody do more."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        for name, value in (HEADERS_FOR_WORDS if _has_words(request) else COMMON_HEADERS).items():
            response.headers.setdefault(name, value)
        return response

    return answer


def _has_words(request: HttpRequest) -> bool:
    """Return whether the address may have words in it. Read without parsing: the query may be unreadable."""
    return "q=" in request.META.get("QUERY_STRING", "")


def state_tag(request: HttpRequest) -> str:
    """Return an entity tag that changes with whatever an answer depends on: library, day, address, program."""
    state = LibraryState.objects.order_by("pk").values_list("library_id", "last_change").first()
    parts = [__version__, state, timezone.localdate(), request.get_full_path()]
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT_HEADERS)
    if request.method not in {"GET", "HEAD"}:
        return wrong_method(request, ALLOWED)
    try:
        return _read(view, request, *args, **kwargs)
    except SuspiciousOperation as error:
        return unreadable(request, error)
    except Http404:
        return no_such_address(request)
    except DatabaseError as error:
        return unexpected(request, error)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    tag = state_tag(request)
    known = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    if tag.removeprefix("W/") in known:
        return HttpResponseNotModified(headers={"ETag": tag})
    without_body = request.method == "HEAD"
    request.method = "GET"
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        response.headers["ETag"] = tag
    return _head_of(response) if without_body else response


def _head_of(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
