"""Ask an SQLite file, not the running installation, which library it holds and how far that has come."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DatabaseState:
    """What tells one state of a library from another; `ledger_head` is the hash of the last entry."""

    library_id: str
    last_change: int
    ledger_entries: int
    ledger_head: str
    migrations: frozenset[tuple[str, str]]


def read_state(file: Path) -> DatabaseState:
    """Return the state of the database in a file; raise sqlite3.DatabaseError if it holds none of Wellread's."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        library = database.execute("SELECT library_id, last_change FROM publishing_librarystate ORDER BY id").fetchone()
        entries = database.execute("SELECT count(*) FROM review_ledgerentry").fetchone()[0]
        head = database.execute("SELECT hash FROM review_ledgerentry ORDER BY number DESC LIMIT 1").fetchone()
        migrations = database.execute("SELECT app, name FROM django_migrations").fetchall()
    library_id, last_change = library or ("", 0)
    return DatabaseState(library_id, last_change, entries, head[0] if head else "", frozenset(migrations))


def is_sound(file: Path) -> bool:
    """Return whether SQLite finds nothing wrong in the file."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        return bool(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def give_new_id(file: Path, library_id: str) -> None:
    """Make the library in a file another one, so that whoever follows its changes starts anew."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE publishing_librarystate SET library_id = ?", [library_id])
