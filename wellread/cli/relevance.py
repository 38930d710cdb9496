"""How good an order of texts is, for questions whose answers are known."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BEST = 10
DEEP = 100


@dataclass(frozen=True)
class Relevance:
    """Means over all questions, between 0 and 1."""

    questions: int
    ndcg_at_10: float
    mrr: float
    success_at_1: float
    recall_at_100: float


def measure(judged: Iterable[tuple[Sequence[str], Mapping[str, int]]]) -> Relevance:
    """Return the means for pairs of what was found, best first, and what should have been."""
    rows = [_measure_one(found, scores) for found, scores in judged]
    means = [math.fsum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else [0.0] * 4
    return Relevance(len(rows), *means)


def _measure_one(found: Sequence[str], scores: Mapping[str, int]) -> tuple[float, float, float, float]:
    right = {text for text, score in scores.items() if score > 0}
    places = [place for place, text in enumerate(found, start=1) if text in right]
    first = places[0] if places else 0
    recalled = sum(place <= DEEP for place in places) / len(right)
    return _ndcg(found, scores), 1 / first if first else 0.0, float(first == 1), recalled


def _ndcg(found: Sequence[str], scores: Mapping[str, int]) -> float:
    """nDCG at 10 as trec_eval has it: gains are the scores, discounted by log2(place + 1)."""
    gains = [max(0, scores.get(text, 0)) for text in found[:BEST]]
    ideal = sorted((max(0, score) for score in scores.values()), reverse=True)[:BEST]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
