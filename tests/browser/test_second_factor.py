"""A second factor in a real browser, by keyboard: set up at the first sign-in, asked for at the next."""

import time

import pytest
from django.core.cache import cache

from tests.accounts.conftest import PASSWORD, code_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_an_administrator_sets_it_up_and_signs_in_with_it(page, browser, live_server, settings, django_user_model):
    settings.WELLREAD_SECOND_FACTOR = "required"
    django_user_model.objects.create_superuser("ada", "ada@example.org", PASSWORD)
    cache.clear()

    sign_in(page, live_server)
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    assert page.get_by_alt_text("QR code with the key below").bounding_box()["width"] == 200
    secret = page.locator("code").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret, time.time()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    codes = page.locator("li code").all_inner_texts()
    page.get_by_role("link", name="I have them. Go on").press("Enter")
    page.wait_for_url("**/admin/")

    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
    sign_in(phone, live_server)
    phone.get_by_role("heading", name="Your code").wait_for()
    phone.get_by_label("Code").fill("000000")
    phone.keyboard.press("Enter")
    phone.get_by_role("status").get_by_text("That is not the code").wait_for()
    phone.get_by_label("Code").fill(codes[0])
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/admin/")
    phone.context.close()
    assert len(codes) == 10
