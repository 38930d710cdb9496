"""Second factors in the editors' house."""

from typing import Any

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_with_code
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.log_actions import LogActionRegistry

from wellread.accounts import duty, views
from wellread.accounts.forms import NothingToSaveForm

ACTIONS = {
    "accounts.second_factor_set_up": (_("Set up a second factor"), _("Second factor set up")),
    "accounts.second_factor_removed": (_("Remove the second factor"), _("Second factor removed")),
    "accounts.second_factor_reset": (_("Reset the second factor"), _("Second factor reset")),
    "accounts.recovery_codes_made": (_("Make recovery codes"), _("New recovery codes made")),
    "accounts.recovery_code_used": (_("Use a recovery code"), _("Signed in with a recovery code")),
    "accounts.wrong_code": (_("Type a wrong code"), _("A wrong code was typed")),
}


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("second-factor/", views.OwnSecondFactor.as_view(), name="mfa_index"),
        path("second-factor/set-up/", views.SetUp.as_view(), name="mfa_activate_totp"),
        path("second-factor/remove/", deactivate_totp, name="mfa_deactivate_totp"),
        path("second-factor/recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
        path("second-factor/recovery-codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
        path("second-factor/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
        path("second-factor/password/", reauthenticate, name="account_reauthenticate"),
        path("second-factor/code/", reauthenticate_with_code, name="mfa_reauthenticate"),
        path("second-factors/", views.everybody, name="second_factors"),
        path("second-factors/<int:user_id>/reset/", views.reset, name="second_factor_reset"),
    ]


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """On the page of one's own account: whether there is a second factor, and where to set it up."""

    name = "second_factor"
    title = _("Second factor and sign-outs")
    order = 510
    template_name = "accounts/account_panel.html"
    form_class = NothingToSaveForm

    def is_active(self) -> bool:
        return duty.policy() != duty.OFF

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "has_one": duty.has(self.user)}


class SecondFactorsItem(MenuItem):
    """Everybody's second factors, for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False)) and duty.policy() != duty.OFF


@hooks.register("register_settings_menu_item")
def second_factors_item() -> MenuItem:
    return SecondFactorsItem(
        _("Second factors"), reverse("second_factors"), name="second-factors", icon_name="key", order=610
    )


@hooks.register("register_log_actions")
def tell_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
