"""The process that answers requests: granian with the application. `serve` starts it and holds its lifeline."""

import os
import signal
import sys
import threading

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS_A_WORKER = 8
WAITING_REQUESTS = 1024
LAST_REQUESTS_SECONDS = 10


def run(host: str, port: int, workers: int) -> None:
    """Serve until told to stop."""
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    server = Granian(
        "wellread.cli.served_application:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_A_WORKER,
        backlog=WAITING_REQUESTS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_REQUESTS_SECONDS,
    )
    server.serve()


def _stop_with_parent() -> None:
    """Wait for the end of standard input, which comes when the parent is gone, however it went."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
