"""What readers may want to know about the library itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wellread.review.policies import shortest_months
from wellread.website.addresses import absolute
from wellread.website.frame import render_page


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    values = {
        "months": settings.WELLREAD_REVIEW_MONTHS,
        "shortest_months": shortest_months(),
        "grace_days": settings.WELLREAD_OVERDUE_GRACE_DAYS,
        "withdraw_days": settings.WELLREAD_OVERDUE_WITHDRAW_DAYS,
        "canonical": absolute(reverse("website:about_review")),
    }
    return render_page(request, "about_review.html", values)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render_page(request, "privacy.html", {"canonical": absolute(reverse("website:privacy"))})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_page(request, "accessibility.html", {"canonical": absolute(reverse("website:accessibility"))})
