"""Slow down whoever sends feedback in heaps, without keeping who that is.

Nothing here reaches the disk or a log: buckets lie in the memory of one server process, under a hash of the address
that is salted anew each day.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.http import HttpRequest

MOST_KEYS = 5000
_ONE_HOUSEHOLD = 64
"""Whoever has one address of version 6 has all that begin with the same 64 bits."""


@dataclass
class Throttle:
    """Token buckets by key: `burst` at once, then one each `seconds`; the longest unused bucket goes first."""

    burst: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admits(self, key: str) -> bool:
        """Take a token and return whether there was one."""
        with self._lock:
            now = self.clock()
            tokens, before = self._buckets.pop(key, (float(self.burst), now))
            tokens = min(self.burst, tokens + (now - before) / self.seconds)
            admitted = tokens >= 1
            self._buckets[key] = (tokens - 1 if admitted else tokens, now)
            while len(self._buckets) > MOST_KEYS:
                self._buckets.popitem(last=False)
            return admitted

    def clear(self) -> None:
        with self._lock:
            self._buckets.clear()


@dataclass
class DailySalt:
    """A random salt that nobody outside this process knows, another one each day."""

    day: date | None = None
    salt: bytes = b""

    def of(self, day: date) -> bytes:
        if self.day != day:
            self.day, self.salt = day, secrets.token_bytes(32)
        return self.salt


CLICKS_OF_ONE = Throttle(burst=30, seconds=60)
COMMENTS_OF_ONE = Throttle(burst=5, seconds=600)
CLICKS_ON_ARTICLE = Throttle(burst=500, seconds=60)
_salt = DailySalt()


def visitor_key(request: HttpRequest, *, day: date) -> str:
    """Return what stands for the sender today, or "" behind a proxy that does not say from where it was asked."""
    address = client_address(request)
    if not address:
        return ""
    return hashlib.blake2b(address.encode(), key=_salt.of(day), digest_size=16).hexdigest()


def client_address(request: HttpRequest) -> str:
    """Return from where the request came; behind a proxy what the proxy wrote, which is the last entry."""
    if settings.WELLREAD_BEHIND_PROXY:
        given = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    else:
        given = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, _ONE_HOUSEHOLD), strict=False))
    return str(address)
