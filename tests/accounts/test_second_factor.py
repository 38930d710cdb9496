import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.accounts.conftest import NOON, code_of
from tests.factories import ReviewerFactory, UserFactory, library
from wellread.accounts import duty
from wellread.accounts.resetting import reset_second_factor
from wellread.publishing.groups import EDITORS, LEADS, REVIEWERS, WRITERS, install_groups

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("required", "clock")]
SET_UP, CODE, HOME = "/admin/second-factor/set-up/", "/admin/login/code/", "/admin/"


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def type_code(browser, code):
    return browser.post(reverse("mfa_authenticate"), {"code": code})


def test_the_first_sign_in_leads_to_the_set_up_and_nowhere_else(ada, sign_in):
    browser = sign_in().browser

    for address in (HOME, "/admin/images/", "/admin/pages/", "/admin/api/main/pages/", "/admin/media/x.png"):
        assert browser.get(address).headers["Location"] == SET_UP, address
    assert browser.post("/admin/users/1/delete/").headers["Location"] == SET_UP
    assert browser.get(SET_UP).status_code == 200


def test_the_set_up_shows_a_key_and_asks_for_a_first_code(ada, sign_in):
    browser = sign_in().browser
    page = browser.get(SET_UP)

    wrong = browser.post(SET_UP, {"code": "000000"})

    assert page.context["form"].secret in page.content.decode()
    assert "That is not the code" in wrong.content.decode()
    assert wrong.context["form"].secret == page.context["form"].secret
    assert not Authenticator.objects.exists()


def test_after_the_set_up_the_admin_is_open_and_recovery_codes_are_shown_once(ada, set_up):
    browser, _secret, codes = set_up()

    again = browser.get(reverse("mfa_view_recovery_codes"))

    assert len(set(codes)) == 10
    assert not any(code in again.content.decode() for code in codes)
    assert browser.get(HOME).status_code == 200
    assert actions() == ["accounts.second_factor_set_up"]


def test_the_next_sign_in_asks_for_a_code(ada, set_up, sign_in, clock):
    _browser, secret, _codes = set_up()
    clock.shift(90)

    response = sign_in()
    outside = response.browser.get(HOME)
    inside = type_code(response.browser, code_of(secret, NOON.timestamp() + 90))

    assert response.headers["Location"] == CODE
    assert outside.headers["Location"].startswith("/admin/login/")
    assert inside.headers["Location"] == HOME
    assert response.browser.get(HOME).status_code == 200


def test_a_code_works_once_even_while_it_is_right(ada, set_up, sign_in, clock):
    _browser, secret, _codes = set_up()
    clock.shift(90)
    code = code_of(secret, NOON.timestamp() + 90)
    type_code(sign_in().browser, code)
    clock.shift(31)

    again = type_code(sign_in().browser, code)

    assert again.status_code == 200
    assert "That is not the code" in again.content.decode()


@pytest.mark.parametrize(("seconds", "status"), [(-60, 200), (-30, 302), (30, 302), (60, 200)])
def test_a_phones_clock_may_be_half_a_minute_off(seconds, status, ada, set_up, sign_in, clock):
    _browser, secret, _codes = set_up()
    clock.shift(300)

    response = type_code(sign_in().browser, code_of(secret, NOON.timestamp() + 300 + seconds))

    assert response.status_code == status


def test_a_recovery_code_opens_the_account_once(ada, set_up, sign_in):
    _browser, _secret, codes = set_up()

    first = type_code(sign_in().browser, codes[3])
    second = type_code(sign_in().browser, codes[3])

    assert (first.status_code, second.status_code) == (302, 200)
    assert "accounts.recovery_code_used" in actions()


def test_after_five_wrong_codes_the_right_one_waits_too(ada, set_up, sign_in, clock):
    _browser, secret, _codes = set_up()
    clock.shift(300)
    browser = sign_in().browser
    for _ in range(5):
        type_code(browser, "000000")

    held_back = type_code(browser, code_of(secret, NOON.timestamp() + 300))
    clock.shift(15 * 60)
    in_time = type_code(sign_in().browser, code_of(secret, NOON.timestamp() + 1200))

    assert "quarter of an hour" in held_back.content.decode()
    assert in_time.status_code == 302
    assert actions().count("accounts.wrong_code") == 5


def test_a_session_begun_without_the_second_factor_ends_when_one_is_set_up(ada, set_up, sign_in):
    other = sign_in().browser

    set_up()

    assert other.get(HOME).headers["Location"].startswith("/admin/login/")


def test_a_session_that_never_showed_the_second_factor_is_asked_for_it(ada, set_up, client, clock):
    _browser, secret, _codes = set_up()
    clock.shift(90)
    client.force_login(ada)

    asked = client.get("/admin/images/")
    client.post(asked.headers["Location"], {"code": code_of(secret, NOON.timestamp() + 90), "next": "/admin/images/"})

    assert asked.headers["Location"] == "/admin/second-factor/code/?next=%2Fadmin%2Fimages%2F"
    assert client.get("/admin/images/").status_code == 200


def test_whoever_removes_a_needed_second_factor_sets_up_another_at_once(ada, set_up):
    browser, _secret, _codes = set_up()

    browser.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert browser.get(HOME).headers["Location"] == SET_UP
    assert "accounts.second_factor_removed" in actions()


def test_removing_it_later_asks_for_the_password_again(ada, set_up, clock):
    browser, _secret, _codes = set_up()
    clock.shift(600)

    response = browser.post(reverse("mfa_deactivate_totp"))

    assert response.headers["Location"].startswith("/admin/second-factor/password/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_an_administrator_resets_somebody_elses_and_it_is_logged(ada, set_up, sign_in):
    ben = UserFactory(username="ben", is_superuser=True, password=ada.password)
    bens = set_up("ben")[0]
    browser = set_up()[0]

    response = browser.post(reverse("second_factor_reset", args=[ben.pk]))

    assert response.headers["Location"] == reverse("second_factors")
    assert not Authenticator.objects.filter(user=ben).exists()
    assert Authenticator.objects.filter(user=ada).exists()
    assert bens.get(HOME).headers["Location"].startswith("/admin/login/")
    entry = ModelLogEntry.objects.get(action="accounts.second_factor_reset")
    assert (entry.user, entry.object_id) == (ada, str(ben.pk))
    assert sign_in("ben").browser.get(HOME).headers["Location"] == SET_UP


def test_only_administrators_see_or_reset_the_second_factors_of_others(ada, set_up, sign_in):
    library()
    install_groups()
    lead = UserFactory(username="lead", password=ada.password)
    lead.groups.add(Group.objects.get(name=LEADS))
    set_up()
    browser = set_up("lead")[0]

    listed = browser.get(reverse("second_factors"))
    reset = browser.post(reverse("second_factor_reset", args=[ada.pk]))

    assert (listed.status_code, reset.status_code) == (302, 302)
    assert listed.headers["Location"] == reset.headers["Location"] == HOME
    assert Authenticator.objects.filter(user=ada).exists()


def test_the_list_shows_who_lacks_one(ada, set_up):
    UserFactory(username="ben", is_superuser=True)
    browser = set_up()[0]

    text = browser.get(reverse("second_factors")).content.decode()

    assert "missing" in text
    assert "Reset the second factor of ada" in text
    assert "Reset the second factor of ben" not in text


def test_signing_out_elsewhere_leaves_only_this_session(ada, set_up, sign_in):
    browser, _secret, codes = set_up()
    other = sign_in().browser
    type_code(other, codes[0])

    browser.post(reverse("sign_out_elsewhere"))

    assert browser.get(HOME).status_code == 200
    assert other.get(HOME).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(("group", "expected"), [(WRITERS, False), (EDITORS, True), (LEADS, True), (REVIEWERS, False)])
def test_whoever_may_publish_must_have_one(group, expected):
    library()
    install_groups()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))

    assert duty.must_have(user) is expected


@pytest.mark.parametrize("active", [True, False])
def test_whoever_signs_must_have_one(active):
    user = UserFactory()
    ReviewerFactory(user=user, active=active)

    assert duty.must_have(user) is active


def test_nobody_must_have_one_where_it_is_optional_but_whoever_has_one_is_asked(ada, set_up, sign_in, settings):
    settings.WELLREAD_SECOND_FACTOR = "optional"
    without = sign_in().browser.get(HOME).status_code
    set_up()

    assert without == 200
    assert sign_in().headers["Location"] == CODE


def test_where_it_is_off_nobody_is_asked(ada, set_up, sign_in, settings):
    set_up()
    settings.WELLREAD_SECOND_FACTOR = "off"

    response = sign_in()

    assert response.headers["Location"] == HOME
    assert response.browser.get(HOME).status_code == 200


def test_the_database_alone_does_not_make_codes(ada, set_up):
    _browser, secret, codes = set_up()

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_under_another_secret_key_no_code_is_right_and_nothing_breaks(ada, set_up, sign_in, settings, clock):
    _browser, secret, codes = set_up()
    clock.shift(300)
    settings.SECRET_KEY = "another-key-" + "y" * 50
    browser = sign_in().browser

    by_app = type_code(browser, code_of(secret, NOON.timestamp() + 300))
    by_recovery_code = type_code(browser, codes[0])

    assert (by_app.status_code, by_recovery_code.status_code) == (200, 200)


def test_an_older_key_still_reads_what_it_wrote(ada, set_up, sign_in, settings, clock):
    _browser, secret, _codes = set_up()
    clock.shift(300)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" + "y" * 50, [settings.SECRET_KEY]

    response = type_code(sign_in().browser, code_of(secret, NOON.timestamp() + 300))

    assert response.status_code == 302


def test_a_reset_from_the_terminal_is_logged_without_a_name(ada, set_up):
    set_up()

    assert reset_second_factor(ada) is True
    assert reset_second_factor(ada) is False
    assert ModelLogEntry.objects.get(action="accounts.second_factor_reset").user is None
