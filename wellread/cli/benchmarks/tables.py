"""Findings as tables, for people at a terminal and for Markdown."""

from typing import Any

from rich.console import Console
from rich.table import Table

WITHOUT_FRACTION = 100


def print_findings(findings: dict[str, Any]) -> None:
    """Print all tables on standard output."""
    console = Console(highlight=False)
    console.print(_machine(findings))
    for one in findings["tables"]:
        columns = _columns(one)
        table = Table("", title=f"{one['title']} ({findings['articles']} articles)", title_justify="left")
        for column in columns:
            table.add_column(column, justify="right")
        for row in one["rows"]:
            table.add_row(row["name"], *(_figure(row["figures"].get(column)) for column in columns))
        console.print(table)
        if one["note"]:
            console.print(one["note"])
    for sentence in findings["notes"]:
        console.print(sentence)
    for target in findings["targets"]:
        console.print(_target(target))


def in_markdown(findings: dict[str, Any]) -> str:
    """Return all tables as a page of Markdown."""
    parts = [f"`{findings['command']}`\n", f"{_machine(findings)}\n"]
    for one in findings["tables"]:
        columns = _columns(one)
        parts.append(f"### {one['title']}\n")
        lines = [f"| | {' | '.join(columns)} |", f"|---|{'---:|' * len(columns)}"]
        lines += [
            f"| {row['name']} | {' | '.join(_figure(row['figures'].get(column)) for column in columns)} |"
            for row in one["rows"]
        ]
        parts.append("\n".join(lines) + "\n")
        parts += [f"{one['note']}\n"] if one["note"] else []
    parts += [f"{sentence}\n" for sentence in findings["notes"]]
    parts.append("\n".join(f"- {_target(target)}" for target in findings["targets"]))
    return "\n".join(parts)


def _columns(table: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(column for row in table["rows"] for column in row["figures"]))


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= WITHOUT_FRACTION or value == 0 else f"{value:.2f}"


def _target(target: dict[str, Any]) -> str:
    reached = "reached" if target["met"] else "missed"
    return f"{reached}: {target['sentence']}: {target['found']} (wanted: {target['wanted']})"


def _machine(findings: dict[str, Any]) -> str:
    facts = findings["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in facts["packages"].items())
    return (
        f"{facts['processor']}, {facts['processors']} processors, {facts['memory_gib']:.0f} GiB, {facts['system']}; "
        f"Python {facts['python']}, {packages}; load at the start {facts['load']:.2f}"
    )
