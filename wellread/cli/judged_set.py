"""Read what relevance is measured with: texts, questions and judgements, in the form of the BEIR collections."""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

_QRELS_COLUMNS = ("query-id", "corpus-id", "score")


@dataclass(frozen=True)
class Text:
    """One text of a collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class JudgedSet:
    """A collection, its questions by id, and for each how well which texts answer it: above 0 is an answer."""

    texts: tuple[Text, ...]
    questions: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


def read_judged_set(texts: tuple[Text, ...], queries: Path, qrels: Path) -> JudgedSet:
    """Read questions and judgements; raise UsageError, naming file and line, for what does not belong together."""
    questions = {}
    for line, row in read_json_lines(queries):
        questions[_value(row, "_id", queries, line)] = _value(row, "text", queries, line)
    judgements = _judgements(qrels, questions)
    known = {text.id for text in texts}
    if not any(text in known for judged in judgements.values() for text in judged):
        raise click.UsageError(f"{qrels} judges no text of this collection. Do the files belong together?")
    return JudgedSet(texts, questions, judgements)


def read_corpus(path: Path) -> tuple[Text, ...]:
    """Read `_id`, `title` and `text` of each line."""
    texts = {}
    for line, row in read_json_lines(path):
        one = Text(_value(row, "_id", path, line), str(row.get("title") or ""), str(row.get("text") or ""))
        if one.id in texts:
            raise _wrong(path, line, f"there is a text {one.id} already.")
        texts[one.id] = one
    if not texts:
        raise click.UsageError(f"{path} holds no texts.")
    return tuple(texts.values())


def read_medquad(path: Path) -> tuple[Text, ...]:
    """Read MedQuAD's documents as one text for each answer: its document's title and the answer, not the question."""
    texts = []
    for line, row in read_json_lines(path):
        for question in row.get("questions") or ():
            if str(question.get("answer") or "").strip():
                id = f"{_value(row, 'id', path, line)}#{_value(question, 'qid', path, line)}"
                texts.append(Text(id, str(row.get("title") or ""), question["answer"]))
    if not texts:
        raise click.UsageError(f"{path} holds no answers.")
    return tuple(texts)


def _judgements(path: Path, questions: Mapping[str, str]) -> dict[str, dict[str, int]]:
    judgements: dict[str, dict[str, int]] = {}
    with _opened(path) as file:
        rows = csv.DictReader(file, delimiter="\t")
        missing = [name for name in _QRELS_COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise _wrong(path, 1, f"the first line must name the column {missing[0]}, between tabs.")
        for row in rows:
            query, text, score = (row[name] or "" for name in _QRELS_COLUMNS)
            if query not in questions:
                raise _wrong(path, rows.line_num, f"there is no query {query}.")
            try:
                judgements.setdefault(query, {})[text] = int(score)
            except ValueError:
                raise _wrong(path, rows.line_num, f"the score must be a whole number, not {score!r}.") from None
    return {query: judged for query, judged in judgements.items() if any(score > 0 for score in judged.values())}


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line's number and object; raise UsageError for a line that is none."""
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise _wrong(path, number, f"this is no JSON: {error}.") from None
            if not isinstance(row, dict):
                raise _wrong(path, number, "each line must be a JSON object.")
            yield number, row


@contextmanager
def _opened(path: Path) -> Iterator[io.TextIOBase]:
    """Open a text file, packed with gzip or not; what cannot be read becomes a UsageError with the file's name."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield file
    except (gzip.BadGzipFile, EOFError):
        raise click.UsageError(f"{path} is no whole gzip file.") from None
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} is not UTF-8: {error.reason} at byte {error.start}.") from None


def _value(row: Mapping[str, Any], name: str, path: Path, line: int) -> str:
    value = row.get(name)
    if value is None or isinstance(value, dict | list):
        raise _wrong(path, line, f"“{name}” is missing.")
    return str(value)


def _wrong(path: Path, line: int, why: str) -> click.UsageError:
    return click.UsageError(f"{path}, line {line}: {why}")
