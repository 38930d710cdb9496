"""Ask a server from several clients at once, each with a connection that stays open, and note how long answers take.

`hey`, `wrk` and `oha` ask faster, but not everybody has them; where an answer takes milliseconds this one is no brake.
"""

import http.client
import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.pool import ThreadPool

CLIENTS = 8
PROCESSES = 2
TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Load:
    """What came of asking for some seconds: milliseconds of each answer, sorted, and how many were no 200."""

    seconds: float
    times: tuple[float, ...]
    failures: int

    @property
    def a_second(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, percent: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * percent / 100))]


def put_under_load(
    host: str,
    port: int,
    paths: Sequence[str],
    *,
    seconds: float,
    clients: int = CLIENTS,
    headers: Mapping[str, str] | None = None,
) -> Load:
    """Let the clients, spread over two processes, ask for the paths in turn until the time is over."""
    shares = [[paths[number::clients] for number in range(clients)][start::PROCESSES] for start in range(PROCESSES)]
    # A fresh process: no lock of this one's threads comes along.
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(_ready, range(PROCESSES))
        told = pool.starmap(
            _process, [(host, port, share, seconds, headers or {}) for share in shares if share], chunksize=1
        )
    times = sorted(one for of_process in told for one in of_process[0])
    return Load(seconds, tuple(times), sum(failures for _, failures in told))


def _ready(number: int) -> int:
    time.sleep(0.2)
    return number


def _process(
    host: str, port: int, shares: Sequence[Sequence[str]], seconds: float, headers: Mapping[str, str]
) -> tuple[list[float], int]:
    with ThreadPool(len(shares)) as threads:
        told = threads.starmap(_client, [(host, port, share, seconds, headers) for share in shares], chunksize=1)
    return [one for times, _ in told for one in times], sum(failures for _, failures in told)


def _client(
    host: str, port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str]
) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    times: list[float] = []
    failures = 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        path = paths[len(times) % len(paths)]
        begun = time.perf_counter()
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        failures += answer.status != http.client.OK
    connection.close()
    return times, failures
