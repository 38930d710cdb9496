"""From the blocks of a body to what a page shows: passages with a heading, and what stands in each."""

from collections.abc import Callable
from dataclasses import dataclass

from wellread.articles.content import (
    ArticleContent,
    Block,
    Image,
    KeyFacts,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Section,
)
from wellread.articles.interchange import block_to_json
from wellread.articles.passages import anchors
from wellread.website.byline import NamedPerson


@dataclass(frozen=True)
class Piece:
    """A block without a heading of its own; `kind` is its type, such as pull_quote."""

    kind: str
    block: Block
    person: NamedPerson | None = None
    image_url: str = ""


@dataclass(frozen=True)
class Explanation:
    """A medical word as the article writes it, what it means, and where more about it is."""

    word: str
    definition: str
    url: str


@dataclass(frozen=True)
class Passage:
    """A question or a section with all that follows until the next; before the first, no heading and no anchor."""

    kind: str
    anchor: str
    heading: str
    html: str
    pieces: tuple[Piece, ...]
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class Body:
    """An article's body in reading order, and its key facts, which stand above it."""

    brief: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def contents(self) -> tuple[Passage, ...]:
        """The passages that a table of contents names; one alone needs no table."""
        named = tuple(passage for passage in self.passages if passage.anchor)
        return named if len(named) > 1 else ()

    @property
    def only_questions(self) -> bool:
        return all(passage.kind == "question" for passage in self.contents)


MakePiece = Callable[[Block], Piece]


def piece_maker(person: Callable[[PersonContent], NamedPerson], image_url: Callable[[str], str]) -> MakePiece:
    """Return a function from a block to its piece, for one way to link people and show images."""

    def make(block: Block) -> Piece:
        kind = block_to_json(block)["type"]
        match block:
            case Quote() | PullQuote():
                return Piece(kind, block, person=person(block.person))
            case Image():
                return Piece(kind, block, image_url=image_url(block.file))
            case _:
                return Piece(kind, block)

    return make


def read_body(content: ArticleContent, make_piece: MakePiece) -> Body:
    brief = tuple(item for block in content.body if isinstance(block, KeyFacts) for item in block.items_html)
    passages: list[Passage] = []
    places = anchors(content.body)
    for block in content.body:
        if isinstance(block, KeyFacts):
            continue
        if isinstance(block, Question):
            passages.append(Passage("question", next(places), block.question, block.answer_html, ()))
        elif isinstance(block, Section):
            passages.append(Passage("section", next(places), block.heading, block.html, ()))
        else:
            last = passages.pop() if passages else Passage("opening", "", "", "", ())
            passages.append(_with_piece(last, make_piece(block)))
    return Body(brief, tuple(passages))


def _with_piece(passage: Passage, piece: Piece) -> Passage:
    return Passage(passage.kind, passage.anchor, passage.heading, passage.html, (*passage.pieces, piece))
