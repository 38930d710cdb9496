"""The one program: finds a command, makes Django ready for it, and ends with a code that scripts can rely on."""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import click
import django
from django.core.checks import CheckMessage

from wellread import __version__
from wellread.cli.exits import BREAKAGES, REFUSALS, BrokenInstallationError, ExitCode, in_words
from wellread.cli.settings_check import settings_messages


@dataclass(frozen=True)
class CommandPlace:
    """Where a command's code is, and the line that `--help` has for it; loading it takes a second.

    `environment` is set whatever stood there, `defaults` only where the operator said nothing.
    """

    module: str
    summary: str
    environment: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


COMMANDS = {
    "demo": CommandPlace(
        "wellread.cli.demo",
        "Set up, load the sample library, and serve it on this machine.",
        environment={"WELLREAD_SAMPLE": "true"},
        defaults={"WELLREAD_MAIL_URL": "console:"},
    ),
    "setup": CommandPlace("wellread.cli.setup", "Make the database, the keys and the first administrator."),
    "import": CommandPlace("wellread.cli.import_articles", "Bring articles in from files."),
    "export": CommandPlace("wellread.cli.export", "Write the whole library as JSON Lines."),
    "publish": CommandPlace("wellread.cli.publish", "Publish an article's latest draft."),
    "withdraw": CommandPlace("wellread.cli.withdraw", "Take an article from readers, who are told why."),
    "search": CommandPlace("wellread.cli.search", "Search what readers can see: articles, counts, answers."),
    "vocabulary": CommandPlace("wellread.cli.vocabulary", "Import or export facets and terms as CSV."),
    "review": CommandPlace("wellread.cli.review", "Check the ledger, list what is due, and send reminders."),
    "account": CommandPlace("wellread.cli.account", "Help somebody back in who has lost a second factor."),
    "backup": CommandPlace("wellread.cli.backup", "Write database, media and keys into one file."),
    "restore": CommandPlace("wellread.cli.restore", "Bring a backup back."),
    "reindex": CommandPlace("wellread.cli.reindex", "Build the search index anew, then swap it in."),
    "tick": CommandPlace(
        "wellread.cli.tick", "Do once what the clock asks for: publish, expire, remind, keep the index."
    ),
    "serve": CommandPlace("wellread.cli.serve", "Run the production server."),
    "bench": CommandPlace("wellread.cli.bench", "Measure how fast this machine finds, against other ways to search."),
    "evaluate": CommandPlace(
        "wellread.cli.evaluate", "Measure how well what is found is put in order, on judged questions."
    ),
    "doctor": CommandPlace("wellread.cli.doctor", "Say what is wrong with this installation, and how to mend it."),
}
CHECKS_SETTINGS_ITSELF = "doctor"


class Program(click.Group):
    """Loads a command only when it is asked for, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellread.settings.production")
        os.environ.update(place.environment)
        for name, value in place.defaults.items():
            os.environ.setdefault(name, value)
        django.setup()
        command: click.Command = importlib.import_module(place.module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.summary) for name, place in COMMANDS.items()])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="Wellread")
@click.pass_context
def program(context: click.Context) -> None:
    """Wellread publishes medically reviewed health information.

    Everything lives in one folder, WELLREAD_HOME (./var unless the environment says otherwise).
    Each command explains itself: wellread COMMAND --help
    """
    if context.invoked_subcommand != CHECKS_SETTINGS_ITSELF:
        check_settings()


def check_settings() -> None:
    """Print warnings about the environment; raise BrokenInstallationError for values that cannot be used."""
    messages = settings_messages()
    for message in messages:
        if not message.is_serious():
            click.echo(in_a_line(message), err=True)
    serious = [in_a_line(message) for message in messages if message.is_serious()]
    if serious:
        raise BrokenInstallationError("\n".join(serious))


def in_a_line(message: CheckMessage) -> str:
    return f"{message.msg} {message.hint} ({message.id})"


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an expected failure becomes one sentence on standard error."""
    try:
        code = program.main(args=list(arguments), prog_name="wellread", standalone_mode=False)
    except click.Abort:
        # Click makes one of Ctrl-C, wherever it comes.
        click.echo("Stopped.", err=True)
        return ExitCode.STOPPED
    except (*REFUSALS, *BREAKAGES) as error:
        return _failed(in_words(error))
    except click.ClickException as error:
        return _failed(error)
    return code if isinstance(code, int) else ExitCode.DONE


def _failed(error: click.ClickException) -> int:
    error.show()
    return int(error.exit_code)


def main() -> None:
    sys.exit(run(sys.argv[1:]))
