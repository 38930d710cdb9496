"""Keep two commands out of each other's way: locks on files in the home, which end with their process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

TICK, SERVE, SETUP = "tick", "serve", "setup"


@contextmanager
def lock(name: str, *, shared: bool = False, wait: bool = False) -> Iterator[bool]:
    """Hold a lock inside the block; yields whether it was free. `shared` lets in others that share it."""
    folder = Path(settings.WELLREAD_HOME) / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with (folder / name).open("w") as file:
        try:
            fcntl.flock(file, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
