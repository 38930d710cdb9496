"""Everything an operator sets: one variable of the environment each, listed here once.

`docs/settings.md` describes the same list, and a test compares the two. A value that cannot be used is
recorded in `problems`, its default takes its place so that the settings still load, and the system
checks (`wellread.settings.checks`) then stop the start with one sentence for each.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import phonenumbers


class BadValueError(ValueError):
    """A value of the environment that cannot be used; its message completes "NAME ..."."""


@dataclass(frozen=True)
class Variable:
    """One thing an operator can set."""

    number: int
    name: str
    default: str
    read: Callable[[str], object]
    hint: str

    @property
    def check_id(self) -> str:
        return f"settings.E{self.number:03}"


@dataclass(frozen=True)
class Problem:
    """A value that could not be used, in words for an operator."""

    check_id: str
    sentence: str
    hint: str


def _text(value: str) -> str:
    return value


def _truth(value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadValueError(f'is "{value}", which is neither true nor false')


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise BadValueError(f'is "{value}", not a whole number from {least} to {most}')
        return int(value)

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise BadValueError(f'is "{value}", not one of {", ".join(choices)}')
        return value

    return read


def _hosts(value: str) -> list[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    wrong = [host for host in hosts if not re.fullmatch(r"\*|\.?[A-Za-z0-9.-]+|\[[0-9a-f:]+\]", host)]
    if wrong or not hosts:
        raise BadValueError(f'is "{value}", not a comma-separated list of host names')
    return hosts


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise BadValueError(f'is "{value}", not an address such as https://library.example.org')
    return f"{parts.scheme}://{parts.netloc}"


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise BadValueError(f'is "{value}", which no time zone is called')
    return value


def _region(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise BadValueError(f'is "{value}", not a two-letter country code')
    return value


def _folder(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise BadValueError(f'is "{value}", which is a file, not a folder')
    return path


def _secret(value: str) -> str:
    if value and len(value) < 50:
        raise BadValueError("is shorter than 50 characters")
    return value


@dataclass(frozen=True)
class MailServer:
    """Where mail goes: `backend` is what Django calls the way there."""

    backend: str
    host: str = ""
    port: int = 25
    username: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def _mail_server(value: str) -> MailServer:
    if not value:
        return MailServer("django.core.mail.backends.dummy.EmailBackend")
    if value == "console:":
        return MailServer("django.core.mail.backends.console.EmailBackend")
    # The value may hold a password, so no message repeats it.
    wrong = BadValueError("is not an address such as smtp+tls://name:password@mail.example.org:587")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise wrong
    return MailServer(
        backend="wellread.settings.mail.SmtpBackend",
        host=parts.hostname,
        port=port or _MAIL_PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def _sender(value: str) -> str:
    name, address = parseaddr(value)
    if value and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise BadValueError(f'is "{value}", not an address such as Library <library@example.org>')
    return formataddr((name, address)) if value else ""


VARIABLES = [
    Variable(1, "WELLREAD_HOME", "var", _folder, "Name the folder for database, media and keys."),
    Variable(2, "WELLREAD_PUBLIC_URL", "http://localhost:8000", _address,
             "Give scheme and host that readers use, without a path."),
    Variable(3, "WELLREAD_HOSTS", "localhost,127.0.0.1,[::1]", _hosts,
             "List the host names this installation answers to, separated by commas."),
    Variable(4, "WELLREAD_SECRET_KEY", "", _secret,
             "Leave it unset to use the key that `wellread setup` makes, or give 50 random characters."),
    Variable(5, "WELLREAD_TIME_ZONE", "UTC", _time_zone,
             "Give a name such as America/Chicago. Due dates turn at midnight there."),
    Variable(6, "WELLREAD_LANGUAGE", "en", _one_of("en", "es"),
             "Name the language whose addresses have no prefix: en or es."),
    Variable(7, "WELLREAD_REGION", "US", _region,
             "Give the country whose telephone numbers need no country code, such as US."),
    Variable(8, "WELLREAD_HTTPS", "false", _truth,
             "Say true once readers reach this installation by https: cookies and HSTS follow."),
    Variable(9, "WELLREAD_BEHIND_PROXY", "false", _truth,
             "Say true only behind a proxy that sets X-Forwarded-Proto and X-Forwarded-Host itself."),
    Variable(10, "WELLREAD_ALLOW_WAIVERS", "true", _truth,
             "Say false to forbid publishing medical articles without a review."),
    Variable(11, "WELLREAD_REVIEW_MONTHS", "36", _whole_number(1, 120),
             "Give the months after which a review is due again."),
    Variable(12, "WELLREAD_LOG_LEVEL", "INFO", _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
             "Give DEBUG, INFO, WARNING or ERROR."),
    Variable(13, "WELLREAD_SAMPLE", "false", _truth,
             "True marks every page as a sample and no medical advice; `wellread demo` sets it."),
    Variable(20, "WELLREAD_MAIL_URL", "", _mail_server,
             "Give smtp://, smtp+tls:// (STARTTLS) or smtps://, with name, password and host; or console:"),
    Variable(21, "WELLREAD_MAIL_FROM", "", _sender,
             "Give the address that mail comes from, such as Library <library@example.org>."),
    Variable(30, "WELLREAD_OVERDUE_GRACE_DAYS", "30", _whole_number(0, 3650),
             "Give the days for which an overdue article still answers questions and stands in feeds; 0 is none."),
    Variable(31, "WELLREAD_OVERDUE_WITHDRAW_DAYS", "0", _whole_number(0, 3650),
             "Give the days after which an overdue article is withdrawn; 0 is never."),
    Variable(40, "WELLREAD_FEEDBACK_DAYS", "90", _whole_number(1, 3650),
             "Give the days for which readers' comments are kept once they have been dealt with."),
    Variable(41, "WELLREAD_FEEDBACK_MAIL", "", _sender,
             "Give the address that is told, once a day, of new comments by readers; empty is nobody."),
    Variable(14, "WELLREAD_ANSWER_UNREVIEWED", "false", _truth,
             "Say true to answer questions out of articles without a current review as well."),
    Variable(45, "WELLREAD_PAGE_CACHE_MB", "64", _whole_number(0, 16384),
             "Give the megabytes of finished pages that each server process keeps; 0 keeps none."),
    Variable(50, "WELLREAD_SECOND_FACTOR", "required", _one_of("required", "optional", "off"),
             "Say required (for whoever may publish, sign or administer), optional or off."),
    Variable(51, "WELLREAD_SESSION_HOURS", "12", _whole_number(1, 336),
             "Give the hours after which somebody who signed in has to do so again."),
]  # fmt: skip

problems: list[Problem] = []
"""What this process found wrong when its settings were read."""


def read_environment(environment: Mapping[str, str]) -> tuple[dict[str, object], list[Problem]]:
    """Return each variable's value, or its default, and what was wrong with those given."""
    values: dict[str, object] = {}
    found: list[Problem] = []
    for variable in VARIABLES:
        try:
            values[variable.name] = variable.read(environment.get(variable.name, variable.default))
        except BadValueError as error:
            values[variable.name] = variable.read(variable.default)
            found.append(Problem(variable.check_id, f"{variable.name} {error}.", variable.hint))
    return values, found


def unknown_names(environment: Mapping[str, str]) -> list[str]:
    """Return the names that begin with WELLREAD_ and mean nothing here: most are typing mistakes."""
    known = {variable.name for variable in VARIABLES}
    return sorted(name for name in environment if name.startswith("WELLREAD_") and name not in known)


def secret_key(given: str, home: Path) -> str:
    """Return the key given, else the one `wellread setup` wrote, else one for this process only."""
    file = home / "keys" / "secret-key"
    if given:
        return given
    if file.exists():
        return file.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(50)


values, _found = read_environment(os.environ)
problems.extend(_found)
