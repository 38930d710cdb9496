"""Beside the server: whoever sees to it that the index follows the library, and is built anew when it has to be."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections

from wellread.indexing.errors import BusyIndexError
from wellread.indexing.keeping import keep

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
SCRUB_SECONDS = 60.0
TRY_AGAIN_SECONDS = 30.0


@contextmanager
def keeping_the_index() -> Iterator[None]:
    """Keep the index in a thread of its own while the block runs."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_until, args=(stop,), name="index-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()


def _keep_until(stop: threading.Event) -> None:
    scrubbed_at = float("-inf")
    while not stop.is_set():
        scrub = time.monotonic() >= scrubbed_at + SCRUB_SECONDS
        if scrub:
            scrubbed_at = time.monotonic()
        stop.wait(LOOK_SECONDS if keep_once(scrub=scrub) else TRY_AGAIN_SECONDS)


def keep_once(*, scrub: bool) -> bool:
    """Look after the index once; return whether that could be done."""
    try:
        keep(scrub=scrub)
    except BusyIndexError:
        return True  # somebody else is at it
    except Exception:  # whatever is wrong with the index, the server goes on: the database answers
        logger.exception("The index could not be kept")
        return False
    finally:
        close_old_connections()
    return True
