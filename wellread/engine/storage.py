"""The index's folder: states that are written beside the one in use, and become it by the renaming of one file.

    manifest.json       names the folders of the state in use, and what each of their files must be
    en-00000007/        one language of one state; nothing in it is ever written again
    work-*/, build-*/   where a batch or a rebuild works; whatever a killed process left there goes with the next
    damage.txt          why there is no manifest any more
    write.lock, build.lock

A state shares the files that stay the same with the one before it (hard links). Whoever is killed half-way
leaves nothing that anybody reads.
"""

import contextlib
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wellread.engine.errors import DamagedIndexError, NoIndexError
from wellread.engine.locks import held
from wellread.engine.manifest import Folder, Manifest, StoredFile, manifest_from_bytes, manifest_to_bytes

WORK, BUILD = "work-", "build-"
_STATE_FOLDER = re.compile(r"[a-z-]+-(?P<number>\d{8,})")
_PIECE_BYTES = 1 << 20


@dataclass
class Storage:
    """The files of one index. Remembers which ones this process has read whole and found as written."""

    path: Path
    format: str
    _sound: set[tuple[int, int, int, int]] = field(default_factory=set)

    @property
    def manifest_file(self) -> Path:
        return self.path / "manifest.json"

    @property
    def damage_file(self) -> Path:
        return self.path / "damage.txt"

    def folder(self, one: Folder) -> Path:
        return self.path / one.name

    def stamp(self) -> tuple[int, int] | None:
        """Return what is different after each new manifest, None without one; takes a few microseconds."""
        try:
            found = self.manifest_file.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def read(self) -> Manifest:
        """Return the manifest in use; raise NoIndexError or DamagedIndexError if there is none to go by."""
        try:
            content = self.manifest_file.read_bytes()
        except FileNotFoundError:
            raise self._nothing() from None
        return manifest_from_bytes(content, wanted_format=self.format)

    def _nothing(self) -> NoIndexError | DamagedIndexError:
        try:
            return DamagedIndexError(self.damage_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return NoIndexError(f"There is no index in {self.path}.")

    def faults(self, manifest: Manifest, *, again: bool) -> Iterator[str]:
        """Yield a sentence for each file that is missing or is not what was written.

        Files that this process has found sound before, and nobody has touched since, are read `again` only if asked.
        """
        for one in manifest.folders.values():
            for name, wanted in one.files.items():
                fault = self._fault(self.folder(one) / name, wanted, again=again)
                if fault:
                    yield fault

    def _fault(self, file: Path, wanted: StoredFile, *, again: bool) -> str:
        try:
            found = file.stat()
            known = (found.st_ino, found.st_mtime_ns, wanted.size, wanted.checksum)
            if found.st_size != wanted.size:
                return f"{file} has {found.st_size} bytes instead of {wanted.size}."
            if (again or known not in self._sound) and checksum(file) != wanted.checksum:
                self._sound.discard(known)
                return f"{file} is not what was written."
        except FileNotFoundError:
            return f"{file} is missing."
        except OSError as error:
            return f"{file} cannot be read: {error.strerror}."
        self._sound.add(known)
        return ""

    def condemn(self, manifest: Manifest, faults: list[str], *, wait_seconds: float) -> None:
        """Let no process read this state any more; does nothing if another one has taken its place."""
        with self.writing(wait_seconds=wait_seconds), contextlib.suppress(NoIndexError, DamagedIndexError):
            if self.read() == manifest:
                self._replace(self.damage_file, f"The index is damaged. {faults[0]}".encode())
                self.manifest_file.unlink()

    @contextlib.contextmanager
    def writing(self, *, wait_seconds: float) -> Iterator[None]:
        """Be the only one who changes the state in use; raise BusyIndexError if others do for too long."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with held(self.path / "write.lock", wait_seconds=wait_seconds):
            yield

    @contextlib.contextmanager
    def building(self, *, wait_seconds: float) -> Iterator[None]:
        """Be the only one who builds a new index beside the one in use."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with held(self.path / "build.lock", wait_seconds=wait_seconds):
            yield

    @contextlib.contextmanager
    def workplace(self, kind: str) -> Iterator[Path]:
        """Make a folder to work in, gone after the block; needs the lock of its kind."""
        self._sweep(kind)
        place = Path(tempfile.mkdtemp(prefix=kind, dir=self.path))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def put_in_use(self, manifest: Manifest, *, before: Manifest | None) -> None:
        """Make this the state in use, for all processes at once; needs the lock for writing.

        The state before stays for those who are just opening it, until the next one comes.
        """
        _synchronise(self.path)
        self._replace(self.manifest_file, manifest_to_bytes(manifest))
        self.damage_file.unlink(missing_ok=True)
        kept = {one.name for state in (manifest, before) if state for one in state.folders.values()}
        for place in self.path.iterdir():
            if place.is_dir() and place.name not in kept and not place.name.startswith((WORK, BUILD)):
                shutil.rmtree(place, ignore_errors=True)

    def next_number(self) -> int:
        """Return a number that no state has had whose folders are still there; needs the lock for writing."""
        names = [_STATE_FOLDER.fullmatch(place.name) for place in self.path.iterdir()]
        return max((int(name["number"]) for name in names if name), default=0) + 1

    def remember_sound(self, place: Path, files: Mapping[str, StoredFile]) -> None:
        """Note files that were just written and read by this process."""
        for name, one in files.items():
            found = (place / name).stat()
            self._sound.add((found.st_ino, found.st_mtime_ns, one.size, one.checksum))

    def _sweep(self, kind: str) -> None:
        for left in self.path.glob(f"{kind}*"):
            shutil.rmtree(left, ignore_errors=True)

    def _replace(self, file: Path, content: bytes) -> None:
        """Write a file beside and rename it, so that it is there whole or as it was."""
        beside = file.with_suffix(".new")
        with beside.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        beside.rename(file)
        _synchronise(self.path)


def checksum(file: Path) -> int:
    """Return the CRC-32 of a file's bytes."""
    found = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE_BYTES):
            found = zlib.crc32(piece, found)
    return found


def link(source: Path, target: Path) -> None:
    """Let a file stand at a second place; copy it where the file system knows no hard links."""
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(source, target)


def _synchronise(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
