import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory
from wellread.settings import base

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def told(response):
    return " ".join(str(error) for errors in response.context["form"].errors.values() for error in errors)


def test_name_and_password_open_the_admin(ada, sign_in):
    response = sign_in()

    assert (response.status_code, response.headers["Location"]) == (302, HOME)
    assert response.browser.get(HOME).status_code == 200


def test_the_sign_in_leads_on_to_the_page_that_was_asked_for(ada, client, sign_in):
    asked = client.get("/admin/images/")

    response = client.post(asked.headers["Location"], {"login": "ada", "password": PASSWORD, "next": "/admin/images/"})

    assert asked.headers["Location"] == "/admin/login/?next=/admin/images/"
    assert response.headers["Location"] == "/admin/images/"


def test_whoever_is_signed_in_already_is_led_on(as_administrator):
    address = reverse("account_login")

    assert as_administrator.get(address).headers["Location"] == HOME
    assert as_administrator.get(f"{address}?next=/admin/images/").headers["Location"] == "/admin/images/"
    assert as_administrator.get(f"{address}?next=https://elsewhere.example/").headers["Location"] == HOME


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)",
     "http://other.example.org/", "https:elsewhere.example", "\thttps://elsewhere.example"],
)  # fmt: skip
def test_the_sign_in_leads_to_no_other_house(elsewhere, ada, client, settings):
    settings.ALLOWED_HOSTS = ["testserver", ".example.org"]

    response = client.post(
        reverse("account_login"), {"login": "ada", "password": PASSWORD, "next": elsewhere}, follow=False
    )

    assert response.headers["Location"] == HOME


def test_a_wrong_password_and_a_name_that_nobody_has_are_told_alike(ada, sign_in):
    wrong, nobody = sign_in(password="wrong"), sign_in("nobody")

    assert told(wrong) == told(nobody) == "Username and password do not belong together. Please try again."


def test_after_five_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(ada, sign_in, clock):
    for _ in range(5):
        sign_in(password="wrong")
        clock.shift(1)

    early = sign_in()
    clock.shift(14 * 60)
    still_early = sign_in()
    clock.shift(60)
    late = sign_in()

    assert "try again in a quarter of an hour" in told(early)
    assert still_early.status_code == 200
    assert late.status_code == 302


def test_a_name_that_nobody_has_is_held_back_as_well(sign_in, clock):
    answers = [told(sign_in("nobody")) for _ in range(6)]

    assert "quarter of an hour" in answers[5]
    assert len(set(answers[:5])) == 1


def test_tries_are_counted_whatever_host_and_spelling_they_use(ada, sign_in, settings, clock):
    settings.ALLOWED_HOSTS = [".example.org", "testserver"]

    for number in range(5):
        sign_in("ADA" if number % 2 else "ada ", "wrong", headers={"host": f"try{number}.example.org"})

    assert "quarter of an hour" in told(sign_in())


def test_one_persons_wrong_tries_keep_nobody_else_out(ada, sign_in, clock):
    UserFactory(username="ben", is_superuser=True, password=ada.password)
    for _ in range(6):
        sign_in(password="wrong")

    assert sign_in("ben").status_code == 302


def test_signing_in_well_gives_no_new_tries_to_whoever_guesses(ada, sign_in, clock):
    for password in ["wrong", "wrong", "wrong", "wrong", PASSWORD, "wrong"]:
        sign_in(password=password)
        clock.shift(1)

    assert "quarter of an hour" in told(sign_in())


def test_the_tries_are_counted_in_the_database_for_all_processes(ada, sign_in, settings, clock):
    settings.CACHES = base.CACHES
    call_command("createcachetable", verbosity=0)
    for _ in range(5):
        sign_in(password="wrong")

    assert "quarter of an hour" in told(sign_in())
    cache.clear()
    assert sign_in().status_code == 302


def test_trying_many_names_makes_no_count_forgotten(ada, sign_in, settings, clock):
    settings.CACHES = base.CACHES
    call_command("createcachetable", verbosity=0)
    for _ in range(5):
        sign_in(password="wrong")
    for number in range(400):
        cache.set(f"allauth:rl:{number}", [1.0], 900)

    assert "quarter of an hour" in told(sign_in())


def test_a_session_that_was_there_before_gets_another_name(ada, client, sign_in):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(browser=client)

    assert client.session.session_key != before


def test_an_account_that_is_not_active_stays_outside(ada, sign_in):
    ada.is_active = False
    ada.save()

    assert "do not belong together" in told(sign_in())


def test_somebody_without_admin_rights_is_not_sent_in_circles(sign_in, ada):
    UserFactory(username="ben", password=ada.password)
    browser = sign_in("ben").browser

    response = browser.get(HOME, follow=True)

    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/admin/login/"


def test_the_cookies_belong_to_the_admin_alone(ada, client, sign_in):
    client.get(reverse("account_login"))
    sign_in(browser=client)

    assert {"sessionid", "csrftoken"} <= client.cookies.keys()
    for cookie in client.cookies.values():
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax"), cookie.key


def test_the_session_ends_with_the_browser_or_after_its_hours(ada, client, sign_in, settings):
    sign_in(browser=client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE == 12 * 3600


def test_messages_travel_in_the_session_and_not_in_a_cookie(as_administrator):
    as_administrator.post(reverse("sign_out_elsewhere"))

    assert "messages" not in as_administrator.cookies


@pytest.mark.parametrize("name", ["signup", "password/change", "password/reset", "email", "inactive", "2fa"])
def test_nothing_else_of_the_library_is_open(name, client):
    for address in (f"/admin/login/{name}/", f"/accounts/{name}/"):
        assert client.get(address).status_code in {302, 404}
        assert client.get(address).headers.get("Location", "/admin/login/").startswith("/admin/login/")


def test_a_new_password_is_mailed_only_where_there_is_a_mail_server(client, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    without = client.get(reverse("account_login")).content.decode()
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    with_it = client.get(reverse("account_login")).content.decode()

    assert ("Forgotten password?" in without, "Forgotten password?" in with_it) == (False, True)


def test_letters_for_a_new_password_are_few_and_say_nothing_to_whoever_asks(ada, client, settings, mailoutbox, clock):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    address = reverse("wagtailadmin_password_reset")

    known = [client.post(address, {"email": "ada@example.org"}).headers["Location"] for _ in range(7)]
    unknown = client.post(address, {"email": "nobody@example.org"}).headers["Location"]

    assert len(mailoutbox) == 5
    assert set(known) == {unknown}
    assert settings.WELLREAD_PUBLIC_URL in mailoutbox[0].body
