"""The pictures that published articles show."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from wellread.articles.images import frozen_images
from wellread.discovery.articles import is_public_image
from wellread.website.stored_files import public, send_file


@require_safe
def image(request: HttpRequest, file: str) -> HttpResponseBase:
    """Send a frozen image, as long as a current edition shows it."""
    if not is_public_image(file):
        raise Http404(f"No published article shows {file}.")
    etag = f'"{file}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    response = public(send_file(frozen_images(), file))
    response.headers["ETag"] = etag
    return response
