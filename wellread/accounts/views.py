"""Signing in, one's own second factor, and everybody's for administrators."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from wellread.accounts import duty
from wellread.accounts.resetting import reset_second_factor
from wellread.accounts.sessions import end_sessions


class SignIn(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
            return redirect(self.get_success_url() or "wagtailadmin_home")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return {**values, "show_password_reset": settings.WAGTAIL_PASSWORD_RESET_ENABLED}


class SetUp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        duty.note_shown(self.request, self.request.user)
        # Whoever knew the password alone, and was signed in with it, is out.
        end_sessions(self.request.user, but=self.request.session.session_key)
        log(instance=self.request.user, action="accounts.second_factor_set_up", user=self.request.user)
        return response


class OwnSecondFactor(IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return {**values, "must_have": duty.must_have(self.request.user), "policy": duty.policy()}


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    ended = end_sessions(request.user, but=request.session.session_key)
    told = ngettext("You were signed out in %d other place.", "You were signed out in %d other places.", ended)
    messages.success(request, told % ended if ended else _("You were signed in nowhere else."))
    return redirect("mfa_index")


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    accounts = duty.with_second_factor().filter(is_active=True).order_by("username")
    values = {
        "accounts": accounts,
        "accountable": set(duty.accountable().values_list("pk", flat=True)),
        "policy": duty.policy(),
    }
    return render(request, "accounts/everybody.html", values)


@require_POST
@reauthentication_required(app="wellread.accounts")  # type: ignore[untyped-decorator]  # allauth has no types
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    _administrator(request)
    user = get_object_or_404(get_user_model(), pk=user_id)
    if reset_second_factor(user, by=request.user):
        messages.success(request, _("%s signs in with the password alone once, and sets up a new one.") % user)
    else:
        messages.warning(request, _("%s had no second factor.") % user)
    return redirect("second_factors")


def _administrator(request: HttpRequest) -> None:
    # Whoever may change accounts but is no administrator must not open an administrator's.
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
