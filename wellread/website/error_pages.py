"""The pages for what went wrong. The last of them, for our own mistakes, must hold when nothing else does."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.utils.translation import gettext as _

from wellread.vocabulary.languages import active_language
from wellread.website.addresses import home_address
from wellread.website.frame import render_page
from wellread.website.nearest import nearest

HOUSES_OF_THEIR_OWN = ("/admin/", "/api/", "/review/")
"""Where other programs or editors are told in another way."""


class NotAllowedMiddleware:
    """Give readers a page where Django says with an empty one that an address takes no such request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        ours = not request.path.startswith(HOUSES_OF_THEIR_OWN)
        empty = isinstance(response, HttpResponse) and not response.content
        if response.status_code != 405 or not ours or not empty:
            return response
        heading, words = _("This address can only be read"), _("It takes nothing that is sent to it.")
        page = _framed(request, 405, heading, words)
        page.headers["Allow"] = response.headers.get("Allow", "GET, HEAD")
        return page


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    near = nearest(request.path, language=active_language())
    return render_page(request, "not_found.html", {"near": near}, status=404, translations={})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = _("Something in the address or the form was broken.")
    return _framed(request, 400, _("This request cannot be read"), words)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = _("You may need to sign in with another account.")
    return _framed(request, 403, _("This page is not open to you"), words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    why = _("The form could not be trusted: its page was open for too long, or cookies are switched off.")
    what_to_do = _("Go back, load the page again, and send it once more.")
    return _plain(403, _("Please try again"), f"{why} {what_to_do}")


def server_error(request: HttpRequest) -> HttpResponse:
    words = _("Something went wrong on our side. It has been written down. Please try again in a few minutes.")
    return _plain(500, _("We are sorry"), words)


def _framed(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    """Render with everything that stands around every page, or plainly where the database does not answer."""
    try:
        values = {"heading": heading, "words": words}
        return render_page(request, "trouble.html", values, status=status, translations={})
    except DatabaseError:
        return _plain(status, heading, words)


def _plain(status: int, heading: str, words: str) -> HttpResponse:
    """Render without database and without the list of static files, which may be what is broken."""
    context = {
        "heading": heading,
        "words": words,
        "language": active_language(),
        "home_url": home_address(active_language()),
        "stylesheet": f"{settings.STATIC_URL}website/css/wellread.css",
    }
    return HttpResponse(get_template("website/pages/plain.html").render(context), status=status)
