"""A reviewer takes their signature back, or a content lead for them: what follows is said before it happens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wellread.articles.models import Article
from wellread.publishing.steps import rests_on
from wellread.review.attest import revoke
from wellread.review.authority import may_revoke_for_another
from wellread.review.errors import ReviewError, WrongPasswordError
from wellread.review.events import record
from wellread.review.models import Attestation, Revocation, reviewer_of
from wellread.review.passwords import check_password
from wellread.review.taking_back import tell_whoever_signed


class RevocationForm(forms.Form):
    """Why a signature is taken back."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The ledger keeps it for good."),
    )  # fmt: skip
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label=gettext_lazy("Your password")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_signature(request: HttpRequest, attestation_id: int) -> HttpResponse:
    attestation = get_object_or_404(Attestation.objects.select_related("ledger_entry"), pk=attestation_id)
    own = attestation.reviewer == reviewer_of(request.user)
    if not own and not may_revoke_for_another(request.user):
        raise PermissionDenied
    form = RevocationForm(request.POST or None)
    if form.is_valid() and _revoke(request, attestation, form, own=own):
        return _back(attestation, own=own)
    values = {"attestation": attestation, "form": form, "lost": rests_on(attestation), "own": own}
    return render(request, "publishing/revoke.html", values)


def _revoke(request: HttpRequest, attestation: Attestation, form: RevocationForm, *, own: bool) -> bool:
    reason, article = form.cleaned_data["reason"], _signed_article(attestation)
    try:
        check_password(request, form.cleaned_data["password"])
        with transaction.atomic():
            revoked = revoke(attestation, reason=reason, by=request.user.get_username(), for_reviewer=not own)
            _record(article, "revoked", revoked.reason if own else f"{attestation.signed_as}: {reason}", request.user)
    except WrongPasswordError as error:
        _record(article, "refused", _("%s typed a wrong password.") % request.user.get_username(), request.user)
        form.add_error("password", str(error))
        return False
    except ReviewError as error:
        _record(article, "refused", str(error), request.user)
        form.add_error(None, str(error))
        return False
    _thank(request, attestation, revoked, own=own)
    return True


def _thank(request: HttpRequest, attestation: Attestation, revoked: Revocation, *, own: bool) -> None:
    if own:
        messages.success(request, _("Your signature is taken back. It covers nothing any more."))
        return
    messages.success(
        request, _("The signature of %s is taken back. It covers nothing any more.") % attestation.signed_as
    )
    if not tell_whoever_signed(attestation, revoked):
        messages.warning(request, _("No mail about it could be sent to them. Tell them yourself."))


def _back(attestation: Attestation, *, own: bool) -> HttpResponse:
    article = _signed_article(attestation)
    if own or article is None:
        return redirect("my_reviews" if own else "wagtailadmin_home")
    return redirect("review_arrange", article.pk)


def _signed_article(attestation: Attestation) -> Article | None:
    source_id = attestation.ledger_entry.body.get("source_id")
    found: Article | None = Article.objects.filter(source_id=source_id).first()
    return found


def _record(article: Article | None, event: str, told: str, user: Any) -> None:
    if article:
        record(article, event, told, user=user)
