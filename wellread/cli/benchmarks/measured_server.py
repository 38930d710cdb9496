"""A server in processes of its own, as `wellread serve` starts it, on this process's home and a free port."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

SETTINGS = "wellread.cli.benchmarks.http_settings"
HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 20


class NoAnswerError(Exception):
    """The server that was to be measured did not start."""


@contextmanager
def measured_server(*, workers: int) -> Iterator[int]:
    """Start the server, and yield its port once it answers; it is gone after the block."""
    port = _free_port()
    arguments = [sys.executable, "-m", "wellread.cli.http_server", HOST, str(port), str(workers)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, env=environment) as server:  # noqa: S603  # our own module
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/api/v1/facets")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise NoAnswerError(f"The server that was to be measured does not answer at port {port}.")
