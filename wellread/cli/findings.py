"""What an examination finds: one thing that was looked at, how it is, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is: as it should be, worth a thought, or wrong."""

    OK = "ok"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True)
class Found:
    """One line of the doctor's report."""

    subject: str
    verdict: Verdict
    sentence: str
    mend: str = ""


def ok(subject: str, sentence: str) -> Found:
    return Found(subject, Verdict.OK, sentence)


def advice(subject: str, sentence: str, mend: str = "") -> Found:
    return Found(subject, Verdict.ADVICE, sentence, mend)


def wrong(subject: str, sentence: str, mend: str) -> Found:
    return Found(subject, Verdict.WRONG, sentence, mend)
