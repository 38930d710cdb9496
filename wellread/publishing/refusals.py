"""Tell an editor in a sentence why something was refused, whichever way they tried."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wellread.articles.errors import ArticleError
from wellread.publishing.errors import PublishingError
from wellread.review.errors import ReviewError
from wellread.vocabulary.errors import VocabularyError

REFUSALS = (PublishingError, ReviewError, VocabularyError, ArticleError, ProtectedError)


class RefusalMiddleware:
    """Turn a refusal that reaches the admin into a message on the page that the editor came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, REFUSALS) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        sentence = _sentence(exception)
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse(
                {"success": False, "error_code": "refused", "error_message": sentence},
                status=422,
            )
        messages.error(request, sentence)
        came_from = request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        return redirect(came_from if safe else reverse("wagtailadmin_home"))


def _sentence(exception: Exception) -> str:
    if isinstance(exception, ProtectedError):
        return _("This cannot be deleted, because published editions name it. A term can be merged into another.")
    return str(exception)
