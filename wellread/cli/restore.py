"""`wellread restore FILE.tar.gz`: a backup becomes this home's library, or nothing changes."""

import gzip
import json
import shutil
import sqlite3
import tarfile
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from wellread.cli.archive import (
    DATABASE,
    FORMAT,
    KEYS,
    MANIFEST,
    PARTS,
    PRIVATE,
    HashingReader,
    Manifest,
    StoredFile,
    belongs_in_a_backup,
    manifest_from_json,
)
from wellread.cli.database_state import give_new_id, is_sound, read_state
from wellread.cli.exits import BrokenInstallationError, RefusedError
from wellread.cli.home import home, prepare
from wellread.cli.locks import SERVE, TICK, lock
from wellread.cli.terminal import json_option, print_json, progress_of_bytes, tell
from wellread.review.keys import key_file

LARGEST_MANIFEST_BYTES = 200_000_000
_PIECE_BYTES = 1 << 20
_SQLITE_COMPANIONS = (f"{DATABASE}-wal", f"{DATABASE}-shm")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the library that this home holds. It is gone afterwards.")
@json_option
def command(file: Path, force: bool, as_json: bool) -> None:
    """Bring back what `wellread backup` wrote to FILE.

    Everything in FILE is checked before anything in the home changes. Stop the server first.
    """
    if connection.vendor != "sqlite":
        raise BrokenInstallationError("This command restores SQLite. Bring PostgreSQL back with pg_restore.")
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    if holds_a_library() and not force:
        raise RefusedError(f"{home()} holds a library already. To replace it for good, add --force.")
    with lock(SERVE) as not_serving, lock(TICK) as not_ticking:
        if not (not_serving and not_ticking):
            raise RefusedError(f"A server or a tick is using {home()}. Stop it first.")
        manifest, library_id = restore(file)
    tell(f"The library has a new id, {library_id}: whoever follows its changes starts anew.")
    if as_json:
        print_json({"home": str(home()), "files": len(manifest.files), "made_at": manifest.made_at,
                    "last_change": manifest.last_change, "library_id": library_id})  # fmt: skip
    else:
        click.echo(f"Restored {len(manifest.files)} files of {manifest.made_at} to {home()}")


def holds_a_library() -> bool:
    places = [home() / part for part in PARTS]
    return any(path.is_file() for place in places for path in [place, *place.rglob("*")])


def restore(file: Path) -> tuple[Manifest, str]:
    """Replace the home's parts by those of the backup; raise RefusedError, with the old home whole, if it is bad."""
    folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=home()))
    try:
        manifest = _unpack(file, folder / "new")
        library_id = uuid.uuid4()
        give_new_id(folder / "new" / DATABASE, library_id.hex)
        with _swapped(folder / "new", folder / "old"):
            prepare()
    finally:
        # If something of the old library could not be put back, it stays in that folder rather than go.
        if not any((folder / "old").glob("*")) or holds_a_library():
            shutil.rmtree(folder)
    return manifest, str(library_id)


def _unpack(file: Path, folder: Path) -> Manifest:
    """Write the backup's files below the folder and check them all."""
    try:
        found, manifest = _extract(file, folder)
        _compare(found, manifest)
        _check_database(folder / DATABASE, manifest)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, sqlite3.DatabaseError, UnicodeError) as error:
        raise RefusedError(f"{file} is damaged, or no backup of Wellread: {error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(f"{file} is damaged, or no backup of Wellread: its manifest cannot be read.") from error
    return manifest


def _extract(file: Path, folder: Path) -> tuple[dict[str, StoredFile], Manifest]:
    """Return what lies in the archive and what its manifest says; tarfile's own extraction is not needed."""
    found: dict[str, StoredFile] = {}
    text = b""
    with (
        file.open("rb") as source,
        progress_of_bytes("Checking the backup", total=file.stat().st_size) as advance,
        tarfile.open(fileobj=source, mode="r|gz") as archive,
    ):
        read_bytes = 0
        for member in archive:
            advance(source.tell() - read_bytes)
            read_bytes = source.tell()
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or not (member.name == MANIFEST or belongs_in_a_backup(member.name)):
                raise RefusedError(f"{file} holds “{member.name}”, which no backup of Wellread does.")
            if member.name == MANIFEST:
                text = content.read(LARGEST_MANIFEST_BYTES)
            elif member.name in found:
                raise RefusedError(f"{file} holds “{member.name}” twice.")
            else:
                found[member.name] = _write(content, folder / member.name)
    if not text:
        raise RefusedError(f"{file} is cut off, or no backup of Wellread: it has no manifest.")
    return found, manifest_from_json(json.loads(text))


def _write(content: IO[bytes], path: Path) -> StoredFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    reader = HashingReader(content)
    with path.open("xb") as target:
        shutil.copyfileobj(reader, target, _PIECE_BYTES)
    return StoredFile(reader.sha256, path.stat().st_size)


def _compare(found: dict[str, StoredFile], manifest: Manifest) -> None:
    if manifest.format > FORMAT:
        raise RefusedError(f"This backup was made by Wellread {manifest.wellread}. Install that version first.")
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise RefusedError(f"The backup is damaged: {name} is not the file that the manifest names.")
    if DATABASE not in found:
        raise RefusedError("The backup is damaged: it holds no database.")


def _check_database(file: Path, manifest: Manifest) -> None:
    state = read_state(file)
    if not is_sound(file):
        raise RefusedError("The backup is damaged: SQLite finds its database broken.")
    if (state.ledger_entries, state.ledger_head) != (manifest.ledger_entries, manifest.ledger_head):
        raise RefusedError("The backup is damaged: its ledger does not end where the manifest says.")
    if state.ledger_entries and f"{KEYS}/{key_file().name}" not in manifest.files:
        raise RefusedError("The backup holds a ledger but not the key that signed it. Restore another one.")
    unknown = state.migrations - MigrationLoader(None).disk_migrations.keys()
    if unknown:
        raise RefusedError(f"This backup was made by Wellread {manifest.wellread}. Install that version first.")


@contextmanager
def _swapped(new: Path, old: Path) -> Iterator[None]:
    """Put the new parts in place for the block; if it raises, the old ones come back."""
    connections.close_all()
    old.mkdir()
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        if source.exists():
            source.rename(target)
            moved.append((target, source))

    try:
        for part in (*PARTS, *_SQLITE_COMPANIONS):
            move(home() / part, old / part)
        _make_private(new)
        for part in PARTS:
            move(new / part, home() / part)
        yield
    except BaseException:
        connections.close_all()
        for companion in _SQLITE_COMPANIONS:
            (home() / companion).unlink(missing_ok=True)
        _move_back(moved)
        raise


def _move_back(moved: list[tuple[Path, Path]]) -> None:
    """Undo the moves, last first; what was made in the meantime gives way to what was there before."""
    for stands_at, came_from in reversed(moved):
        if came_from.is_dir():
            shutil.rmtree(came_from)
        else:
            came_from.unlink(missing_ok=True)
        stands_at.rename(came_from)


def _make_private(folder: Path) -> None:
    for part in PRIVATE:
        place = folder / part
        if place.is_dir():
            place.chmod(0o700)
        for file in [place] if place.is_file() else place.rglob("*"):
            if file.is_file():
                file.chmod(0o600)
