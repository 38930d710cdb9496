"""Tell the operator that the engine cannot answer: once a minute, and never what anybody searched for."""

import logging
import threading
import time

from wellread.discovery import once_only
from wellread.engine.errors import BusyIndexError, DamagedIndexError, EngineError, NoIndexError

logger = logging.getLogger(__name__)
SECONDS_BETWEEN = 60.0


class DriftError(EngineError):
    """The index names editions that are not current, or the library changes faster than it can be read."""


class SeldomTold:
    """Remembers when the operator was last told, for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told_at: float | None = None

    def is_due(self, *, now: float) -> bool:
        """Return whether it is time to tell again, and take the answer yes for told."""
        with self._lock:
            due = self._told_at is None or now - self._told_at >= SECONDS_BETWEEN
            if due:
                self._told_at = now
            return due


_told = SeldomTold()


def tell_operator(error: EngineError) -> None:
    once_only.tell()
    if _told.is_due(now=time.monotonic()):
        # Other messages may quote the words that could not be searched for.
        harmless = isinstance(error, NoIndexError | DamagedIndexError | BusyIndexError | DriftError)
        reason = str(error) if harmless else f"{type(error).__name__}."
        logger.warning("The index cannot answer, so the database does. %s", reason)
