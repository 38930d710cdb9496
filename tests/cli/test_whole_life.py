"""An installation's life from outside: real processes, a real database file, a real server."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey
PROGRAM = [sys.executable, "-m", "wellread"]
START_SECONDS = 90


@pytest.fixture
def surroundings(tmp_path):
    """The environment of an operator whose home is empty."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("WELLREAD_", "DJANGO_"))}
    return {**inherited, "WELLREAD_HOME": str(tmp_path / "home")}


def run(surroundings, *arguments, code=0):
    ended = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=surroundings,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(surroundings, *arguments):
    """Run a server, and yield it with the function that reads an address of it."""
    port = free_port()
    command = [*PROGRAM, *arguments, "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=surroundings, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:

        def read(path):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, ""

        try:
            wait_for(port, server)
            yield server, read
        finally:
            server.kill()


def wait_for(port, server):
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"No server at port {port}: {server.stderr.read() if server.poll() is not None else ''}")


def wipe(home):
    shutil.rmtree(home)


def test_a_demo_is_served_backed_up_wiped_and_restored(surroundings, tmp_path):
    home, backup = Path(surroundings["WELLREAD_HOME"]), tmp_path / "library.tar.gz"
    run(surroundings, "serve", code=4)

    printed = run(surroundings, "demo", "--no-serve")
    accounts = (home / "demo-accounts.txt").read_text()
    again = run(surroundings, "demo", "--no-serve")

    assert again == printed
    assert all(line.split()[1] in printed for line in accounts.splitlines()[1:])
    assert json.loads(run(surroundings, "doctor", "--json"))["well"]

    with serving(surroundings, "demo") as (server, read):
        status, page = read("/")
        library = read("/api/v1/articles?page_size=100")
        run(surroundings, "backup", backup)
        run(surroundings, "tick")
        run(surroundings, "restore", backup, "--force", code=3)
        server.send_signal(signal.SIGINT)
        ended = server.wait(30)
    assert (status, library[0], ended) == (200, 200, 0)
    assert "Sample library:" in page
    assert json.loads(library[1])["total"] >= 36

    keys = {path.name: path.read_bytes() for path in (home / "keys").iterdir()}
    wipe(home)
    run(surroundings, "restore", backup)

    assert {path.name: path.read_bytes() for path in (home / "keys").iterdir()} == keys
    assert (home / "demo-accounts.txt").read_text() == accounts
    assert json.loads(run(surroundings, "doctor", "--json"))["well"]
    with serving(surroundings, "serve") as (server, read):
        restored = read("/api/v1/articles?page_size=100")
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    assert _without_addresses(restored) == _without_addresses(library)


def _without_addresses(answer):
    """Return the answer's hits without their addresses: the demo's port is another each time."""
    return [{**hit, "url": ""} for hit in json.loads(answer[1])["hits"]]
