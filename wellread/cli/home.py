"""The home: the one folder with database, media and keys. Make what it lacks, or say what that is."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wellread.articles.libraries import ensure_libraries
from wellread.articles.models import Library
from wellread.cli import static_files
from wellread.cli.archive import DATABASE
from wellread.cli.exits import BrokenInstallationError
from wellread.cli.locks import SETUP, lock
from wellread.cli.terminal import tell, waiting
from wellread.discovery import starter
from wellread.indexing.errors import EngineError
from wellread.indexing.library import engine_here, fault_of, index_folder, wanted_state
from wellread.indexing.rebuilding import rebuild
from wellread.publishing.groups import install_groups
from wellread.review.keys import key_file, make_key, pin_key, pins_file
from wellread.review.models import LedgerEntry
from wellread.review.policies import install_starter_policies
from wellread.settings.environment import values
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Facet
from wellread.vocabulary.table import load_starter


def home() -> Path:
    return Path(settings.WELLREAD_HOME)


def secret_key_file() -> Path:
    return Path(settings.WELLREAD_KEYS) / "secret-key"


def database_file() -> Path:
    return home() / DATABASE


def prepare() -> list[str]:
    """Make everything that the home lacks, keep everything that it has, and return what was made."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock(SETUP, wait=True):
        return list(_prepare())


def _prepare() -> Iterator[str]:
    _refuse_interrupted_restore()
    secret_key_file().parent.mkdir(mode=0o700, exist_ok=True)
    if _keep_secret_key():
        yield f"the secret key, {secret_key_file()}"
    pending = pending_migrations()
    if pending:
        with waiting("Preparing the database"):
            call_command("migrate", verbosity=0, interactive=False)
        yield f"the database, {database_file()}: {pending} migrations"
    _refuse_lost_ledger_key()
    if make_key():
        yield f"the ledger key, {key_file()}"
    if pin_key():
        yield f"the public key to check the ledger with, {pins_file()}"
    if len(language_codes()) > Library.objects.count():
        ensure_libraries()
        yield f"a library for each language: {', '.join(language_codes())}"
    install_groups()
    if not Facet.objects.exists():
        with waiting("Loading the starter vocabulary"):
            terms = load_starter()
        yield f"the starter vocabulary: {terms} terms"
        yield f"policies for {install_starter_policies()} topics whose articles are reviewed more often"
    if starter.starter_is_wanted():
        equivalents, cards = starter.load_starter()
        yield f"the words that mean the same: {equivalents} pairs, and {cards} crisis cards"
    if static_files.collect_if_changed():
        yield f"the static files, {settings.STATIC_ROOT}"
    yield from _make_index()


def _make_index() -> Iterator[str]:
    """Build the index if there is none, or none of this library and version. Nothing else depends on it."""
    engine = engine_here()
    if not fault_of(engine):
        return
    try:
        with waiting("Building the index"):
            built = rebuild(engine, wanted_state())
        yield f"the index, {index_folder()}: {sum(built.articles.values())} articles"
    except (EngineError, OSError) as error:
        tell(f"The index could not be built. {error} Readers search the database meanwhile.")


def missing_parts() -> list[str]:
    """Return what `prepare` would have to make before a command can work here; empty for a prepared home."""
    if not database_exists():
        return [f"the database, {database_file()}"]
    missing = []
    if not values["WELLREAD_SECRET_KEY"] and not secret_key_file().exists():
        missing.append(f"the secret key, {secret_key_file()}")
    if not key_file().exists():
        missing.append(f"the ledger key, {key_file()}")
    if not pins_file().exists():
        missing.append(f"the public key to check the ledger with, {pins_file()}")
    pending = pending_migrations()
    if pending:
        return [*missing, f"{pending} migrations of the database"]
    if len(language_codes()) > Library.objects.count():
        missing.append("a library for each language")
    return missing


def require_prepared(*, to_serve: bool = False) -> None:
    """Raise BrokenInstallationError, naming what is missing, unless the home is prepared."""
    missing = missing_parts()
    if to_serve and static_files.changed():
        missing.append(f"the static files of this version, {settings.STATIC_ROOT}")
    if missing:
        raise BrokenInstallationError(f"{home()} is not prepared. Missing: {'; '.join(missing)}. Run: wellread setup")


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def database_exists() -> bool:
    # Opening an SQLite database that is not there would make an empty one.
    in_memory = "mode=memory" in str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or in_memory or database_file().exists()


def _keep_secret_key() -> bool:
    """Write down the key that this process made up when its settings loaded, unless the home has one."""
    if values["WELLREAD_SECRET_KEY"] or secret_key_file().exists():
        return False
    write_private_file(secret_key_file(), settings.SECRET_KEY)
    return True


def interrupted_restores() -> list[Path]:
    """Return the folders in which a restore that was killed left the library that it was replacing."""
    return sorted(home().glob(".restore-*/old"))


def _refuse_interrupted_restore() -> None:
    if interrupted_restores() and not database_exists():
        folders = ", ".join(map(str, interrupted_restores()))
        raise BrokenInstallationError(f"A restore was interrupted. Move what lies in {folders} back to {home()}.")


def _refuse_lost_ledger_key() -> None:
    """A new key beside an old ledger would hide that the old signatures can no longer be checked."""
    if not key_file().exists() and LedgerEntry.objects.exists():
        raise BrokenInstallationError(
            f"The ledger has entries, but the key that signed them is gone: {key_file()}. Bring it back from a backup."
        )


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first moment; replaces one that is there."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    beside.rename(path)
