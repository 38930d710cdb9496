"""A server in processes of its own, as `wellread serve` starts it or under gunicorn, on this process's home."""

import http.client
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

SETTINGS = "wellread.cli.benchmarks.http_settings"
HOST = "127.0.0.1"
GRANIAN, GUNICORN = "granian", "gunicorn"
THREADS = 8
START_SECONDS = 60
STOP_SECONDS = 20


class NoAnswerError(Exception):
    """The server that was to be measured did not start."""


@contextmanager
def measured_server(
    *, workers: int, server: str = GRANIAN, settings: str = SETTINGS, page_cache_mb: int = 0
) -> Iterator[int]:
    """Start the server, and yield its port once it answers; it is gone after the block.

    It keeps no pages unless told how many megabytes of them.
    """
    port = free_port()
    environment = {"DJANGO_SETTINGS_MODULE": settings, "WELLREAD_PAGE_CACHE_MB": str(page_cache_mb)}
    with running(_arguments(server, port, workers), environment) as process:
        wait_for(port, process, "/api/v1/facets")
        yield port


def gunicorn_is_here() -> bool:
    return importlib.util.find_spec("gunicorn") is not None


def _arguments(server: str, port: int, workers: int) -> list[str]:
    if server == GRANIAN:
        return [sys.executable, "-m", "wellread.cli.http_server", HOST, str(port), str(workers)]
    chosen = ["--bind", f"{HOST}:{port}", "--workers", str(workers), "--threads", str(THREADS), "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", *chosen, "wellread.cli.served_application:application"]


@contextmanager
def running(arguments: Sequence[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server of this bench; whatever happens inside the block, it is gone after it."""
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, env={**os.environ, **environment}) as server:  # noqa: S603
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: "subprocess.Popen[bytes]", path: str) -> None:
    """Return once the server answers; raise NoAnswerError if it does not."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise NoAnswerError(f"The server that was to be measured does not answer at port {port}.")
