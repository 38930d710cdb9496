"""`wellread setup`: make the home, and the first administrator. Running it again keeps everything."""

import sys
from pathlib import Path

import click
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from wellread.cli.home import home, prepare
from wellread.cli.terminal import json_option, print_json, tell

ADD_LATER = "wellread setup --username NAME --password-file FILE"


@click.command()
@click.option("--username", help="What the first administrator signs in with.")
@click.option("--email", default="", help="The administrator's e-mail address.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A file whose first line is the password; - reads standard input.",
)
@json_option
def command(username: str | None, email: str, password_file: Path | None, as_json: bool) -> None:
    """Make the database, the keys, the starter vocabulary and the first administrator.

    Run it again after every upgrade: it brings the database up to date and keeps all that is there.
    """
    if password_file and not username:
        raise click.UsageError("--password-file needs --username.")
    made = prepare()
    for one in made:
        tell(f"Made {one}")
    if not made:
        tell(f"{home()} has all it needs.")
    administrator = _administrator(username, email, password_file)
    if as_json:
        print_json({"home": str(home()), "made": made, "administrator": administrator})


def _administrator(username: str | None, email: str, password_file: Path | None) -> str | None:
    """Make the administrator that was asked for, or ask for one if there is none; return the name if made."""
    users = get_user_model().objects
    if username and users.filter(username=username).exists():
        tell(f"There is an account {username} already; it stays as it is.")
        return None
    if username:
        return _make_administrator(username, email, _password(username, email, password_file))
    if users.filter(is_superuser=True, is_active=True).exists():
        return None
    if not sys.stdin.isatty():
        tell(f"There is no administrator yet. To add one: {ADD_LATER}")
        return None
    username = click.prompt("Username of the first administrator", default="administrator", err=True)
    email = email or click.prompt("E-mail address (may stay empty)", default="", show_default=False, err=True)
    return _make_administrator(username, email, _password(username, email, None))


def _password(username: str, email: str, file: Path | None) -> str:
    if file:
        with click.open_file(str(file), encoding="utf-8") as opened:
            lines = opened.read().splitlines()
        return _strong(lines[0] if lines else "", username, email)
    if not sys.stdin.isatty():
        raise click.UsageError("Without a terminal, give the password with --password-file.")
    while True:
        try:
            return _strong(
                click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True), username, email
            )
        except click.UsageError as error:
            tell(error.message)


def _strong(password: str, username: str, email: str) -> str:
    """Return the password, or raise UsageError with what is wrong with it."""
    try:
        validate_password(password, get_user_model()(username=username, email=email))
    except ValidationError as error:
        raise click.UsageError(" ".join(error.messages)) from error
    return password


def _make_administrator(username: str, email: str, password: str) -> str:
    get_user_model().objects.create_superuser(username=username, email=email, password=password)
    tell(f"Made the administrator {username}, who signs in at /admin/")
    return username
