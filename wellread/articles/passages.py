"""An article's words by where they stand: each stretch that can be read alone, under the question it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.utils.text import slugify

from wellread.articles.content import Block, KeyFacts, Paragraph, Question, Section, block_texts, question_anchors


@dataclass(frozen=True)
class PassageText:
    """A stretch of plain words, the question or heading above it, and the anchor that leads there ("" for the top)."""

    anchor: str
    heading: str
    text: str


def anchors(body: Iterable[Block]) -> Iterator[str]:
    """Yield the anchors of questions and sections in order; those of questions are the public ones."""
    blocks = list(body)
    of_questions = question_anchors(block for block in blocks if isinstance(block, Question))
    taken = set(of_questions)
    questions = iter(of_questions)
    for block in blocks:
        if isinstance(block, Question):
            yield next(questions)
        elif isinstance(block, Section):
            wanted = slugify(block.heading) or "section"
            numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
            anchor = next(one for one in numbered if one not in taken)
            taken.add(anchor)
            yield anchor


def passage_texts(body: Iterable[Block]) -> list[PassageText]:
    """Return the body's words in order. Running paragraphs are one passage; lists, quotes and the like are their own.

    Key facts stand above the body, whatever block they follow. Each text is `block_texts` joined by spaces, so it
    stands in the article word for word.
    """
    blocks = list(body)
    places = anchors(blocks)
    anchor = heading = ""
    found: list[PassageText] = []
    prose = False
    for block in blocks:
        texts = list(block_texts(block))
        if isinstance(block, Question | Section):
            anchor, heading, texts = next(places), texts[0], texts[1:]
        text = " ".join(one for one in texts if one)
        if isinstance(block, Paragraph) and prose:
            found[-1] = PassageText(anchor, heading, " ".join(part for part in (found[-1].text, text) if part))
        elif isinstance(block, KeyFacts):
            found.append(PassageText("", "", text))
            prose = False
        elif text or isinstance(block, Question | Section):
            found.append(PassageText(anchor, heading, text))
            prose = isinstance(block, Question | Section | Paragraph)
    return found
