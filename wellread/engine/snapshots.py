"""Keep a commit of tantivy as it stands: links to its files in a folder that nothing writes to again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wellread.engine.manifest import StoredFile
from wellread.engine.storage import checksum, link

META = "meta.json"
_UNFINISHED = ("temp", "tmp")


def copy_to_work_on(source: Path, names: Mapping[str, StoredFile], work: Path) -> None:
    """Link a state's files into an empty folder, in which tantivy may go on from there.

    Tantivy never changes a file: it makes new ones, and replaces `meta.json` by renaming.
    """
    work.mkdir()
    for name in names:
        link(source / name, work / name)


def take_snapshot(work: Path, target: Path, *, known: Mapping[str, StoredFile]) -> dict[str, StoredFile]:
    """Link the files of the last commit into a new folder and return what each must be.

    Merging may go on meanwhile: it replaces `meta.json` before it deletes what the old one named, so files that
    were linked while `meta.json` stayed the same are all that it names. `known` are files already read.
    """
    while True:
        meta = (work / META).read_bytes()
        target.mkdir()
        try:
            for file in _named_by(json.loads(meta), work):
                link(file, target / file.name)
            link(work / META, target / META)
        except FileNotFoundError:
            unchanged = False
        else:
            unchanged = (work / META).read_bytes() == meta == (target / META).read_bytes()
        if unchanged:
            return {file.name: known.get(file.name) or _stored(file) for file in sorted(target.iterdir())}
        for file in target.iterdir():
            file.unlink()
        target.rmdir()


def _named_by(meta: dict[str, Any], work: Path) -> Iterator[Path]:
    """Yield the files of the segments that `meta.json` names; of each one's deletions only the last."""
    deletions = {
        one["segment_id"].replace("-", ""): one["deletes"]["opstamp"] if one["deletes"] else None
        for one in meta["segments"]
    }
    for file in work.iterdir():
        segment, _, ending = file.name.partition(".")
        if segment not in deletions or ending.endswith(_UNFINISHED):
            continue
        if not ending.endswith("del") or ending == f"{deletions[segment]}.del":
            yield file


def _stored(file: Path) -> StoredFile:
    return StoredFile(file.stat().st_size, checksum(file))
