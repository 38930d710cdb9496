"""What readers may want to know about the library itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellread.review.policies import shortest_months
from wellread.vocabulary.languages import active_language
from wellread.website.frame import render_page
from wellread.website.page_heads import plain_head
from wellread.website.review_numbers import review_numbers


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    values = {
        "numbers": review_numbers(active_language(), today=timezone.localdate()),
        "months": settings.WELLREAD_REVIEW_MONTHS,
        "shortest_months": shortest_months(),
        "grace_days": settings.WELLREAD_OVERDUE_GRACE_DAYS,
        "withdraw_days": settings.WELLREAD_OVERDUE_WITHDRAW_DAYS,
    }
    head = plain_head(_("How we review"), reverse("website:about_review"))
    return render_page(request, "about_review.html", values, head=head)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render_page(request, "privacy.html", {}, head=plain_head(_("Privacy"), reverse("website:privacy")))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    head = plain_head(_("Accessibility"), reverse("website:accessibility"))
    return render_page(request, "accessibility.html", {}, head=head)
