"""`wellread serve` in processes of its own, on a home and a port of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager

HOST = "127.0.0.1"
START_SECONDS = 90
CONNECTIONS = 24
"""So many new connections reach every one of two workers, but for one time in eight million."""


class Home:
    """A home for the program, and the program run in it."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {
            **os.environ,
            "WELLREAD_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "wellread.settings.production",
        }

    def run(self, *arguments):
        ended = subprocess.run(
            [sys.executable, "-m", "wellread", *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode in {0, 1}, ended.stderr
        return ended.stdout

    @contextmanager
    def serve(self, *, workers):
        """Run the server, and yield its port once it answers."""
        port = _free_port()
        arguments = [sys.executable, "-m", "wellread", "serve", "--port", str(port), "--workers", str(workers)]
        with subprocess.Popen(arguments, env=self.environment, stderr=subprocess.DEVNULL) as server:
            try:
                _wait_for(port, server)
                yield port
            finally:
                server.terminate()
                try:
                    server.wait(20)
                except subprocess.TimeoutExpired:
                    server.kill()


class Workers:
    """Connections that stay open, enough of them to have one with every worker."""

    def __init__(self, port):
        self.connections = [http.client.HTTPConnection(HOST, port, timeout=30) for _ in range(CONNECTIONS)]

    def close(self):
        for connection in self.connections:
            connection.close()

    def ask(self, path):
        """Return what each connection's worker answers."""
        return [_get(connection, path) for connection in self.connections]

    def all_say(self, path, is_so, *, seconds):
        """Ask each until it says so, and return for each how many seconds that took, None where it never did."""
        begun = time.monotonic()
        return [self._until(connection, path, is_so, begun + seconds, begun) for connection in self.connections]

    def _until(self, connection, path, is_so, until, begun):
        while not is_so(_get(connection, path)):
            if time.monotonic() > until:
                return None
            time.sleep(0.005)
        return time.monotonic() - begun


def _get(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200, (path, answer.status, content[:500])
    return content.decode()


def _free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_for(port, server):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped by itself"
        with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
            try:
                _get(connection, "/api/v1/facets")
            except OSError:
                time.sleep(0.2)
            else:
                return
    raise AssertionError("the server does not answer")
