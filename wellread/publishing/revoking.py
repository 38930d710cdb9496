"""A reviewer takes their own signature back: what follows is said before, and happens at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wellread.articles.models import Article
from wellread.publishing.steps import rests_on
from wellread.review.attest import revoke
from wellread.review.errors import ReviewError, WrongPasswordError
from wellread.review.events import record
from wellread.review.models import Attestation, reviewer_of
from wellread.review.passwords import check_password


class RevocationForm(forms.Form):
    """Why a signature is taken back."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The ledger keeps it for good, and the stamp's public page tells it."),
    )  # fmt: skip
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label=gettext_lazy("Your password")
    )


@require_http_methods(["GET", "POST"])
def revoke_signature(request: HttpRequest, attestation_id: int) -> HttpResponse:
    reviewer = reviewer_of(request.user)
    attestation = get_object_or_404(Attestation.objects.select_related("ledger_entry"), pk=attestation_id)
    if reviewer is None or attestation.reviewer != reviewer:
        raise PermissionDenied
    form = RevocationForm(request.POST or None)
    if form.is_valid() and _revoke(request, attestation, form):
        return redirect("my_reviews")
    values = {"attestation": attestation, "form": form, "lost": rests_on(attestation)}
    return render(request, "publishing/revoke.html", values)


def _revoke(request: HttpRequest, attestation: Attestation, form: RevocationForm) -> bool:
    reason, source_id = form.cleaned_data["reason"], attestation.ledger_entry.body.get("source_id")
    try:
        check_password(request, form.cleaned_data["password"])
        revoke(attestation, reason=reason, by=request.user.get_username())
    except WrongPasswordError as error:
        form.add_error("password", str(error))
        return False
    except ReviewError as error:
        form.add_error(None, str(error))
        return False
    article = Article.objects.filter(source_id=source_id).first()
    if article:
        record(article, "revoked", reason, user=request.user)
    messages.success(request, _("Your signature is taken back. It covers nothing any more."))
    return True
