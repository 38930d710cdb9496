"""The engine inside the process: tantivy's indexes in a folder that several processes share."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from wellread.engine import answering, schema, searching, suggesting
from wellread.engine.errors import BusyIndexError, DamagedIndexError, EngineError, NoIndexError
from wellread.engine.lexicon import Lexicon
from wellread.engine.manifest import Manifest
from wellread.engine.opened import Opened
from wellread.engine.storage import Storage
from wellread.engine.values import Batch, Document, PassageHit, PassageRequest, Request, Result, State, Suggestion
from wellread.engine.writing import Build, apply_batch, build_beside

logger = logging.getLogger(__name__)

_TANTIVY = f"tantivy {version('tantivy')}"

STORAGE_FORMAT = 1
"""Counts up with every change of how states lie in the folder."""

_OPENING_ATTEMPTS = 5
_CONDEMNING_SECONDS = 1.0
_SUSPICION_SECONDS = 10.0


@dataclass(frozen=True)
class _Reading:
    """A state as this process reads it; files that are deleted meanwhile stay readable while they are open."""

    manifest: Manifest
    stamp: tuple[int, int] | None
    by_language: Mapping[str, Opened]

    @property
    def state(self) -> State:
        return State(self.manifest.library, self.manifest.change)


class EmbeddedEngine:
    """Faceted search over documents in several languages, in the files of one folder."""

    def __init__(self, path: Path, languages: Sequence[str]) -> None:
        self.languages = tuple(languages)
        self._storage = Storage(path, f"{STORAGE_FORMAT}.{schema.FORMAT} of {_TANTIVY}")
        self._reading: _Reading | None = None
        self._opening = threading.Lock()
        self._condemned: Manifest | None = None
        self._suspected_at = float("-inf")

    def state(self) -> State:
        return self._current().state

    def refresh(self) -> State:
        reading, stamp = self._reading, self._storage.stamp()
        if reading is None or stamp is None or reading.stamp != stamp:
            with self._opening:
                reading = self._read_again()
        return reading.state

    def search(self, request: Request, lexicon: Lexicon) -> Result:
        reading = self._current()
        with self._suspicious_of_failures(reading):
            return searching.search(self._of(reading, request.language), request, lexicon, reading.state.change)

    def passages(self, request: PassageRequest, lexicon: Lexicon) -> tuple[PassageHit, ...]:
        reading = self._current()
        with self._suspicious_of_failures(reading):
            return answering.passages(self._of(reading, request.language), request, lexicon)

    def suggest(self, language: str, beginning: str, limit: int) -> tuple[Suggestion, ...]:
        reading = self._current()
        with self._suspicious_of_failures(reading):
            return suggesting.suggest(self._of(reading, language), beginning, limit)

    def apply(self, batch: Batch, *, wait_seconds: float) -> State:
        self._current()
        with _in_words("written"):
            apply_batch(self._storage, self.languages, batch, wait_seconds=wait_seconds)
        return self.refresh()

    def rebuild(
        self,
        documents: Iterable[Document],
        state: State,
        *,
        verify: Callable[[Mapping[str, int]], None],
        wait_seconds: float,
    ) -> State:
        build = Build(documents, state, verify)
        build_beside(self._storage, self.languages, build, count=_count_articles, wait_seconds=wait_seconds)
        return self.refresh()

    def check(self) -> list[str]:
        for _ in range(_OPENING_ATTEMPTS):
            try:
                manifest = self._storage.read()
            except (NoIndexError, DamagedIndexError) as error:
                if self._reading is None and isinstance(error, NoIndexError):
                    raise
                self._reading = None
                return [str(error)]
            faults = list(self._storage.faults(manifest, again=True))
            if not faults or self._stands(manifest):
                break
        if faults:
            self._condemn(manifest, faults)
        return faults

    def _current(self) -> _Reading:
        reading = self._reading
        if reading is None:
            with self._opening:
                reading = self._reading or self._read_again()
        return reading

    def _read_again(self) -> _Reading:
        """Open the state in use; without one, or with one that is damaged, this process reads nothing any more."""
        stamp = self._storage.stamp()
        if self._reading and stamp and self._reading.stamp == stamp:
            return self._reading
        before, self._reading = self._reading, None
        self._reading = self._opened(before)
        return self._reading

    def _opened(self, before: _Reading | None) -> _Reading:
        for _ in range(_OPENING_ATTEMPTS):
            stamp, manifest = self._storage.stamp(), self._storage.read()
            self._refuse(manifest)
            faults = list(self._storage.faults(manifest, again=False))
            if not faults:
                try:
                    return _Reading(manifest, stamp, self._open_all(manifest, before))
                except (OSError, ValueError, RuntimeError) as error:
                    faults = [f"tantivy cannot open it: {error}"]
                except BaseException as error:
                    if not _is_panic(error):
                        raise
                    faults = [f"tantivy cannot open it: {error}"]
            if self._stands(manifest):
                # Nobody has put another state in its place, and so taken these files away.
                self._condemn(manifest, faults)
                raise DamagedIndexError(f"The index is damaged. {faults[0]}")
        raise BusyIndexError("The index is replaced more often than it can be opened.")

    def _refuse(self, manifest: Manifest) -> None:
        if manifest == self._condemned:
            raise DamagedIndexError("The index is damaged, and waits for being built anew.")
        if set(manifest.folders) != set(self.languages):
            made_for, wanted = ", ".join(sorted(manifest.folders)), ", ".join(sorted(self.languages))
            raise NoIndexError(f"The index was made for the languages {made_for}, not for {wanted}.")

    def _open_all(self, manifest: Manifest, before: _Reading | None) -> dict[str, Opened]:
        """Open each language; one whose folder is the same stays open."""
        return {
            language: before.by_language[language]
            if before and before.manifest.folders.get(language) == folder
            else open_language(self._storage.folder(folder), language)
            for language, folder in manifest.folders.items()
        }

    def _of(self, reading: _Reading, language: str) -> Opened:
        if language not in reading.by_language:
            raise EngineError(f"The index has no language {language}: only {', '.join(self.languages)}.")
        return reading.by_language[language]

    def _stands(self, manifest: Manifest) -> bool:
        try:
            return self._storage.read() == manifest
        except EngineError:
            return False

    def _condemn(self, manifest: Manifest, faults: list[str]) -> None:
        self._condemned, self._reading = manifest, None
        try:
            self._storage.condemn(manifest, faults, wait_seconds=_CONDEMNING_SECONDS)
        except (BusyIndexError, OSError):
            # This process reads it no more; the others find the damage themselves.
            return

    @contextmanager
    def _suspicious_of_failures(self, reading: _Reading) -> Iterator[None]:
        """Where tantivy fails, look whether the files are damaged; either way raise an EngineError."""
        try:
            yield
        except EngineError:
            raise
        except BaseException as error:
            if not (_is_panic(error) or isinstance(error, OSError | ValueError | RuntimeError)):
                raise
            self._suspect(reading)
            raise EngineError("The index could not answer.") from error

    def _suspect(self, reading: _Reading) -> None:
        """Raise DamagedIndexError if the files are damaged; looks once in a while, not at each strange request."""
        if time.monotonic() < self._suspected_at + _SUSPICION_SECONDS:
            return
        self._suspected_at = time.monotonic()
        logger.exception("The index could not answer")
        faults = list(self._storage.faults(reading.manifest, again=True))
        if faults and self._stands(reading.manifest):
            self._condemn(reading.manifest, faults)
            raise DamagedIndexError(f"The index is damaged. {faults[0]}")


def open_language(place: Path, language: str) -> Opened:
    """Open one language; what is open stays readable when its folder is deleted."""
    index = schema.open_(place, language)
    if index.schema != schema.SCHEMA:
        raise NoIndexError("The index was made by another version.")
    # The folder never changes: nobody has to watch it.
    index.config_reader(reload_policy="manual")
    return Opened(language, index, index.searcher())


def _count_articles(language: str, place: Path) -> int:
    return open_language(place, language).searcher.num_docs


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise EngineError(f"The index could not be {what}: {error}") from error


def _is_panic(error: BaseException) -> bool:
    # pyo3 makes Rust's panics of a class that cannot be imported, and that is no Exception.
    return type(error).__name__ == "PanicException"
