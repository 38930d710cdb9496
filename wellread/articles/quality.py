"""The rules of good health information that an article's own words can be checked against.

The numbers are those of docs/quality-rules.md, which names where each rule comes from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellread.articles.content import ArticleContent, PullQuote, Question
from wellread.articles.plain_text import plain_text

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS, start=1)}
_COUNTED = re.compile(rf"^(?:the )?(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:\w+ ){{0,2}}?questions\b", re.IGNORECASE)
LONGEST_LIST = 7


@dataclass(frozen=True)
class Finding:
    """A rule that the words do not meet; `blocks` says whether it stops a publication."""

    rule: str
    blocks: bool
    sentence: str


def findings(content: ArticleContent) -> list[Finding]:
    """Return what the words fail, in the order of the rules."""
    return [
        *_names(content),
        *_images(content),
        *_questions(content),
        *_quotes(content),
        *_sources(content),
        *_lists(content),
    ]


def _names(content: ArticleContent) -> Iterator[Finding]:
    if not content.authors and not content.source_url:
        yield Finding("R02", True, "Name an author, or the address that the article comes from.")


def _images(content: ArticleContent) -> Iterator[Finding]:
    for number, image in enumerate(content.images, start=1):
        if not image.alternative_text.strip():
            yield Finding("R06", True, f"Image {number} has no alternative text.")


def _questions(content: ArticleContent) -> Iterator[Finding]:
    for block in content.questions:
        yield from _question(block)
    counted = _COUNTED.match(content.headline)
    if counted:
        word = counted[1].lower()
        number = _NUMBER_WORDS.get(word) or int(word)
        if number != len(content.questions):
            there_are = f"the article asks {len(content.questions)}"
            yield Finding("R08", False, f"The headline names {number} questions, but {there_are}.")


def _question(block: Question) -> Iterator[Finding]:
    if not block.question.rstrip().endswith("?"):
        yield Finding(
            "R07",
            True,
            f"“{block.question}” stands as a question but does not end with a question mark.",
        )
    if not plain_text(block.answer_html):
        yield Finding("R07", True, f"“{block.question}” has no answer.")


def _quotes(content: ArticleContent) -> Iterator[Finding]:
    for quote in content.quotes:
        if not (quote.person.credentials and quote.person.affiliation):
            yield Finding("R10", True, f"{quote.person.name} is quoted without credentials or affiliation.")
    for pull in (block for block in content.body if isinstance(block, PullQuote)):
        same_person = [quote for quote in content.quotes if quote.person.name == pull.person.name]
        if not any(pull.words in quote.words for quote in same_person):
            yield Finding(
                "R09",
                True,
                f"The pull quote “{pull.words}” is not part of a quote by {pull.person.name}.",
            )


def _sources(content: ArticleContent) -> Iterator[Finding]:
    if content.kind == "medical" and not content.references:
        yield Finding("R11", False, "A medical article names at least one reference.")


def _lists(content: ArticleContent) -> Iterator[Finding]:
    for block in content.body:
        items = getattr(block, "items_html", ())
        if len(items) > LONGEST_LIST:
            yield Finding(
                "R17",
                False,
                f"A list has {len(items)} items; more than {LONGEST_LIST} are hard to remember.",
            )
