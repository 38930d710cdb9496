import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wellread.settings import environment
from wellread.settings.checks import check_environment, check_mail, check_overdue, check_public_address
from wellread.settings.environment import VARIABLES, read_environment, secret_key, unknown_names
from wellread.settings.secrets_in_logs import HideSecretLinks

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")

BAD_VALUES = [
    ("WELLREAD_HOME", __file__),
    ("WELLREAD_PUBLIC_URL", "library.example.org"),
    ("WELLREAD_PUBLIC_URL", "https://example.org/library/"),
    ("WELLREAD_PUBLIC_URL", ""),
    ("WELLREAD_HOSTS", "https://example.org"),
    ("WELLREAD_HOSTS", " , "),
    ("WELLREAD_SECRET_KEY", "short"),
    ("WELLREAD_TIME_ZONE", "Houston"),
    ("WELLREAD_LANGUAGE", "fr"),
    ("WELLREAD_REGION", "Texas"),
    ("WELLREAD_HTTPS", "maybe"),
    ("WELLREAD_BEHIND_PROXY", ""),
    ("WELLREAD_ALLOW_WAIVERS", "2"),
    ("WELLREAD_REVIEW_MONTHS", "0"),
    ("WELLREAD_REVIEW_MONTHS", "121"),
    ("WELLREAD_REVIEW_MONTHS", "three"),
    ("WELLREAD_REVIEW_MONTHS", "-1"),
    ("WELLREAD_LOG_LEVEL", "debug"),
    ("WELLREAD_SAMPLE", "sample"),
    ("WELLREAD_MAIL_URL", "mail.example.org"),
    ("WELLREAD_MAIL_URL", "smtp://mail.example.org:http"),
    ("WELLREAD_MAIL_URL", "smtp://"),
    ("WELLREAD_MAIL_FROM", "the library"),
    ("WELLREAD_OVERDUE_GRACE_DAYS", "-1"),
    ("WELLREAD_OVERDUE_GRACE_DAYS", "a month"),
    ("WELLREAD_OVERDUE_WITHDRAW_DAYS", "never"),
    ("WELLREAD_FEEDBACK_DAYS", "0"),
    ("WELLREAD_FEEDBACK_MAIL", "the lead"),
    ("WELLREAD_ANSWER_UNREVIEWED", "sometimes"),
    ("WELLREAD_SECOND_FACTOR", "true"),
    ("WELLREAD_SESSION_HOURS", "0"),
    ("WELLREAD_PAGE_CACHE_MB", "64MB"),
]


def test_the_document_lists_exactly_the_variables_with_defaults_and_checks():
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`|\*\(empty\)\*) \| (settings\.E\d+) \|", DOCUMENT, re.MULTILINE)

    assert rows == [(variable.name, variable.default, variable.check_id) for variable in VARIABLES]


def test_every_variable_has_a_bad_value_here_and_a_check_of_its_own():
    assert {name for name, _value in BAD_VALUES} == {variable.name for variable in VARIABLES}
    assert len({variable.number for variable in VARIABLES}) == len(VARIABLES)


@pytest.mark.parametrize(("name", "value"), BAD_VALUES)
def test_a_bad_value_is_one_sentence_with_an_id_and_a_hint(name, value, monkeypatch):
    values, problems = read_environment({name: value})
    monkeypatch.setattr(environment, "problems", problems)

    [found] = check_environment(None)

    variable = next(one for one in VARIABLES if one.name == name)
    assert (found.id, found.hint) == (variable.check_id, variable.hint)
    assert found.msg.startswith(f"{name} is ")
    assert found.msg.endswith(".")
    assert values[name] == variable.read(variable.default)


def test_all_bad_values_are_told_at_once():
    _values, problems = read_environment({"WELLREAD_REGION": "Texas", "WELLREAD_LANGUAGE": "fr"})

    assert [problem.check_id for problem in problems] == ["settings.E006", "settings.E007"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("WELLREAD_HTTPS", "Yes", True),
        ("WELLREAD_SAMPLE", "0", False),
        ("WELLREAD_REVIEW_MONTHS", "24", 24),
        ("WELLREAD_HOSTS", "a.example.org, .example.net", ["a.example.org", ".example.net"]),
        ("WELLREAD_PUBLIC_URL", "https://example.org/", "https://example.org"),
        ("WELLREAD_TIME_ZONE", "America/Chicago", "America/Chicago"),
        ("WELLREAD_REGION", "MX", "MX"),
        ("WELLREAD_MAIL_FROM", "library@example.org", "library@example.org"),
        ("WELLREAD_MAIL_FROM", "A Library <library@example.org>", "A Library <library@example.org>"),
    ],
)
def test_a_good_value_is_read(name, value, expected):
    values, problems = read_environment({name: value})

    assert (values[name], problems) == (expected, [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
        ("smtp+tls://me%40x:se%3Acret@mail.example.org", ("mail.example.org", 587, "me@x", "se:cret", True, False)),
        ("smtps://me:secret@mail.example.org:4650/", ("mail.example.org", 4650, "me", "secret", False, True)),
    ],
)
def test_a_mail_server_is_read_from_its_address(value, expected):
    values, problems = read_environment({"WELLREAD_MAIL_URL": value})

    found = values["WELLREAD_MAIL_URL"]
    assert problems == []
    assert (found.host, found.port, found.username, found.password, found.starttls, found.tls) == expected


def test_a_mail_address_that_cannot_be_read_does_not_show_its_password():
    _values, [problem] = read_environment({"WELLREAD_MAIL_URL": "smpt://me:secret@mail.example.org"})

    assert "secret" not in problem.sentence


def test_mail_by_a_server_needs_a_sender(settings):
    settings.EMAIL_HOST = "mail.example.org"

    assert [message.id for message in check_mail(None)] == ["settings.E102"]


def test_the_secret_of_a_review_link_stays_out_of_the_log():
    told = ("%s: %s", "Gone", "/review/abcdefghijklmnopqrstuvwxyz/")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, told[0], told[1:], None)

    HideSecretLinks().filter(record)

    assert record.getMessage() == "Gone: /review/(hidden)/"


def test_the_secret_of_a_link_for_a_new_password_stays_out_of_the_log():
    address = "/admin/password_reset/confirm/MQ/c1x2y3-0123456789abcdef/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", address), None)

    HideSecretLinks().filter(record)

    assert record.getMessage() == "Gone: /admin/password_reset/confirm/(hidden)/"


def test_a_name_that_nobody_knows_is_told(monkeypatch):
    monkeypatch.setenv("WELLREAD_HOSTES", "example.org")

    warnings = [message for message in check_environment(None) if message.id == "settings.W001"]

    assert [warning.msg for warning in warnings] == ["WELLREAD_HOSTES is set, but Wellread knows no such setting."]


def test_names_of_other_programs_are_none_of_ours():
    assert unknown_names({"PATH": "/bin", "WELLREAD_HOME": "var"}) == []


def test_https_for_cookies_needs_https_in_the_public_address(settings):
    settings.SESSION_COOKIE_SECURE, settings.WELLREAD_PUBLIC_URL = True, "http://example.org"

    assert [message.id for message in check_public_address(None)] == ["settings.E100"]


def test_the_secret_key_is_the_one_given_else_the_one_of_the_home_else_a_new_one(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret-key").write_text("from the home\n")

    assert secret_key("given", tmp_path) == "given"
    assert secret_key("", tmp_path) == "from the home"
    assert len(secret_key("", tmp_path / "elsewhere")) > 50


def test_a_bad_value_stops_a_real_start_with_one_sentence(tmp_path):
    surroundings = {**os.environ, "WELLREAD_HOME": str(tmp_path / "home"), "WELLREAD_REGION": "Texas"}
    command = [sys.executable, "-m", "wellread", "tick"]

    ended = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)

    assert ended.returncode == 4
    assert ended.stderr == (
        'Error: WELLREAD_REGION is "Texas", not a two-letter country code. '
        "Give the country whose telephone numbers need no country code, such as US. (settings.E007)\n"
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("grace", "withdraw", "wrong"), [(30, 0, 0), (30, 30, 0), (30, 365, 0), (30, 29, 1), (0, 1, 0)]
)
def test_nothing_is_withdrawn_before_its_grace_is_over(settings, grace, withdraw, wrong):
    settings.WELLREAD_OVERDUE_GRACE_DAYS, settings.WELLREAD_OVERDUE_WITHDRAW_DAYS = grace, withdraw

    assert [error.id for error in check_overdue(None)] == ["settings.E101"] * wrong


@pytest.mark.parametrize(("https", "told"), [("true", "True True True 31536000"), ("false", "False False False 0")])
def test_https_makes_cookies_redirects_and_hsts_follow(https, told, tmp_path):
    surroundings = {**os.environ, "WELLREAD_HOME": str(tmp_path), "WELLREAD_HTTPS": https}
    surroundings |= {"WELLREAD_PUBLIC_URL": "https://library.example.org"}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "wellread.settings.production"}
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    program = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names}))"

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=surroundings, check=True
    )

    assert ended.stdout.strip() == told
