"""The shape of a backup: one compressed tar file with the parts of a home, and last a manifest of them all."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
DATABASE = "library.sqlite3"
KEYS = "keys"
LEDGER = "ledger"
ACCOUNTS = "demo-accounts.txt"
PARTS = (DATABASE, "media", "frozen", KEYS, LEDGER, ACCOUNTS)
"""What a backup holds. Static files are collected again; everything else in a home is made anew."""

PRIVATE = {DATABASE, KEYS, ACCOUNTS}


@dataclass(frozen=True)
class StoredFile:
    """What the manifest says of one file."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, and of which library; `ledger_head` is the hash of its last entry, empty for none."""

    wellread: str
    made_at: str
    library_id: str
    last_change: int
    ledger_entries: int
    ledger_head: str
    files: Mapping[str, StoredFile]
    format: int = FORMAT


def manifest_from_json(values: dict[str, Any]) -> Manifest:
    """Return the manifest; raise KeyError, TypeError or ValueError if the values are none."""
    files = {str(name): StoredFile(str(one["sha256"]), int(one["bytes"])) for name, one in values["files"].items()}
    known = {name: values[name] for name in Manifest.__dataclass_fields__ if name != "files"}
    return Manifest(**known, files=files)


def belongs_in_a_backup(name: str) -> bool:
    """Return whether a file of this name may come out of a backup: inside one of the parts, nowhere else."""
    path = PurePosixPath(name)
    inside = path.parts and path.parts[0] in PARTS and ".." not in path.parts
    return bool(inside) and str(path) == name and "\\" not in name and "\0" not in name


class HashingReader:
    """A file that remembers the SHA-256 of what was read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        piece = self._file.read(size)
        self._digest.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
