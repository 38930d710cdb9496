"""Examine how the installation meets the outside: https, cookies, the secret key, mail, backups."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks.security import base, csrf, sessions
from django.utils import timezone

from wellread.cli.findings import Found, advice, ok, wrong
from wellread.cli.last_backup import last_backup
from wellread.settings.environment import values

BACKUP_IS_OLD_DAYS = 8
_DEPLOYMENT = (
    base.check_security_middleware,
    base.check_xframe_options_middleware,
    base.check_sts,
    base.check_content_type_nosniff,
    base.check_ssl_redirect,
    base.check_secret_key,
    base.check_secret_key_fallbacks,
    base.check_referrer_policy,
    base.check_cross_origin_opener_policy,
    csrf.check_csrf_middleware,
    csrf.check_csrf_cookie_secure,
    sessions.check_session_cookie_secure,
    sessions.check_session_cookie_httponly,
)
_HTTPS = "Set WELLREAD_HTTPS=true once https works: docs/operate.md"
_IN_OUR_WORDS = {
    "security.W004": ("Browsers are not told to stay with https (HSTS).", _HTTPS),
    "security.W008": ("Requests by http are answered, not led to https.", _HTTPS),
    "security.W009": ("The secret key can be guessed.", "Unset WELLREAD_SECRET_KEY, then run: wellread setup"),
    "security.W012": ("The session's cookie also goes over http.", _HTTPS),
    "security.W016": ("The cookie of forms also goes over http.", _HTTPS),
}
"""Django's checks whose outcome an operator can change; any other would be a fault of this program."""

_ONLY_WITH_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}


def deployment() -> Iterator[Found]:
    """Ask Django's checks for a deployment. Those of https say nothing on a laptop, where there is none."""
    messages = [message for check in _DEPLOYMENT for message in _found_by(check) if not _is_for_this_machine(message)]
    for message in messages:
        sentence, mend = _IN_OUR_WORDS.get(
            str(message.id), (str(message.msg), "Report it: this is a fault of Wellread, or of DJANGO_SETTINGS_MODULE.")
        )
        yield (wrong if message.id == "security.W009" else advice)("safety", f"{sentence} ({message.id})", mend)
    if not messages:
        yield ok("safety", "Nothing that Django's deployment checks ask for is missing.")


def _found_by(check: object) -> list[CheckMessage]:
    return list(check(app_configs=None))  # type: ignore[operator]  # Django's stubs call a check anything


def _is_for_this_machine(message: CheckMessage) -> bool:
    # Subdomains and browsers' preload lists are not ours to decide.
    if message.id in {"security.W005", "security.W021"}:
        return True
    return message.id in _ONLY_WITH_HTTPS and _is_local(settings.WELLREAD_PUBLIC_URL)


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in {"localhost", "127.0.0.1", "::1"}


def hosts() -> Iterator[Found]:
    if "*" in settings.ALLOWED_HOSTS:
        mend = "List the names that readers use, separated by commas."
        yield wrong("hosts", "WELLREAD_HOSTS is *: whatever name a request invents is believed.", mend)
    if settings.SECURE_SSL_REDIRECT and not settings.SECURE_PROXY_SSL_HEADER:
        sentence = "https is on, but no proxy is believed to say so: every request may be led to https for ever."
        yield advice("https", sentence, "Behind a proxy, set WELLREAD_BEHIND_PROXY=true: docs/operate.md")


def mail() -> Iterator[Found]:
    if settings.EMAIL_HOST:
        yield ok("mail", f"It goes to {settings.EMAIL_HOST}:{settings.EMAIL_PORT}.")
        return
    where = "to the server's output" if "console" in settings.EMAIL_BACKEND else "nowhere"
    mend = "Set WELLREAD_MAIL_URL: without it nobody is reminded, invited, or gets a link for a new password."
    yield advice("mail", f"It goes {where}.", mend)


def own_secret_key() -> Iterator[Found]:
    """A key in the environment stands in service files and process lists, and no backup has it."""
    if values["WELLREAD_SECRET_KEY"]:
        sentence = "It is given by the environment, so no backup holds it. Second factors are encrypted with it."
        yield advice("secret key", sentence, "Keep a copy where the backups are, or unset it to use the home's.")


def backups() -> Iterator[Found]:
    last = last_backup(Path(settings.WELLREAD_HOME))
    if last is None:
        yield advice("backup", "None was made of this home.", "Run daily: wellread backup FILE.tar.gz")
        return
    days = (timezone.now() - last).days
    sentence = f"The last one was made {days} days ago." if days else "The last one was made less than a day ago."
    if days > BACKUP_IS_OLD_DAYS:
        yield advice("backup", sentence, "Look why it stopped; run daily: wellread backup FILE.tar.gz")
    else:
        yield ok("backup", sentence)
