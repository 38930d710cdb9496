"""The pages for what went wrong. Only the 404 asks the database; the others must hold when nothing else does."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _

from wellread.vocabulary.languages import active_language
from wellread.website.addresses import home_address
from wellread.website.frame import render_page


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render_page(request, "not_found.html", {}, status=404, translations={})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(400, _("This request cannot be read"), _("Something in the address or the form was broken."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(403, _("This page is not open to you"), _("You may need to sign in with another account."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    why = _("The form could not be trusted: its page was open for too long, or cookies are switched off.")
    what_to_do = _("Go back, load the page again, and send it once more.")
    return _plain(403, _("Please try again"), f"{why} {what_to_do}")


def server_error(request: HttpRequest) -> HttpResponse:
    words = _("Something went wrong on our side. It has been written down. Please try again in a few minutes.")
    return _plain(500, _("We are sorry"), words)


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
