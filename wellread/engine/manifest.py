"""The manifest: which files make up the index, what each must hold, and how far the index has come."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wellread.engine.errors import DamagedIndexError, NoIndexError


@dataclass(frozen=True)
class StoredFile:
    """What one file must be: its length, and the CRC-32 of its bytes."""

    size: int
    checksum: int


@dataclass(frozen=True)
class Folder:
    """The folder of one language and all files that count in it."""

    name: str
    files: Mapping[str, StoredFile]


@dataclass(frozen=True)
class Manifest:
    """One whole state of the index. `number` grows with each state and names its folders."""

    format: str
    library: str
    change: int
    number: int
    folders: Mapping[str, Folder]


def manifest_to_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as JSON below a line with its own checksum."""
    text = json.dumps(asdict(manifest), sort_keys=True).encode()
    return _checksum(text) + b"\n" + text + b"\n"


def manifest_from_bytes(content: bytes, *, wanted_format: str) -> Manifest:
    """Return the manifest; raise DamagedIndexError if it is not as written, NoIndexError for another format."""
    checksum, _, text = content.partition(b"\n")
    text = text.removesuffix(b"\n")
    if checksum != _checksum(text):
        raise DamagedIndexError("The manifest of the index is not what was written.")
    values = json.loads(text)
    if values["format"] != wanted_format:
        raise NoIndexError(f"The index has the format {values['format']}; this version reads {wanted_format}.")
    return Manifest(**(values | {"folders": {code: _folder(one) for code, one in values["folders"].items()}}))


def _folder(values: Mapping[str, Any]) -> Folder:
    return Folder(values["name"], {name: StoredFile(**one) for name, one in values["files"].items()})


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()
