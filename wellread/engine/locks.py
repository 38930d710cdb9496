"""Locks between processes, on files; the system opens them when their holder ends, however it ended."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wellread.engine.errors import BusyIndexError

_LOOK_AGAIN_SECONDS = 0.005


@contextmanager
def held(file: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the lock inside the block; raise BusyIndexError if others hold it for too long."""
    give_up_at = time.monotonic() + wait_seconds
    with file.open("a") as opened:
        while not _taken(opened.fileno()):
            if time.monotonic() >= give_up_at:
                raise BusyIndexError(f"Another process has been writing the index for more than {wait_seconds:g} s.")
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
