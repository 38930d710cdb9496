import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from wellread import __version__
from wellread.cli import program as program_module
from wellread.cli.exits import ExitCode, in_words
from wellread.cli.program import COMMANDS, Program, program
from wellread.publishing.errors import NotReviewedError
from wellread.review.errors import KeyMissingError
from wellread.settings import environment

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.fixture
def failing(monkeypatch):
    """Let the command `tick` raise what a test chooses."""

    def fail_with(error):
        @click.command()
        def command():
            raise error

        monkeypatch.setattr(Program, "get_command", lambda self, context, name: command)

    return fail_with


def test_help_names_every_command_with_its_line(wellread):
    ended = wellread("--help")

    told = " ".join(ended.output.split())
    assert ended.code == 0
    assert all(f"{name} {place.summary}" in told for name, place in COMMANDS.items())


def test_help_does_not_load_django():
    code = "import sys; from wellread.cli.program import run; run(['--help']); print('wagtail' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "False"


@pytest.mark.django_db
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, wellread, monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))

    ended = wellread(name, "--help")

    assert ended.code == 0
    assert f"Usage: wellread {name}" in ended.output


def test_the_version_is_told(wellread):
    assert wellread("--version").output == f"Wellread, version {__version__}\n"


def test_an_unknown_command_is_a_usage_error(wellread):
    ended = wellread("pubish")

    assert ended.code == ExitCode.USAGE
    assert "pubish" in ended.errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotReviewedError("Nobody signed."), ExitCode.REFUSED),
        (ValidationError({"slug": ["Taken."]}), ExitCode.REFUSED),
        (KeyMissingError("No key."), ExitCode.BROKEN),
        (OperationalError("disk I/O error"), ExitCode.BROKEN),
        (PermissionError(13, "Permission denied", "/srv/home"), ExitCode.BROKEN),
        (KeyboardInterrupt(), ExitCode.STOPPED),
        (click.Abort(), ExitCode.STOPPED),
    ],
)
def test_an_expected_failure_is_a_sentence_and_a_code(error, code, failing, wellread):
    failing(error)

    ended = wellread("tick")

    assert ended.code == code
    assert "Traceback" not in ended.errors
    assert ended.errors.strip()


def test_an_unexpected_failure_is_not_hidden(failing, wellread):
    failing(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        wellread("tick")


def test_a_missing_permission_names_the_file():
    error = in_words(PermissionError(13, "Permission denied", "/srv/home"))

    assert error.message == "/srv/home: Permission denied."


def test_a_refused_field_is_told_in_words():
    assert in_words(ValidationError({"slug": ["Taken."]})).message == "Taken."


def test_a_bad_setting_stops_every_command(monkeypatch, wellread):
    problem = environment.Problem("settings.E007", 'WELLREAD_REGION is "XX", not a country.', "Give a country.")
    monkeypatch.setattr(environment, "problems", [problem])

    for name in COMMANDS:
        if name not in {"doctor", "demo"}:
            ended = wellread(name)
            assert ended.code == ExitCode.BROKEN
            assert ended.errors == f"Error: {problem.sentence} {problem.hint} (settings.E007)\n"


def test_an_unknown_setting_is_told_and_the_command_goes_on(monkeypatch, wellread, prepared_home):
    monkeypatch.setenv("WELLREAD_PUBLIC_ULR", "https://example.org")

    ended = wellread("tick")

    assert ended.code == ExitCode.DONE
    assert "WELLREAD_PUBLIC_ULR is set, but Wellread knows no such setting." in ended.errors


def test_who_reads_only_the_beginning_of_the_output_gets_no_traceback():
    command = f"{sys.executable} -m wellread --help | true"

    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr


def test_the_document_describes_every_command_and_option(monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    rows = dict(
        re.findall(
            r"^\| `wellread ([a-z]+(?: (?:import|export|verify|due|remind|reset-second-factor))?)([^`]*)` \|",
            DOCUMENT,
            re.MULTILINE,
        )
    )

    described = {name: set(re.findall(r"--[a-z-]+", row)) for name, row in rows.items()}

    assert described == {name: _options(command) for name, command in _commands()}


def test_the_document_gives_every_command_the_summary_of_the_help():
    told = " ".join(DOCUMENT.split())

    assert [name for name, place in COMMANDS.items() if place.summary.removesuffix(".") not in told] == []


def test_the_document_lists_every_exit_code():
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", DOCUMENT, re.MULTILINE)}

    assert listed == {int(code) for code in ExitCode}


def _commands():
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", one) for inner, one in command.commands.items())
        else:
            yield name, command


def _options(command):
    """Return the options that the program itself has; those that a library's facets add are data."""
    return {
        option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts
    } - {"--help"}


def test_main_ends_the_process_with_the_code(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["wellread", "--version"])

    with pytest.raises(SystemExit) as ended:
        program_module.main()

    assert ended.value.code == 0
