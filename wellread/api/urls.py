"""The addresses that programs read; whatever else begins with /api/ is answered as programs read it."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path

from wellread.api.conduct import public
from wellread.api.endpoints import api


def nothing(request: HttpRequest, rest: str) -> NoReturn:
    raise Http404


def _public(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, public(pattern.callback), pattern.default_args, pattern.name)


app_name = "api"
urlpatterns = [
    *(_public(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern)),
    path("<path:rest>", public(nothing)),
]
