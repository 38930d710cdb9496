import io
import json
import sys

import pytest
from django.contrib.auth import get_user_model

from wellread.cli.exits import ExitCode

pytestmark = pytest.mark.django_db
GOOD_PASSWORD = "five purple lanterns"


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{GOOD_PASSWORD}\n")
    return file


@pytest.fixture
def terminal(monkeypatch):
    """Let an operator sit at the terminal and type these lines."""

    def type_lines(*lines):
        typed = iter(lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(typed))
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda prompt: next(typed))

    return type_lines


def test_setup_makes_home_and_administrator(own_home, wellread, password_file):
    ended = wellread("setup", "--username", "ada", "--email", "ada@example.org", "--password-file", password_file)

    administrator = get_user_model().objects.get(username="ada")
    assert ended.code == ExitCode.DONE
    assert administrator.is_superuser
    assert administrator.check_password(GOOD_PASSWORD)
    assert GOOD_PASSWORD not in ended.output + ended.errors
    assert "Made the starter vocabulary: 95 terms" in ended.errors


def test_setup_without_a_terminal_says_how_to_add_an_administrator(own_home, wellread, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    ended = wellread("setup", "--json")

    assert ended.code == ExitCode.DONE
    assert json.loads(ended.output)["administrator"] is None
    assert "wellread setup --username NAME --password-file FILE" in ended.errors


def test_setup_asks_at_a_terminal(prepared_home, wellread, terminal):
    terminal("ada", "ada@example.org", "short", "short", GOOD_PASSWORD, GOOD_PASSWORD)

    ended = wellread("setup")

    assert ended.code == ExitCode.DONE
    assert "too short" in ended.errors
    assert get_user_model().objects.get(username="ada").check_password(GOOD_PASSWORD)


def test_setup_again_keeps_the_administrator(prepared_home, wellread, password_file, admin_user, terminal):
    terminal()

    ended = wellread("setup")
    again = wellread("setup", "--username", admin_user.username, "--password-file", password_file)

    admin_user.refresh_from_db()
    assert (ended.code, again.code) == (ExitCode.DONE, ExitCode.DONE)
    assert "stays as it is" in again.errors
    assert not admin_user.check_password(GOOD_PASSWORD)
    assert get_user_model().objects.count() == 1


def test_a_weak_password_is_a_usage_error(prepared_home, wellread, tmp_path):
    file = tmp_path / "password"
    file.write_text("password")

    ended = wellread("setup", "--username", "ada", "--password-file", file)

    assert ended.code == ExitCode.USAGE
    assert "too short" in ended.errors
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("arguments", [("--password-file", "-"), ("--username", "ada")])
def test_half_an_administrator_is_a_usage_error(arguments, prepared_home, wellread, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert wellread("setup", *arguments).code == ExitCode.USAGE
