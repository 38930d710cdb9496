"""Whether a form was sent from our own page. Readers have no cookie, so Django's check of a token cannot say it."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def from_own_page(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sent the request.

    `Sec-Fetch-Site` cannot be set by scripts. Under our `no-referrer` policy browsers write "null" as the origin of
    a form, so that says nothing; a browser that sends neither is not believed.
    """
    origin = request.headers.get("Origin", "")
    site = request.headers.get("Sec-Fetch-Site", "")
    if origin and origin != "null" and not _is_own(origin, request):
        return False
    if site:
        return site == "same-origin"
    return bool(origin) and origin != "null"


def _is_own(origin: str, request: HttpRequest) -> bool:
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return host.lower() == request.get_host().lower()
