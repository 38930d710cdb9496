"""What a run found: plain values that become tables, JSON and Markdown."""

from dataclasses import dataclass, field

from wellread.cli.benchmarks.machine import Machine


@dataclass(frozen=True)
class Row:
    """One line of a table: who, and its figures by the names of the columns; None where there is nothing to tell."""

    name: str
    figures: dict[str, float | None]


@dataclass(frozen=True)
class Table:
    """What was measured, in words, and the figures of all who were."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Target:
    """What should be reached, what was, and whether that is enough."""

    sentence: str
    wanted: str
    found: str
    met: bool


@dataclass
class Findings:
    """All that a run has to tell."""

    articles: int
    machine: Machine
    command: str
    tables: list[Table] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
