"""Examine what stands around the library: programs, settings, home, keys, clock."""

import importlib.metadata
import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage

from wellread import __version__
from wellread.cli import static_files
from wellread.cli.findings import Found, advice, ok, wrong
from wellread.cli.home import home, interrupted_restores, secret_key_file
from wellread.review.keys import key_file
from wellread.settings.environment import values
from wellread.website import press

LITTLE_DISK_BYTES, TOO_LITTLE_DISK_BYTES = 2_000_000_000, 200_000_000
_PACKAGES = ("Django", "wagtail", "granian", "whitenoise")
_OTHERS_MAY = 0o077


def versions() -> Iterator[Found]:
    packages = [f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES]
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield ok("versions", f"Wellread {__version__}, {python}, {', '.join(packages)}.")


def settings_found(messages: list[CheckMessage]) -> Iterator[Found]:
    for message in messages:
        report = wrong if message.is_serious() else advice
        yield report("settings", f"{message.msg} ({message.id})", message.hint or "")
    if not messages:
        yield ok("settings", "Every value of the environment can be used.")


def debugging() -> Iterator[Found]:
    if settings.DEBUG:
        name = os.environ.get("DJANGO_SETTINGS_MODULE")
        yield wrong("debug", "DEBUG is on: error pages show secrets.", f"Do not set DJANGO_SETTINGS_MODULE to {name}.")
    else:
        yield ok("debug", "DEBUG is off.")


def public_address() -> Iterator[Found]:
    host = urlsplit(settings.WELLREAD_PUBLIC_URL).hostname or ""
    if host in {"localhost", "127.0.0.1", "::1"}:
        yield ok("https", f"{settings.WELLREAD_PUBLIC_URL} is for this machine only.")
    elif settings.SESSION_COOKIE_SECURE:
        yield ok("https", "Cookies go over https only.")
    else:
        yield advice(
            "https",
            "Passwords and sessions travel in the open.",
            "Put a proxy with https in front and set WELLREAD_HTTPS=true: docs/operate.md",
        )
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS and not _under_a_domain(host):
        yield wrong("hosts", f"WELLREAD_HOSTS does not hold {host}: it answers 400 there.", f"Add {host}.")


def _under_a_domain(host: str) -> bool:
    return any(host.endswith(one) or host == one[1:] for one in settings.ALLOWED_HOSTS if one.startswith("."))


def home_folder() -> Iterator[Found]:
    if not home().is_dir():
        yield wrong("home", f"There is no folder {home()}.", "Run: wellread setup")
        return
    if not os.access(home(), os.R_OK | os.W_OK | os.X_OK):
        yield wrong("home", f"This account cannot write in {home()}.", f"Run: chown -R THIS-ACCOUNT {home()}")
    else:
        yield ok("home", f"{home()} can be written.")
    if home().stat().st_mode & _OTHERS_MAY:
        yield advice("home", f"Other accounts of this machine can look into {home()}.", f"Run: chmod 700 {home()}")
    for folder in interrupted_restores():
        yield wrong("home", f"A restore was interrupted; the library before it lies in {folder}.",
                    "Move it back, or delete it once you are sure that nothing is missing.")  # fmt: skip


def key_files() -> Iterator[Found]:
    if values["WELLREAD_SECRET_KEY"]:
        yield ok("secret key", "WELLREAD_SECRET_KEY gives it.")
    else:
        yield from _key("secret key", secret_key_file(), "Run: wellread setup")
    yield from _key("ledger key", key_file(), "Bring it back from a backup; for a new library run: wellread setup")


def _key(subject: str, file: Path, mend: str) -> Iterator[Found]:
    if not file.exists():
        yield wrong(subject, f"{file} is missing.", mend)
        return
    for path, mode in ((file.parent, 0o700), (file, 0o600)):
        if path.stat().st_mode & _OTHERS_MAY:
            yield wrong(subject, f"Other accounts of this machine can read {path}.", f"Run: chmod {mode:o} {path}")
            return
    yield ok(subject, f"{file} is there, for its owner only.")


def collected_files() -> Iterator[Found]:
    if static_files.changed():
        yield wrong("static files", "Those of this version are not collected.", "Run: wellread setup")
    else:
        yield ok("static files", f"Collected in {settings.STATIC_ROOT}.")


def leaflets() -> Iterator[Found]:
    fault = press.fault()
    if fault:
        yield advice(
            "leaflets",
            f"Articles cannot be made into PDF leaflets: {fault}",
            f"On Debian and Ubuntu, run: apt-get install {press.PACKAGES}",
        )
    else:
        yield ok("leaflets", "PDF leaflets can be made.")


def disk_space() -> Iterator[Found]:
    free = shutil.disk_usage(home() if home().is_dir() else Path.cwd()).free
    sentence = f"{free / 1e9:.1f} GB are free."
    if free < TOO_LITTLE_DISK_BYTES:
        yield wrong("disk", sentence, "Make room: nothing can be saved on a full disk.")
    elif free < LITTLE_DISK_BYTES:
        yield advice("disk", sentence, "Make room soon.")
    else:
        yield ok("disk", sentence)
