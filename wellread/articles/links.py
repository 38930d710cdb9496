"""Where an article's words lead: the addresses of its links."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from wellread.articles.content import (
    ArticleContent,
    Block,
    GetHelp,
    ItemList,
    KeyFacts,
    Paragraph,
    Question,
    Section,
)
from wellread.articles.plain_text import normalised


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    address: str
    words: str


class _Links(HTMLParser):
    """Collect links in the order in which they stand; HTML allows none inside another."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Link] = []
        self.address: str | None = None
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.address, self.words = dict(attrs).get("href"), []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.address is not None:
            self.found.append(Link(self.address.strip(), normalised("".join(self.words))))
            self.address = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def links_of(content: ArticleContent) -> list[Link]:
    """Return the links of an article's body and of its call to action, in reading order."""
    reader = _Links()
    for html in html_of(content):
        reader.feed(html)
    reader.close()
    call = content.call_to_action
    return [*reader.found, *([Link(call.url, call.text)] if call and call.url else [])]


def html_of(content: ArticleContent) -> Iterator[str]:
    """Yield each fragment of markup of the body."""
    for block in content.body:
        yield from _html(block)


def _html(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | GetHelp() | Section():
            yield block.html
        case Question():
            yield block.answer_html
        case ItemList() | KeyFacts():
            yield from block.items_html
