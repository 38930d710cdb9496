"""`wellread serve` in processes of its own, on a home and a port of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from multiprocessing.pool import ThreadPool
from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 90
CONNECTIONS = 64
"""So many new connections are tried until every worker has one."""


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
    """A connection with each worker of a server, which stays open."""

    def __init__(self, port, *, workers):
        self.connections = {}
        for _ in range(CONNECTIONS):
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            _get(connection, "/api/v1/facets")
            worker = _worker_of(connection, port)
            if worker in self.connections:
                connection.close()
            self.connections.setdefault(worker, connection)
            if len(self.connections) == workers:
                return
        raise AssertionError(f"only {len(self.connections)} of {workers} workers answer")

    def close(self):
        for connection in self.connections.values():
            connection.close()

    def ask(self, path):
        """Return what each worker answers."""
        return [_get(connection, path) for connection in self.connections.values()]

    def all_say(self, path, is_so, *, seconds):
        """Ask all at once until each says so, and return how many seconds that took, None where one never did."""
        with ThreadPool(len(self.connections)) as threads:
            asked = [(connection, path, is_so, seconds) for connection in self.connections.values()]
            return threads.starmap(_until, asked, chunksize=1)


def _until(connection, path, is_so, seconds):
    begun = time.monotonic()
    while not is_so(_get(connection, path)):
        if time.monotonic() > begun + seconds:
            return None
        time.sleep(0.005)
    return time.monotonic() - begun


def _worker_of(connection, port):
    """Return the process that holds the other end of a connection."""
    own_port = connection.sock.getsockname()[1]
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if [int(address.split(":")[1], 16) for address in fields[1:3]] == [port, own_port]:
            return _holder_of(f"socket:[{fields[9]}]")
    raise AssertionError("the connection is in no table of the system")


def _holder_of(socket_name):
    for file in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(file.readlink()) == socket_name:
                return int(file.parts[2])
        except OSError:
            continue  # a process ended, or is not ours
    raise AssertionError(f"nobody holds {socket_name}")


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
