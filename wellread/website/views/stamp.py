"""One review: what was signed, by whom, and whether it covers the words that readers see today."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellread.publishing.stamps import SignedReview, find_review
from wellread.vocabulary.languages import active_language
from wellread.website.frame import render_page
from wellread.website.page_heads import stamp_head
from wellread.website.stamp_page import stamp_page, stamp_values

_LARGEST = 2**63 - 1


@require_safe
def stamp(request: HttpRequest, number: int) -> HttpResponse:
    found = _found(number)
    page = stamp_page(found, today=timezone.localdate())
    head = stamp_head(page, signed_at=found.attestation.signed_at, language=active_language())
    return render_page(request, "stamp.html", {"page": page}, head=head)


@require_safe
def stamp_json(request: HttpRequest, number: int) -> HttpResponse:
    values: dict[str, Any] = stamp_values(_found(number))
    # Public and without cookies: a page of any origin may check it.
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


def _found(number: int) -> SignedReview:
    found = find_review(number, today=timezone.localdate()) if number <= _LARGEST else None
    if found is None:
        raise Http404(f"There is no public review {number}.")
    return found
