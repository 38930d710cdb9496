"""How often an answer is given to questions that have one and to those that have none, and how often rightly."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from wellread.cli.medquad_questions import Answered, MedquadDocument, some, unanswered_questions

QUESTIONS = 1_000


class Given(Protocol):
    """A passage given as an answer: its document's number, and the question's id as its place."""

    @property
    def key(self) -> int: ...

    @property
    def place(self) -> str: ...


@dataclass(frozen=True)
class Answering:
    """Shares between 0 and 1. `right`: of the answers given, those from a document of that name, to that kind."""

    questions_with_answers: int
    given: float
    right_of_these: float
    questions_without_answers: int
    given_in_error: float


def measure_answering(
    answer: Callable[[str], Given | None], documents: Sequence[MedquadDocument], others: Iterable[MedquadDocument]
) -> Answering:
    """Ask the same questions each time; `answer` returns what is confident enough to be shown."""
    kinds = {one.id: (document.title.casefold(), one.kind) for document in documents for one in document.questions}
    answered = some((one for document in documents for one in document.questions if one.answer.strip()), QUESTIONS)
    unanswered = some(unanswered_questions(documents, others), QUESTIONS)
    given = [(one, found) for one in answered if (found := answer(one.question))]
    right = [one for one, found in given if kinds[found.place] == kinds[one.id]]
    wrong = [one for one in unanswered if answer(one.question)]
    return Answering(
        questions_with_answers=len(answered),
        given=_share(given, answered),
        right_of_these=_share(right, given),
        questions_without_answers=len(unanswered),
        given_in_error=_share(wrong, unanswered),
    )


def _share(some_of: Sequence[object], them: Sequence[Answered] | Sequence[object]) -> float:
    return len(some_of) / len(them) if them else 0.0
