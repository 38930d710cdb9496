"""`wellread serve`: the server in a process of its own; beside it one tick each minute, and who keeps the index."""

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import click
from django.db import close_old_connections

from wellread.cli.exits import BrokenInstallationError
from wellread.cli.home import require_prepared
from wellread.cli.index_keeper import keeping_the_index
from wellread.cli.locks import SERVE, lock
from wellread.cli.terminal import tell
from wellread.cli.tick import run_tick

logger = logging.getLogger(__name__)

TICK_SECONDS = 60
STOP_SECONDS = 15

port_option = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
workers_option = click.option(
    "--workers",
    default=min(4, os.cpu_count() or 1),
    type=click.IntRange(1, 64),
    help="Server processes; one for each processor, at most four, unless given.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all.")
@port_option
@workers_option
def command(host: str, port: int, workers: int) -> None:
    """Serve readers, editors and programs, and do each minute what happens by the clock.

    Put it behind a reverse proxy that speaks https: docs/operate.md shows how.
    """
    require_prepared(to_serve=True)
    check_free(host, port)
    serve(host, port, workers)


def check_free(host: str, port: int) -> None:
    """Raise UsageError if nothing can listen there."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise click.UsageError(
            f"Nothing can listen at {host}, port {port}: {error.strerror}. Choose another with --port."
        ) from error


def serve(host: str, port: int, workers: int, *, environment: Mapping[str, str] | None = None) -> None:
    """Run the server until a signal stops it; raise BrokenInstallationError if it stops by itself."""
    with lock(SERVE, shared=True) as free:
        if not free:
            raise BrokenInstallationError("A backup is being restored here. Wait until it is done.")
        with _server(host, port, workers, environment or {}) as server, _stopping_on_signals(server) as stopped_by:
            tell(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}/ Ctrl-C stops.")
            with keeping_the_index():
                _tick_while_running(server)
        if not stopped_by:
            raise BrokenInstallationError(f"The server stopped by itself, with code {server.returncode}.")
    tell("Stopped.")


@contextmanager
def _server(host: str, port: int, workers: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the server's process; whatever happens inside the block, it is gone after it."""
    arguments = [sys.executable, "-m", "wellread.cli.http_server", host, str(port), str(workers)]
    # The server reads its standard input until it ends: so it ends with this process, even if that is killed.
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, env={**os.environ, **environment}) as server:  # noqa: S603  # our own module
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


@contextmanager
def _stopping_on_signals(server: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """Let SIGTERM and SIGINT stop the server; yields the list of signals that came."""
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        server.terminate()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tick_while_running(server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        tick_once()
        try:
            server.wait(TICK_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def tick_once() -> None:
    try:
        ticked = run_tick()
    except Exception:  # a tick that fails must not stop the server: the next one tries again
        logger.exception("Tick failed")
        return
    finally:
        close_old_connections()
    if ticked.published or ticked.expired or ticked.withdrawn:
        logger.info("Tick", extra={name: getattr(ticked, name) for name in ("published", "expired", "withdrawn")})
    for refused in ticked.refused:
        if refused.news:
            logger.warning("The schedule was refused: %s. %s", refused.article, refused.reason)
    for unsent in ticked.unsent:
        if unsent.news:
            logger.warning("A reminder could not be sent to %s. %s", unsent.recipient or "anybody", unsent.reason)
