"""The memory that finished pages are kept in: bounded in bytes, and emptied by every public change and at midnight."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from wellread.website.kept_pages.forms import Page

SHARE_OF_SEARCHES = 4
"""Addresses with parameters are endless: they get one part in so many of the memory, and the others the rest."""
LARGEST_SHARE = 8
"""A page larger than one part in so many is not kept: it would push out too much."""
REMEMBERED = 10_000
TURNS = 64
LONGEST_WAIT_SECONDS = 2.0


class PublicState(NamedTuple):
    """All that a page depends on besides its address: whose library, its last public change, and the readers' day."""

    library: str
    change: int
    day: date


class BoundedPages:
    """Pages by their addresses; those that nobody asks for any more go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, address: str) -> Page | None:
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: str, page: Page) -> None:
        if page.bytes > self._most_bytes // LARGEST_SHARE:
            return
        with self._lock:
            before = self._pages.pop(address, None)
            self._pages[address] = page
            self.bytes += page.bytes - (before.bytes if before else 0)
            while self.bytes > self._most_bytes:
                _, gone = self._pages.popitem(last=False)
                self.bytes -= gone.bytes


class AskedBefore:
    """Remembers, in little memory, for which addresses somebody asked lately."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._recent: set[int] = set()
        self._earlier: set[int] = set()
        self._lock = threading.Lock()

    def was_asked(self, address: str) -> bool:
        """Return whether the address was asked for lately, and remember that it was now."""
        mark = hash(address)
        with self._lock:
            if mark in self._recent or mark in self._earlier:
                return True
            if len(self._recent) >= self._most:
                self._earlier, self._recent = self._recent, set()
            self._recent.add(mark)
        return False


class KeptPages:
    """The pages of one public state. When that has passed, they are dropped whole: nothing in here can be stale.

    A page that takes so long to make that the state passes meanwhile is put where nobody looks any more.
    """

    def __init__(self, state: PublicState, most_bytes: int) -> None:
        self.state = state
        self._of_searches = BoundedPages(most_bytes // SHARE_OF_SEARCHES)
        self._others = BoundedPages(most_bytes - most_bytes // SHARE_OF_SEARCHES)
        self._asked_before = AskedBefore()

    @property
    def bytes(self) -> int:
        return self._of_searches.bytes + self._others.bytes

    def __len__(self) -> int:
        return len(self._of_searches) + len(self._others)

    def find(self, address: str, *, searches: bool) -> Page | None:
        return self._pages(searches=searches).find(address)

    def wants(self, address: str, *, searches: bool) -> bool:
        """Return whether to keep the page: one with parameters only when somebody asks for it a second time."""
        return not searches or self._asked_before.was_asked(address)

    def put(self, address: str, page: Page, *, searches: bool) -> None:
        self._pages(searches=searches).put(address, page)

    def _pages(self, *, searches: bool) -> BoundedPages:
        return self._of_searches if searches else self._others


class PageStore:
    """This process's kept pages, always those of the newest public state that it has heard of."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: KeptPages | None = None
        self._lock = threading.Lock()
        self._turns = [threading.Lock() for _ in range(TURNS)]

    def at(self, state: PublicState) -> KeptPages | None:
        """Return the pages of a state, or None for a request that began before the latest change."""
        kept = self._kept
        if kept is not None and kept.state == state:
            return kept
        with self._lock:
            kept = self._kept
            if kept is None or kept.state.library != state.library or kept.state.change < state.change:
                kept = KeptPages(state, self._most_bytes)
            elif kept.state.change > state.change:
                return None
            elif kept.state.day != state.day:
                kept = KeptPages(state, self._most_bytes)
            self._kept = kept
            return kept

    def forget(self) -> None:
        self._kept = None

    @contextmanager
    def turn(self, address: str) -> Iterator[None]:
        """Let those who want the same page wait for the first one who makes it, but not for ever."""
        lock = self._turns[hash(address) % TURNS]
        taken = lock.acquire(timeout=LONGEST_WAIT_SECONDS)
        try:
            yield
        finally:
            if taken:
                lock.release()
