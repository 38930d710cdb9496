"""An article's words as plain frozen values: what an edition keeps, what templates and programs read."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Literal

from django.utils.text import slugify

from wellread.articles.plain_text import plain_text

WORDS_A_MINUTE = 238
"""Silent reading of non-fiction in English: Brysbaert 2019, Journal of Memory and Language 109, 104047."""

Kind = Literal["medical", "information"]


@dataclass(frozen=True)
class PersonContent:
    """A person as the article names them; `slug` leads to their page."""

    name: str
    credentials: str = ""
    role: str = ""
    affiliation: str = ""
    slug: str = ""

    @property
    def name_with_credentials(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


@dataclass(frozen=True)
class Paragraph:
    html: str


@dataclass(frozen=True)
class Section:
    heading: str
    html: str


@dataclass(frozen=True)
class Question:
    question: str
    answer_html: str


@dataclass(frozen=True)
class ItemList:
    items_html: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    words: str
    person: PersonContent


@dataclass(frozen=True)
class PullQuote:
    words: str
    person: PersonContent


@dataclass(frozen=True)
class Image:
    """A picture frozen by its content: `file` is the SHA-256 of its bytes and its ending; sizes in pixels."""

    file: str
    alternative_text: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class GetHelp:
    html: str


@dataclass(frozen=True)
class KeyFacts:
    items_html: tuple[str, ...]


Block = Paragraph | Section | Question | ItemList | Quote | PullQuote | Image | GetHelp | KeyFacts


@dataclass(frozen=True)
class Reference:
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    pubmed_id: str | None = None
    doi: str | None = None
    guideline_version: str = ""

    @property
    def words(self) -> str:
        """What a reader sees of it, without address and ids."""
        parts = [self.title, self.publisher, self.guideline_version, str(self.year or "")]
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True)
class CallToAction:
    """What the reader can do next; `telephone` is in E.164 form or empty."""

    text: str
    url: str = ""
    telephone: str = ""

    @property
    def telephone_url(self) -> str:
        return f"tel:{self.telephone}" if self.telephone else ""


@dataclass(frozen=True)
class ArticleContent:
    """All words of an article in one language, and nothing that can change without a new edition."""

    source_id: str
    headline: str
    language: str
    kind: Kind = "medical"
    summary: str = ""
    authors: tuple[PersonContent, ...] = ()
    body: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    call_to_action: CallToAction | None = None
    urgent_notice: str = ""
    sponsored_by: str = ""
    published_on: date | None = None
    source_url: str = ""
    related: tuple[str, ...] = ()

    @property
    def questions(self) -> list[Question]:
        return [block for block in self.body if isinstance(block, Question)]

    @property
    def quotes(self) -> list[Quote]:
        return [block for block in self.body if isinstance(block, Quote)]

    @property
    def images(self) -> list[Image]:
        return [block for block in self.body if isinstance(block, Image)]

    @property
    def people(self) -> list[PersonContent]:
        """Authors, then those quoted, each once."""
        quoted = [block.person for block in self.body if isinstance(block, Quote | PullQuote)]
        return list(dict.fromkeys([*self.authors, *quoted]))

    @property
    def minutes_to_read(self) -> int:
        """Whole minutes, rounded up, at least one; counts the words of the body."""
        words = sum(len(text.split()) for block in self.body for text in block_texts(block))
        return max(1, math.ceil(words / WORDS_A_MINUTE))


def block_texts(block: Block) -> Iterator[str]:
    """Yield the block's running words without markup; no list marks, no alternative texts, no attributions."""
    match block:
        case Paragraph() | GetHelp():
            yield plain_text(block.html, list_marks=False)
        case Section():
            yield block.heading
            yield plain_text(block.html, list_marks=False)
        case Question():
            yield block.question
            yield plain_text(block.answer_html, list_marks=False)
        case ItemList() | KeyFacts():
            yield from map(plain_text, block.items_html)
        case Quote() | PullQuote():
            yield block.words
        case Image():
            yield block.caption


def question_anchors(questions: Iterable[Question]) -> list[str]:
    """Return for each question the id that leads to it: from its words, numbered where two are alike."""
    anchors: list[str] = []
    for question in questions:
        wanted = re.sub(r"^(\d)", r"q-\1", slugify(question.question)[:80].strip("-")) or "question"
        numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        anchors.append(next(anchor for anchor in numbered if anchor not in anchors))
    return anchors
