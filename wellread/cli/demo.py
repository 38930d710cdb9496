"""`wellread demo`: everything at once, for this machine only."""

import os

import click
from django.conf import settings
from django.contrib.auth import get_user_model

from wellread.articles.models import Article
from wellread.cli.demo_accounts import accounts_file, keep_accounts
from wellread.cli.exits import RefusedError
from wellread.cli.home import home, prepare
from wellread.cli.sample_library import begin_sample_review, load_sample_library
from wellread.cli.serve import check_free, port_option, serve, workers_option
from wellread.cli.terminal import tell
from wellread.vocabulary.languages import language_codes

HOST = "127.0.0.1"
# Its passwords stand in the terminal, and only this machine can open it: a phone beside it would only be in the way.
_FOR_A_DEMO = {"WELLREAD_MAIL_URL": "console:", "WELLREAD_SECOND_FACTOR": "off"}


@click.command()
@port_option
@workers_option
@click.option("--no-serve", is_flag=True, help="Load the sample library, print the accounts, and end.")
def command(port: int, workers: int, no_serve: bool) -> None:
    """Set up a home, load the sample library into it, make demo accounts, and serve it.

    Only this machine can open it. Running it again keeps everything that is there.
    """
    if not no_serve:
        check_free(HOST, port)
    prepare()
    _refuse_a_real_library()
    if not accounts_file().exists() or not Article.objects.filter(source_id__startswith="sample:").exists():
        load_sample_library()
    passwords = keep_accounts()
    users = get_user_model().objects
    begin_sample_review(writer=users.get(username="writer"), editor=users.get(username="editor"))
    address = f"http://{HOST}:{port}"
    _introduce(address, passwords)
    if not no_serve:
        tell(f"It listens to {HOST} only: no other machine can open it.")
        if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            tell("Mail goes nowhere: invitations, codes and reminders are shown here.")
        if "WELLREAD_PUBLIC_URL" not in os.environ:
            # Reminders are written in this process, which cannot know the port before.
            settings.WELLREAD_PUBLIC_URL = address
        serve(
            HOST,
            port,
            workers,
            environment=_FOR_A_DEMO | {"WELLREAD_PUBLIC_URL": address} | _set_by_operator(),
        )


def _refuse_a_real_library() -> None:
    """Sample articles and known accounts do not belong into a library that people work in."""
    if accounts_file().exists():
        return
    own_articles = Article.objects.exclude(source_id__startswith="sample:").exists()
    if own_articles and get_user_model().objects.exists():
        raise RefusedError(
            f"{home()} holds a library that people work in. Name another folder for the demo: "
            "WELLREAD_HOME=/tmp/demo wellread demo"
        )


def _set_by_operator() -> dict[str, str]:
    return {name: os.environ[name] for name in ("WELLREAD_PUBLIC_URL", *_FOR_A_DEMO) if name in os.environ}


def _introduce(address: str, passwords: dict[str, str]) -> None:
    others = [code for code in language_codes() if code != settings.LANGUAGE_CODE]
    pages = [
        ("Library", "/"),
        *((f"Library ({code})", f"/{code}/") for code in others),
        ("Admin", "/admin/"),
        ("API", "/api/v1/articles"),
    ]
    click.echo("\nA sample library: invented people, and no medical advice.\n")
    for name, path in pages:
        click.echo(f"  {name:14} {address}{path}")
    click.echo("\nAccounts for the admin:\n")
    for username, password in passwords.items():
        click.echo(f"  {username:14} {password or '(was there before; its password is its own)'}")
    click.echo(f"\nThe passwords stand in {accounts_file()} as well.\n")
