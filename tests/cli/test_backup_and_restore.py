import gzip
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import uuid
from contextlib import closing

import pytest
from django.db import connection

from tests.factories import make_published
from wellread.cli.archive import belongs_in_a_backup
from wellread.cli.database_state import read_state
from wellread.cli.exits import ExitCode
from wellread.cli.locks import SERVE, lock
from wellread.review.keys import key_file
from wellread.review.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(prepared_home, django_capture_on_commit_callbacks):
    """A home with an article, a picture of each kind, keys, the end of the ledger, and the database as a file."""
    with django_capture_on_commit_callbacks(execute=True):
        make_published(title="A lump in the neck")
    for name in ("media/original_images/cell.png", "frozen/abc.png"):
        (prepared_home / name).parent.mkdir(parents=True)
        (prepared_home / name).write_bytes(os.urandom(2000))
    (prepared_home / "library.sqlite3").write_bytes(connection.connection.serialize())
    return prepared_home


@pytest.fixture
def backup(library, wellread, tmp_path):
    file = tmp_path / "library.tar.gz"
    assert wellread("backup", file).code == ExitCode.DONE
    return file


def contents(home):
    """Return the bytes of everything that a backup holds, but for the database."""
    parts = ("media", "frozen", "keys", "ledger")
    return {path: path.read_bytes() for part in parts for path in (home / part).rglob("*") if path.is_file()}


def rewrite(file, change):
    """Change the files of a backup: `change` takes and returns a dictionary of names and bytes."""
    with tarfile.open(file) as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive}
    with tarfile.open(file, "w:gz") as archive:
        for name, content in change(files).items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def with_manifest(files, /, **changes):
    manifest = json.loads(files["manifest.json"]) | changes
    return files | {"manifest.json": json.dumps(manifest).encode()}


def test_only_the_owner_can_read_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_says_what_it_holds(library, wellread, tmp_path):
    told = json.loads(wellread("backup", tmp_path / "b.tar.gz", "--json").output)

    last = LedgerEntry.objects.order_by("-number").first()
    assert (told["files"], told["ledger_entries"], told["ledger_head"]) == (7, last.number, last.hash)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["b.tar.gz"]


def test_a_backup_takes_the_place_of_an_older_one(backup, wellread):
    backup.write_bytes(b"older")

    assert wellread("backup", backup).code == ExitCode.DONE

    assert tarfile.is_tarfile(backup)


def test_a_backup_needs_a_folder_that_is_there(library, wellread, tmp_path):
    ended = wellread("backup", tmp_path / "nowhere" / "b.tar.gz")

    assert ended.code == ExitCode.USAGE
    assert "There is no folder" in ended.errors


def test_a_wiped_home_comes_back(backup, library, wellread):
    before, state = contents(library), read_state(library / "library.sqlite3")
    for path in [*before, library / "library.sqlite3"]:
        path.unlink()

    ended = wellread("restore", backup, "--json")

    after = read_state(library / "library.sqlite3")
    assert ended.code == ExitCode.DONE
    assert contents(library) == before
    assert key_file().stat().st_mode & 0o777 == 0o600
    assert (after.last_change, after.ledger_entries, after.ledger_head) == (
        state.last_change,
        state.ledger_entries,
        state.ledger_head,
    )


def test_a_restored_library_has_a_new_id(backup, library, wellread):
    before = read_state(library / "library.sqlite3").library_id

    ended = wellread("restore", backup, "--force", "--json")

    after = read_state(library / "library.sqlite3").library_id
    assert after != before
    assert json.loads(ended.output)["library_id"] == str(uuid.UUID(after))
    assert "The library has a new id" in ended.errors


def test_a_library_is_replaced_only_by_force(backup, library, wellread):
    (library / "frozen" / "later.png").write_bytes(b"later")

    refused = wellread("restore", backup)
    kept = (library / "frozen" / "later.png").exists()
    forced = wellread("restore", backup, "--force")

    assert (refused.code, kept, forced.code) == (ExitCode.REFUSED, True, ExitCode.DONE)
    assert not (library / "frozen" / "later.png").exists()
    assert list(library.glob(".restore-*")) == []


def test_nothing_is_restored_under_a_running_server(backup, library, wellread):
    with lock(SERVE, shared=True):
        ended = wellread("restore", backup, "--force")

    assert ended.code == ExitCode.REFUSED
    assert "Stop it first" in ended.errors


DAMAGES = {
    "no backup": lambda file: file.write_bytes(b"Hello"),
    "an empty file": lambda file: file.write_bytes(b""),
    "compressed words": lambda file: file.write_bytes(gzip.compress(b"Hello" * 1000)),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "a changed byte": lambda file: rewrite(file, lambda files: files | {"frozen/abc.png": b"other"}),
    "a missing picture": lambda file: rewrite(
        file, lambda files: {name: one for name, one in files.items() if name != "frozen/abc.png"}
    ),
    "a file too many": lambda file: rewrite(file, lambda files: files | {"media/more.png": b"more"}),
    "no manifest": lambda file: rewrite(
        file, lambda files: {name: one for name, one in files.items() if name != "manifest.json"}
    ),
    "a manifest that is none": lambda file: rewrite(file, lambda files: files | {"manifest.json": b"[]"}),
    "a manifest that is no JSON": lambda file: rewrite(file, lambda files: files | {"manifest.json": b"{"}),
    "a later format": lambda file: rewrite(file, lambda files: with_manifest(files, format=2)),
    "another ledger": lambda file: rewrite(file, lambda files: with_manifest(files, ledger_head="0" * 64)),
    "a way out of the home": lambda file: rewrite(file, lambda files: files | {"../evil": b"evil"}),
    "another way out": lambda file: rewrite(file, lambda files: files | {"media/../../evil": b"evil"}),
    "an absolute path": lambda file: rewrite(file, lambda files: files | {"/evil": b"evil"}),
    "something that is no part": lambda file: rewrite(file, lambda files: files | {"static/evil.js": b"evil"}),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_the_home_stays_whole(damage, backup, library, wellread, tmp_path):
    before, database = contents(library), (library / "library.sqlite3").read_bytes()
    DAMAGES[damage](backup)

    ended = wellread("restore", backup, "--force")

    assert ended.code == ExitCode.REFUSED
    assert "Traceback" not in ended.errors
    assert contents(library) == before
    assert (library / "library.sqlite3").read_bytes() == database
    assert list(library.glob(".restore-*")) == []
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_in_a_backup_is_refused(backup, library, wellread):
    with tarfile.open(backup, "w:gz") as archive:
        info = tarfile.TarInfo("media/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)

    assert wellread("restore", backup, "--force").code == ExitCode.REFUSED


def test_a_backup_of_a_later_version_is_refused(backup, library, wellread, tmp_path):
    def from_the_future(files):
        file = tmp_path / "future.sqlite3"
        file.write_bytes(files["library.sqlite3"])
        with closing(sqlite3.connect(file)) as database, database:
            database.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('review', '0099', '2030-01-01')"
            )
        return files | {"library.sqlite3": file.read_bytes()}

    rewrite(backup, from_the_future)
    rewrite(backup, lambda files: with_manifest(files, files=_checksums(files)))

    ended = wellread("restore", backup, "--force")

    assert ended.code == ExitCode.REFUSED
    assert "Install that version first" in ended.errors


def _checksums(files):
    return {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
        if name != "manifest.json"
    }


def test_a_ledger_without_its_key_is_refused(backup, library, wellread):
    def without_ledger_key(files):
        kept = {name: one for name, one in files.items() if name != "keys/ledger-key.json"}
        return with_manifest(kept, files=_checksums(kept))

    rewrite(backup, without_ledger_key)

    ended = wellread("restore", backup, "--force")

    assert ended.code == ExitCode.REFUSED
    assert "not the key that signed it" in ended.errors


def test_the_old_library_comes_back_when_the_new_one_cannot_be_prepared(backup, library, wellread):
    (library / "frozen" / "later.png").write_bytes(b"later")
    before, database = contents(library), (library / "library.sqlite3").read_bytes()
    # A folder where the mark of the collected files should be cannot be written.
    (library / "static-fingerprint").mkdir()

    ended = wellread("restore", backup, "--force")

    assert ended.code == ExitCode.BROKEN
    assert contents(library) == before
    assert (library / "library.sqlite3").read_bytes() == database
    assert list(library.glob(".restore-*")) == []


@pytest.mark.parametrize("name", ["media/a/b.png", "library.sqlite3", "keys/secret-key", "demo-accounts.txt"])
def test_what_a_home_holds_belongs_in_a_backup(name):
    assert belongs_in_a_backup(name)


@pytest.mark.parametrize(
    "name", ["", ".", "/media/a", "media/../x", "media//a", "media/./a", "static/a", "a\\b", "media/a\0"]
)
def test_nothing_else_belongs_in_a_backup(name):
    assert not belongs_in_a_backup(name)


def test_what_was_made_in_the_meantime_gives_way_to_what_was_there_before(backup, library, wellread, monkeypatch):
    before, database = contents(library), (library / "library.sqlite3").read_bytes()

    def fail_late():
        (library / "keys" / "made-anew").write_bytes(b"new")
        (library / "media" / "made-anew").write_bytes(b"new")
        raise OSError("the disk is full")

    monkeypatch.setattr("wellread.cli.restore.prepare", fail_late)
    wellread("restore", backup, "--force")

    assert contents(library) == before
    assert (library / "library.sqlite3").read_bytes() == database
    assert not list(library.glob(".restore-*"))
