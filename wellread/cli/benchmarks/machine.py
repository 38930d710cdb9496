"""On what machine the figures were taken: without it they mean nothing."""

import os
import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """What whoever compares figures wants to know; `load` is that of the last minute, in processes."""

    processor: str
    processors: int
    memory_gib: float
    system: str
    load: float
    python: str
    packages: dict[str, str]


def machine() -> Machine:
    return Machine(
        processor=_processor(),
        processors=os.cpu_count() or 1,
        memory_gib=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        system=f"{platform.system()} {platform.release()}",
        load=os.getloadavg()[0],
        python=platform.python_version(),
        packages={
            "tantivy": version("tantivy"),
            "SQLite": sqlite3.sqlite_version,
            "Django": version("django"),
            "Wagtail": version("wagtail"),
        },
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
