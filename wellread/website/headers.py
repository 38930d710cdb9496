"""Headers that keep readers safe: nothing public is loaded from elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'"
)
# Wagtail's own forms (date fields, lists of inline forms) start their scripts inside the page, in markup that scripts
# copy, where no nonce can follow; so inline scripts stay allowed here. Previews stand in frames of the same house.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
UPGRADE = "; upgrade-insecure-requests"
# What no page of this house asks a browser for.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)


class SafetyHeadersMiddleware:
    """Set the policy of the house that answers: strict for readers, Wagtail's needs for editors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        editors = request.path.startswith("/admin/")
        response.headers.setdefault("Content-Security-Policy", _policy(editors=editors))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # Data that pages of any origin may read says so by CORS, which this header does not touch.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if editors:
            # Under no-referrer a browser sends "Origin: null" with a form, and Django's CSRF check refuses it.
            response.headers["Referrer-Policy"] = "same-origin"
        return response


def _policy(*, editors: bool) -> str:
    policy = ADMIN_POLICY if editors else PUBLIC_POLICY
    return policy + UPGRADE if settings.SECURE_SSL_REDIRECT else policy
