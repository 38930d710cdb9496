"""Write the index: a batch on top of the state in use, or a new index beside it. Both are seen whole or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tantivy

from wellread.engine import schema
from wellread.engine.errors import EngineError, NoIndexError
from wellread.engine.manifest import Folder, Manifest, StoredFile
from wellread.engine.snapshots import META, copy_to_work_on, take_snapshot
from wellread.engine.storage import BUILD, WORK, Storage
from wellread.engine.values import Batch, Document, State

_BATCH_HEAP_BYTES = 30_000_000
_BUILD_HEAP_BYTES_A_THREAD = 150_000_000
Counting = Callable[[str, Path], int]
"""From a language and its folder to the number of articles in it."""


@dataclass
class _Work:
    """One language at work: its folder, and the writer that holds it."""

    language: str
    place: Path
    writer: tantivy.IndexWriter

    def written_state(self) -> bytes:
        return (self.place / META).read_bytes()


def apply_batch(storage: Storage, languages: Sequence[str], batch: Batch, *, wait_seconds: float) -> State:
    """Write a batch and put it in use before segments are merged, then once more merged."""
    _refuse_unknown({document.language for document in batch.put}, languages)
    with storage.writing(wait_seconds=wait_seconds):
        manifest = storage.read()
        _refuse_others(manifest, languages)
        if batch.change < manifest.change:
            # Another process was quicker and knew of more changes; this batch may be older than what it wrote.
            return State(manifest.library, manifest.change)
        with storage.workplace(WORK) as place:
            _write(storage, manifest, batch, place)
    return State(manifest.library, batch.change)


def _write(storage: Storage, manifest: Manifest, batch: Batch, place: Path) -> None:
    works = [_started(storage, manifest, language, place) for language in _touched(storage, manifest, batch)]
    try:
        for work in works:
            _fill(work, batch)
            work.writer.commit()
        seen = [work.written_state() for work in works]
        unmerged = _next_state(storage, replace(manifest, change=batch.change), works)
        storage.put_in_use(unmerged, before=manifest)
    finally:
        for work in works:
            work.writer.wait_merging_threads()
    if seen != [work.written_state() for work in works]:
        storage.put_in_use(_next_state(storage, unmerged, works), before=unmerged)


def _touched(storage: Storage, manifest: Manifest, batch: Batch) -> list[str]:
    """Return the languages that a batch adds to or takes from."""
    keys = [*batch.remove, *(document.key for document in batch.put)]
    return [
        language
        for language, folder in manifest.folders.items()
        if any(document.language == language for document in batch.put)
        or _holds_any(schema.open_(storage.folder(folder), language), keys)
    ]


def _holds_any(index: tantivy.Index, keys: list[int]) -> bool:
    query = tantivy.Query.term_set_query(index.schema, schema.Field.KEY, keys)
    return bool(keys) and bool(index.searcher().search(query, limit=1).hits)


def _started(storage: Storage, manifest: Manifest, language: str, place: Path) -> _Work:
    folder = manifest.folders[language]
    copy_to_work_on(storage.folder(folder), folder.files, place / language)
    index = schema.open_(place / language, language)
    return _Work(language, place / language, index.writer(_BATCH_HEAP_BYTES, 1))


def _fill(work: _Work, batch: Batch) -> None:
    for key in batch.remove:
        schema.remove(work.writer, key)
    for document in batch.put:
        if document.language == work.language:
            schema.put(work.writer, document)
        else:
            schema.remove(work.writer, document.key)


def _next_state(storage: Storage, manifest: Manifest, works: Iterable[_Work]) -> Manifest:
    """Take a snapshot of each language at work; the others stay the folders they are."""
    number = max(storage.next_number(), manifest.number + 1)
    folders = dict(manifest.folders)
    for work in works:
        name = f"{work.language}-{number:08}"
        before = manifest.folders.get(work.language, Folder("", {}))
        files = take_snapshot(work.place, storage.path / name, known=_written_once(before))
        storage.remember_sound(storage.path / name, files)
        folders[work.language] = Folder(name, files)
    return replace(manifest, number=number, folders=folders)


def _written_once(folder: Folder) -> dict[str, StoredFile]:
    return {name: one for name, one in folder.files.items() if name != META}


@dataclass(frozen=True)
class Build:
    """What to build: documents, the state that they stand for, and who verifies the numbers by language."""

    documents: Iterable[Document]
    state: State
    verify: Callable[[Mapping[str, int]], None]


def build_beside(
    storage: Storage, languages: Sequence[str], build: Build, *, count: Counting, wait_seconds: float
) -> State:
    """Build a new index, have it verified, and put it in use; whatever is raised leaves the old one in use."""
    with storage.building(wait_seconds=wait_seconds), storage.workplace(BUILD) as place:
        works = {language: _new(language, place) for language in languages}
        try:
            for document in build.documents:
                if document.language not in works:
                    _refuse_unknown({document.language}, languages)
                schema.add(works[document.language].writer, document)
            for work in works.values():
                work.writer.commit()
        finally:
            for work in works.values():
                work.writer.wait_merging_threads()
        build.verify({language: count(language, work.place) for language, work in works.items()})
        with storage.writing(wait_seconds=wait_seconds):
            before = _in_use(storage)
            number = before.number if before else 0
            empty = Manifest(storage.format, build.state.library, build.state.change, number, {})
            storage.put_in_use(_next_state(storage, empty, works.values()), before=before)
    return build.state


def _new(language: str, place: Path) -> _Work:
    folder = place / language
    folder.mkdir()
    index = schema.create(folder, language)
    return _Work(language, folder, index.writer(_BUILD_HEAP_BYTES_A_THREAD, 1))


def _in_use(storage: Storage) -> Manifest | None:
    try:
        return storage.read()
    except EngineError:
        return None


def _refuse_others(manifest: Manifest, languages: Sequence[str]) -> None:
    if set(manifest.folders) != set(languages):
        raise NoIndexError(
            f"The index was made for the languages {', '.join(sorted(manifest.folders))}, "
            f"not for {', '.join(sorted(languages))}."
        )


def _refuse_unknown(found: set[str], languages: Sequence[str]) -> None:
    unknown = sorted(found - set(languages))
    if unknown:
        raise EngineError(f"The index has no language {', '.join(unknown)}: only {', '.join(languages)}.")
