"""People who sign in, and the codes that their apps would show."""

import base64
import hashlib
import hmac
import struct
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

PASSWORD = "five purple lanterns"
NOON = datetime.fromisoformat("2026-11-23T12:00:05+00:00")


def code_of(secret: str, at: float) -> str:
    """Return what an authenticator app shows at a moment. RFC 6238, on its own."""
    message = struct.pack(">Q", int(at) // 30)
    digest = hmac.new(base64.b32decode(secret), message, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clock() -> Iterator[Any]:
    """Noon, standing still until a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def required(settings: Any) -> None:
    settings.WELLREAD_SECOND_FACTOR = "required"


@pytest.fixture
def ada(django_user_model: Any) -> Any:
    """An administrator."""
    return django_user_model.objects.create_superuser("ada", "ada@example.org", PASSWORD)


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """Type name and password into the form, in a browser of one's own or in a new one."""

    def enter(username: str = "ada", password: str = PASSWORD, browser: Client | None = None, **more: Any) -> Any:
        browser = browser or Client()
        response = browser.post(reverse("account_login"), {"login": username, "password": password}, **more)
        response.browser = browser
        return response

    return enter


@pytest.fixture
def set_up(sign_in: Callable[..., Any], clock: Any) -> Callable[..., Any]:
    """Let somebody set a second factor up; return their browser, the app's secret and the recovery codes."""

    def do(username: str = "ada") -> tuple[Client, str, list[str]]:
        browser = sign_in(username).browser
        page = browser.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret, NOON.timestamp())})
        codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        return browser, secret, codes

    return do
