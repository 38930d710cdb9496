"""Talk to whoever sits at the terminal: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON object on standard output."
)


def tell(sentence: str) -> None:
    """Print what is no result: progress in words, warnings."""
    click.echo(sentence, err=True)


def print_json(values: dict[str, Any]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar, and yield the function that moves it on by one; without a terminal, say the label once."""
    if not sys.stderr.isatty():
        tell(f"{label} ...")
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def progress_of_bytes(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar for bytes, and yield the function that moves it on."""
    if not sys.stderr.isatty():
        tell(f"{label} ...")
        yield lambda count: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total)
        yield lambda count: bar.advance(task, count)


@contextmanager
def waiting(label: str) -> Iterator[None]:
    """Show that something is going on whose length nobody knows."""
    if not sys.stderr.isatty():
        tell(f"{label} ...")
        yield
        return
    with Console(stderr=True).status(label):
        yield
