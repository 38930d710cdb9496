"""`wellread backup FILE.tar.gz`: the whole library in one file, taken while it is served."""

import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from django.db import connection

from wellread import __version__
from wellread.cli.archive import DATABASE, LEDGER, MANIFEST, PARTS, HashingReader, Manifest, StoredFile
from wellread.cli.database_state import read_state
from wellread.cli.exits import BrokenInstallationError, ExitCode
from wellread.cli.home import database_exists, database_file, home
from wellread.cli.last_backup import note_backup
from wellread.cli.terminal import json_option, print_json, progress, tell, waiting


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_context
def command(context: click.Context, file: Path, as_json: bool) -> None:
    """Write database, media, frozen images and keys to FILE, such as library.tar.gz.

    FILE can read every password hash and sign in the library's name: only its owner can open it, and it belongs
    in a safe place. The server may run meanwhile.
    """
    if connection.vendor != "sqlite":
        raise BrokenInstallationError("This command copies SQLite. Back PostgreSQL up with pg_dump.")
    if not database_exists():
        raise BrokenInstallationError(f"There is no database at {database_file()}. Run: wellread setup")
    if not file.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {file.absolute().parent}.")
    manifest, vanished = write_backup(file)
    note_backup(home())
    for name in vanished:
        tell(f"Skipped {name}, which was deleted meanwhile.")
    if as_json:
        values = asdict(manifest) | {"file": str(file), "bytes": file.stat().st_size, "files": len(manifest.files)}
        print_json(values)
    else:
        click.echo(f"Wrote {len(manifest.files)} files, {file.stat().st_size:,} bytes, to {file}")
    if vanished:
        context.exit(ExitCode.SKIPPED)


def write_backup(file: Path) -> tuple[Manifest, list[str]]:
    """Write the backup under another name, then rename it; return what it holds, and files that went meanwhile."""
    with tempfile.TemporaryDirectory(prefix=".wellread-backup-", dir=file.absolute().parent) as folder:
        snapshot, beside = Path(folder) / DATABASE, Path(folder) / "backup"
        # First, so that it never knows of an entry that the copy of the database does not have.
        copy_ledger_head(Path(folder))
        with waiting("Copying the database"):
            copy_database(database_file(), snapshot)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            with tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as archive:
                found = _write_parts(archive, snapshot)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(file)
    return found


def copy_ledger_head(folder: Path) -> None:
    if (home() / LEDGER).is_dir():
        shutil.copytree(home() / LEDGER, folder / LEDGER, ignore=shutil.ignore_patterns("*.new"))


def copy_database(source: Path, target: Path) -> None:
    """Copy the database as it stands at one moment; those who write meanwhile need not wait."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)


def _write_parts(archive: tarfile.TarFile, snapshot: Path) -> tuple[Manifest, list[str]]:
    # The copy of the database is older than this list, and an image is stored before the row that names it.
    paths = dict(_paths(snapshot))
    files, vanished = {}, []
    with progress("Writing the backup", total=len(paths)) as advance:
        for name, path in paths.items():
            try:
                files[name] = _write_file(archive, path, name)
            except FileNotFoundError:
                vanished.append(name)
            advance()
    manifest = _manifest(snapshot, files)
    text = json.dumps(asdict(manifest), indent=2).encode()
    info = _info(MANIFEST, len(text))
    archive.addfile(info, io.BytesIO(text))
    return manifest, vanished


def _paths(snapshot: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, snapshot
    for part in PARTS[1:]:
        folder = snapshot.parent if part == LEDGER else home()
        place = folder / part
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def _write_file(archive: tarfile.TarFile, path: Path, name: str) -> StoredFile:
    with path.open("rb") as file:
        info = _info(name, os.fstat(file.fileno()).st_size)
        reader = HashingReader(file)
        archive.addfile(info, reader)
    return StoredFile(reader.sha256, info.size)


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    return info


def _manifest(snapshot: Path, files: dict[str, StoredFile]) -> Manifest:
    state = read_state(snapshot)
    return Manifest(
        wellread=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        library_id=state.library_id,
        last_change=state.last_change,
        ledger_entries=state.ledger_entries,
        ledger_head=state.ledger_head,
        files=files,
    )
