"""Ask with `wrk` (Debian: wrk) where it is installed: it takes next to nothing of the processors that it shares."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wellread.cli.benchmarks.load import CLIENTS, put_under_load
from wellread.cli.benchmarks.measured_server import HOST

SCRIPT = """local paths = {{ {paths} }}
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", paths[number % #paths + 1])
end
"""
_IN_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Figures:
    """What came of asking for some seconds; times in milliseconds."""

    a_second: float
    median: float
    slowest: float
    failures: int


def wrk_is_here() -> bool:
    return shutil.which("wrk") is not None


def ask(
    port: int, paths: Sequence[str], *, seconds: float, headers: Mapping[str, str], clients: int = CLIENTS
) -> Figures:
    """Let the clients ask for the paths in turn, each with a connection that stays open."""
    if not wrk_is_here():
        load = put_under_load(HOST, port, paths, seconds=seconds, clients=clients, headers=headers)
        return Figures(load.a_second, load.percentile(50), load.percentile(99), load.failures)
    with tempfile.TemporaryDirectory(prefix="wellread-bench-") as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)), encoding="ascii")
        told = subprocess.run(  # noqa: S603  # fixed words and numbers
            [
                *("wrk", "--latency", "--threads", str(min(2, clients)), "--connections", str(clients)),
                *("--duration", f"{max(1, round(seconds))}s", "--script", str(script)),
                *(part for name, value in headers.items() for part in ("--header", f"{name}: {value}")),
                f"http://{HOST}:{port}/",
            ],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LC_ALL": "C"},
        )
    return read_figures(told.stdout)


def read_figures(text: str) -> Figures:
    """Return the figures in what wrk prints."""
    failures = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    a_second = re.search(r"Requests/sec:\s+([\d.]+)", text)
    return Figures(
        a_second=float(a_second[1]) if a_second else 0.0,
        median=_percentile(text, "50%"),
        slowest=_percentile(text, "99%"),
        failures=(int(failures[1]) if failures else 0) + (sum(map(int, broken.groups())) if broken else 0),
    )


def _percentile(text: str, name: str) -> float:
    found = re.search(rf"^\s+{name}\s+([\d.]+)(us|ms|s|m)$", text, re.MULTILINE)
    return float(found[1]) * _IN_MILLISECONDS[found[2]] if found else 0.0
