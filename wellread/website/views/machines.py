"""What crawlers and operators ask for."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellread.publishing.changes import last_change
from wellread.review.keys import public_keys
from wellread.website.addresses import absolute
from wellread.website.crawling import robots_rules


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the editors' house and of the endless combinations of filters."""
    lines = robots_rules(absolute(reverse("sitemap")))
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("live", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has been set up."""
    try:
        last_change()
    except DatabaseError:
        return HttpResponse("The database does not answer.", content_type="text/plain", status=503)
    return HttpResponse("ready", content_type="text/plain")


@require_safe
def public_key_set(request: HttpRequest) -> JsonResponse:
    # RFC 7517, section 8.5.1, names the content type.
    return JsonResponse(public_keys(), content_type="application/jwk-set+json")
