"""An answer as pages quote it: its words, the place where they stand, and who stands for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from wellread.discovery.results import Answer, Hit
from wellread.website.addresses import place_address


@dataclass(frozen=True)
class QuotedAnswer:
    """A verbatim stretch of an article in its paragraphs; `question` is the heading above it, if any."""

    question: str
    paragraphs: tuple[str, ...]
    url: str
    hit: Hit


def quoted(answers: Iterable[Answer]) -> tuple[QuotedAnswer, ...]:
    return tuple(
        QuotedAnswer(
            question=answer.question,
            paragraphs=tuple(filter(None, (line.strip() for line in answer.text.splitlines()))),
            url=place_address(answer.hit.slug, answer.anchor, language=answer.hit.language),
            hit=answer.hit,
        )
        for answer in answers
    )
