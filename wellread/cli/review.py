"""`wellread review`: is everything that was signed as it was written, what is due, and who is told?"""

from dataclasses import asdict

import click

from wellread.cli.exits import BrokenInstallationError
from wellread.cli.home import require_prepared
from wellread.cli.review_due import due, remind_command
from wellread.cli.terminal import json_option, print_json, waiting
from wellread.publishing.models import Publication
from wellread.publishing.verify import verify_editions
from wellread.review.append_only import missing_guards
from wellread.review.models import LedgerEntry
from wellread.review.verify import Fault, verify_ledger, verify_reviews


@click.group()
def command() -> None:
    """Look after reviews and the ledger that remembers them."""


@command.command()
@json_option
def verify(as_json: bool) -> None:
    """Check the whole ledger, every signature, and every current edition against the review it rests on.

    Names the first entry that is altered, missing or out of order, then everything else. Ends with 4 if anything is.
    """
    require_prepared()
    with waiting("Checking the ledger"):
        faults = find_faults()
    entries, editions = LedgerEntry.objects.count(), Publication.objects.current().count()
    if as_json:
        print_json({"well": not faults, "entries": entries, "editions": editions, "faults": [*map(asdict, faults)]})
    else:
        for fault in faults:
            click.echo(fault.sentence)
        if not faults:
            click.echo(f"{entries} ledger entries and {editions} current editions are as they were written.")
    if faults:
        raise BrokenInstallationError(f"{len(faults)} faults. docs/review.md says what to do.")


command.add_command(due)
command.add_command(remind_command)


def find_faults() -> list[Fault]:
    """Return all faults, those of the ledger first."""
    faults = verify_ledger()
    faults += [Fault(0, f"The database does not guard its ledger: {name} is missing.") for name in missing_guards()]
    if not faults:
        # What rests on a ledger that is not as it was written proves nothing.
        faults += verify_reviews()
        faults += [Fault(0, sentence) for sentence in verify_editions()]
    return faults
