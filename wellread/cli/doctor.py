"""`wellread doctor`: what is wrong with this installation, and how to mend it."""

from collections.abc import Iterator
from dataclasses import asdict

import click
from django.db import DatabaseError

from wellread.cli import (
    examine_accounts,
    examine_index,
    examine_library,
    examine_machine,
    examine_reviews,
    examine_safety,
)
from wellread.cli.exits import ExitCode
from wellread.cli.findings import Found, Verdict, wrong
from wellread.cli.settings_check import settings_messages
from wellread.cli.terminal import json_option, print_json
from wellread.indexing.errors import EngineError

_WORDS = {Verdict.OK: "OK    ", Verdict.ADVICE: "ADVICE", Verdict.WRONG: "WRONG "}
_MACHINE = (
    examine_machine.debugging,
    examine_machine.public_address,
    examine_safety.hosts,
    examine_safety.deployment,
    examine_safety.mail,
    examine_safety.own_secret_key,
    examine_machine.home_folder,
    examine_machine.key_files,
    examine_machine.collected_files,
    examine_machine.disk_space,
    examine_safety.backups,
    examine_machine.leaflets,
)
_LIBRARY = (
    examine_library.necessities,
    examine_accounts.second_factors,
    examine_library.editions,
    examine_library.images,
    examine_library.ledger,
    examine_index.index,
    examine_library.clock,
    examine_library.links,
    examine_library.refusals,
    examine_reviews.reminders,
)


@click.command()
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Look at everything that can go wrong; end with 4 if something has."""
    found = []
    for one in examine():
        found.append(one)
        if not as_json:
            click.echo(_in_words(one))
    bad = [one for one in found if one.verdict is Verdict.WRONG]
    if as_json:
        print_json({"well": not bad, "found": [asdict(one) for one in found]})
    else:
        click.echo(f"\nWrong: {len(bad)}." if bad else "\nAll is well.")
    if bad:
        context.exit(ExitCode.BROKEN)


def examine() -> Iterator[Found]:
    """Yield what each examination finds; the library is looked at only where the database can be used."""
    yield from examine_machine.versions()
    messages = settings_messages()
    yield from examine_machine.settings_found(messages)
    if any(message.is_serious() for message in messages):
        # Defaults stand in for the values that cannot be used: what they lead to is somebody else's home.
        return
    for look in _MACHINE:
        yield from look()
    faults = list(examine_library.database())
    yield from faults
    if any(one.verdict is Verdict.WRONG for one in faults):
        return
    for look in _LIBRARY:
        try:
            yield from look()
        except (DatabaseError, OSError, EngineError) as error:
            yield wrong(look.__name__, f"This could not be looked at: {error}.", examine_library.RESTORE)


def _in_words(one: Found) -> str:
    line = f"{_WORDS[one.verdict]} {one.subject}: {one.sentence}"
    return f"{line}\n       {one.mend}" if one.mend else line
