"""MedQuAD's documents with their questions, to measure when an answer is given: some have answers, some have none."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from wellread.cli.judged_set import read_json_lines


@dataclass(frozen=True)
class Answered:
    """A question and its answer; `kind` is what MedQuAD calls the type: symptoms, treatment, ..."""

    id: str
    question: str
    kind: str
    answer: str


@dataclass(frozen=True)
class MedquadDocument:
    """A document, its other names, and its questions; answers are empty where they are not free."""

    title: str
    names: frozenset[str]
    questions: tuple[Answered, ...]


def read_documents(path: Path) -> tuple[MedquadDocument, ...]:
    """Read MedQuAD's documents; raise UsageError, naming the line, for what is none."""
    documents = []
    for line, row in read_json_lines(path):
        try:
            documents.append(_document(row))
        except (KeyError, TypeError, AttributeError) as error:
            raise click.UsageError(f"{path}, line {line}: this is no document of MedQuAD: {error}.") from None
    if not documents:
        raise click.UsageError(f"{path} holds no documents.")
    return tuple(documents)


def _document(row: dict[str, Any]) -> MedquadDocument:
    questions = tuple(
        Answered(one["qid"], one["question"], one["qtype"], one.get("answer") or "") for one in row["questions"]
    )
    names = frozenset(name.casefold() for name in (row["title"], *row.get("synonyms", ())))
    return MedquadDocument(row["title"], names, questions)


def unanswered_questions(documents: Iterable[MedquadDocument], others: Iterable[MedquadDocument]) -> list[Answered]:
    """Return the questions of others that are about nothing that any of the documents is about."""
    known = frozenset(name for document in documents for name in document.names)
    return [question for other in others if other.title.casefold() not in known for question in other.questions]


def some(questions: Iterable[Answered], number: int) -> list[Answered]:
    """Return so many of the questions, the same ones each time."""
    return sorted(questions, key=lambda one: hashlib.sha256(f"{one.id}|{one.question}".encode()).digest())[:number]
