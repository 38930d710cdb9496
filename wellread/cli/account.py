"""`wellread account`: help somebody back in who has lost a second factor."""

import click
from django.contrib.auth import get_user_model

from wellread.accounts.resetting import reset_second_factor
from wellread.cli.exits import RefusedError
from wellread.cli.home import require_prepared


@click.group()
def command() -> None:
    """Help people back into their accounts. Everything else about accounts is in the admin."""


@command.command("reset-second-factor")
@click.argument("username")
def reset(username: str) -> None:
    """Remove the second factor of USERNAME, with its recovery codes, and end every session of that account.

    The next sign-in asks for the password alone, and leads to a new second factor where the account must have one.
    """
    require_prepared()
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise RefusedError(f"There is no account {username}.")
    if reset_second_factor(user):
        click.echo(f"{username} signs in with the password alone once, and sets up a new second factor.")
    else:
        click.echo(f"{username} had no second factor; every session of the account has ended.")
