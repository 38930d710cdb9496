import pytest
from allauth.mfa.models import Authenticator

from wellread.cli.exits import ExitCode

pytestmark = pytest.mark.django_db


def test_the_only_administrator_who_is_locked_out_gets_back_in(prepared_home, wellread, admin_user):
    Authenticator.objects.create(user=admin_user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=admin_user, type="recovery_codes", data={"seed": "x"})

    ended = wellread("account", "reset-second-factor", "admin")

    assert ended.code == ExitCode.DONE
    assert "sets up a new second factor" in ended.output
    assert not Authenticator.objects.exists()


def test_the_sessions_of_the_account_end(prepared_home, wellread, admin_user, client):
    client.force_login(admin_user)

    ended = wellread("account", "reset-second-factor", "admin")

    assert "had no second factor" in ended.output
    assert client.get("/admin/").status_code == 302


def test_a_name_that_nobody_has_is_refused(prepared_home, wellread):
    ended = wellread("account", "reset-second-factor", "nobody")

    assert ended.code == ExitCode.REFUSED
    assert "There is no account nobody." in ended.errors
