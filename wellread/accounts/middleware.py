"""Nobody works in the editors' house without the second factor that their account must have."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wellread.accounts import duty

ADMIN = "/admin/"
_OPEN = {
    "account_login",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}
"""What can be opened on the way to a second factor."""


class SecondFactorMiddleware:
    """Lead accounts without a second factor to where they set it up, and sessions that did not show it to the question.

    A session can be there without it: begun before the factor was set up, or before the setting asked for one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # Only there is a session: readers' pages must not even look at one.
        if not request.path_info.startswith(ADMIN) or duty.policy() == duty.OFF:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in _OPEN:
            return None
        if request.user.is_anonymous or duty.was_shown(request):
            return None
        return _lead(request)


def _lead(request: HttpRequest) -> HttpResponse | None:
    if duty.has(request.user):
        way_back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{way_back}")
    if duty.must_have(request.user):
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None
