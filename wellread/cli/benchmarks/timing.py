"""Take times in rounds: whoever is compared takes turns, so that whatever slows the machine slows all alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Question = TypeVar("Question")

ROUNDS = 5
SECONDS_A_TURN = 3.0
FEWEST = 10


@dataclass(frozen=True)
class Times:
    """Milliseconds of single answers, round by round."""

    rounds: tuple[tuple[float, ...], ...]

    @property
    def all(self) -> list[float]:
        return sorted(one for turn in self.rounds for one in turn)

    @property
    def median(self) -> float:
        return statistics.median(self.all)

    def percentile(self, percent: float) -> float:
        """Return the time that so many percent of the answers keep to."""
        return self.all[min(len(self.all) - 1, int(len(self.all) * percent / 100))]

    def ratio_to(self, other: "Times") -> float:
        """Return how many times as long this takes: the median of what the rounds say."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return statistics.median(statistics.median(own) / statistics.median(others) for own, others in pairs)


def take_turns(
    subjects: Mapping[str, Callable[[Question], object]],
    questions: Sequence[Question],
    *,
    rounds: int = ROUNDS,
    seconds: float = SECONDS_A_TURN,
) -> dict[str, Times]:
    """Return the times of each subject; every round begins with another one. A slow one is asked fewer questions."""
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in subjects}
    names = list(subjects)
    for name in names:
        _turn(subjects[name], questions[:FEWEST], seconds=seconds)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            taken[name].append(_turn(subjects[name], questions, seconds=seconds))
    return {name: Times(tuple(turns)) for name, turns in taken.items()}


def _turn(subject: Callable[[Question], object], questions: Sequence[Question], *, seconds: float) -> tuple[float, ...]:
    gc.collect()
    until = time.perf_counter() + seconds
    taken = []
    for question in questions:
        begun = time.perf_counter()
        subject(question)
        ended = time.perf_counter()
        taken.append((ended - begun) * 1000)
        if ended > until and len(taken) >= FEWEST:
            break
    return tuple(taken)
