"""The institution's style sheet and logo, public only while they are set."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError

from wellread.articles.models import institution
from wellread.website.brand import stylesheet_digest, stylesheet_of
from wellread.website.portraits import find_rendition
from wellread.website.stored_files import public, send_file

LOGO = "max-640x192|format-png"
"""Twice the size at which it is shown, for fine screens; PNG, because a logo may be transparent."""


@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    text = stylesheet_of(institution())
    if not text or stylesheet_digest(text) != digest:
        raise Http404(f"There is no style sheet {digest}.")
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def logo(request: HttpRequest) -> HttpResponseBase:
    return _picture(request, institution().logo)


@require_safe
def logo_by_night(request: HttpRequest) -> HttpResponseBase:
    return _picture(request, institution().logo_by_night)


def _picture(request: HttpRequest, image: Any) -> HttpResponseBase:
    if image is None:
        raise Http404("No logo is set.")
    etag = f'"{image.get_file_hash()}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    if not image.file.storage.exists(image.file.name):
        raise Http404(f"The file of image {image.pk} is gone.")
    try:
        rendition = find_rendition(image, LOGO)
    except (SourceImageIOError, OSError) as error:
        raise Http404(f"The file of image {image.pk} cannot be read.") from error
    response = public(send_file(rendition.file.storage, rendition.file.name))
    response.headers["ETag"] = etag
    return response
