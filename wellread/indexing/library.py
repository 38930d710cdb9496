"""The process's engine, and how it keeps up with the library."""

import logging
import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.errors import BusyIndexError, DamagedIndexError, NoIndexError
from wellread.engine.interface import Engine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import PassageRequest, Request, State
from wellread.indexing.following import batch_after
from wellread.indexing.rebuilding import rebuild
from wellread.publishing.changes import library_and_change
from wellread.publishing.models import Publication
from wellread.vocabulary.languages import language_codes

logger = logging.getLogger(__name__)

WAIT_SECONDS = 2.0
"""A reader waits so long for others who write; then the database answers."""

SMALL_LIBRARY = 500
"""With so many articles a reader who finds no index builds one, in a few tenths of a second, instead of telling."""

_one_at_a_time = threading.Lock()


def index_folder() -> Path:
    return Path(settings.WELLREAD_HOME) / "index"


def engine_here() -> Engine:
    """Return this process's engine, whatever it holds."""
    return _engine(index_folder(), tuple(language_codes()))


@lru_cache(maxsize=2)
def _engine(folder: Path, languages: tuple[str, ...]) -> Engine:
    return EmbeddedEngine(folder, languages)


def wanted_state() -> State:
    """Return what an index that is up to date holds."""
    return State(*library_and_change())


def fault_of(engine: Engine) -> str:
    """Return why this library needs another index than the one that is there, "" if it needs none."""
    try:
        state = engine.refresh()
    except (NoIndexError, DamagedIndexError) as error:
        return str(error)
    # Asked after the index, because others publish meanwhile.
    wanted = wanted_state()
    if state.library != wanted.library:
        return "The index was made of another library."
    if state.change > wanted.change:
        return f"The index is at change {state.change}, but the library only at {wanted.change}."
    return ""


def current_engine() -> Engine:
    """Return the process's engine, holding every public change that was made before this call.

    It catches up by itself, or waits up to WAIT_SECONDS for others who do. Raise BusyIndexError if that is not
    enough, NoIndexError or DamagedIndexError if an index has to be built first; then the database has the answer.
    """
    engine = engine_here()
    if not _is_current(engine):
        fault = fault_of(engine)
        if fault:
            _build_if_small(engine, fault)
        catch_up(engine, most_batches=1)
    return engine


def _is_current(engine: Engine) -> bool:
    try:
        return engine.refresh() == wanted_state()
    except (NoIndexError, DamagedIndexError):
        return False


def open_for_readers() -> None:
    """Open the index, and ask it once in each language what readers will ask, so that the first one need not wait."""
    engine = current_engine()
    for language in language_codes():
        engine.search(Request(language, words="health"), Lexicon(language))
        engine.passages(PassageRequest(language, words="health"), Lexicon(language))
        engine.suggest(language, "he", 1)


def catch_up(engine: Engine, *, most_batches: int | None = None, wait_seconds: float = WAIT_SECONDS) -> int:
    """Apply what has changed since, and return how many changes; raise BusyIndexError if some are left to do.

    Raise it too inside a transaction: what it reads could still be rolled back.
    """
    if not _one_at_a_time.acquire(timeout=wait_seconds):
        raise BusyIndexError("Another thread has been catching up for too long.")
    try:
        return _catch_up(engine, most_batches=most_batches, wait_seconds=wait_seconds)
    finally:
        _one_at_a_time.release()


def _catch_up(engine: Engine, *, most_batches: int | None, wait_seconds: float) -> int:
    start = change = engine.refresh().change
    wanted = wanted_state().change
    batches = 0
    while change < wanted:
        _refuse_inside_transaction()
        if batches == most_batches:
            raise BusyIndexError(f"The index is at change {change} of {wanted}; it catches up in the background.")
        change = engine.apply(batch_after(change, up_to=wanted), wait_seconds=wait_seconds).change
        batches += 1
    return change - start


def _build_if_small(engine: Engine, fault: str) -> None:
    _refuse_inside_transaction()
    if Publication.objects.current().count() > SMALL_LIBRARY:
        raise NoIndexError(f"{fault} A new one is built in the background, or with: wellread reindex")
    with _one_at_a_time:
        if fault_of(engine):
            logger.info("Building the index", extra={"reason": fault})
            rebuild(engine, wanted_state(), wait_seconds=WAIT_SECONDS)


def _refuse_inside_transaction() -> None:
    blocks = connection.atomic_blocks if connection.in_atomic_block else []
    # Those around a test are Django's own, and are not rolled back before the test ends.
    if any(not getattr(block, "_from_testcase", False) for block in blocks):
        raise BusyIndexError("The index does not follow changes that are not committed yet.")
