"""The words that a medical reviewer signs, and their digest.

The list leaves out ids, addresses, terms, layout and the call to action: changing those needs no new
review. docs/medical-wording.md describes the form so that anyone can compute the digest from the public JSON.
"""

import hashlib
from collections.abc import Iterator
from typing import TypedDict

import rfc8785

from wellread.articles.content import (
    ArticleContent,
    Block,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PullQuote,
    Question,
    Quote,
    Section,
)
from wellread.articles.plain_text import normalised, plain_text


class Wording(TypedDict):
    """One piece of an article's words."""

    kind: str
    text: str


def medical_wording(content: ArticleContent) -> list[Wording]:
    """Return the reviewed words in reading order: NFC, white space collapsed, empty pieces left out."""
    pieces = [("headline", content.headline), ("summary", content.summary)]
    pieces += [piece for block in content.body for piece in _pieces(block)]
    pieces += [("reference", reference.words) for reference in content.references]
    return [{"kind": kind, "text": text} for kind, text in ((kind, normalised(text)) for kind, text in pieces) if text]


def wording_digest(wording: list[Wording]) -> str:
    """Return SHA-256, in hexadecimal, over the RFC 8785 (canonical JSON) form of the wording."""
    return hashlib.sha256(rfc8785.dumps(wording)).hexdigest()  # type: ignore[arg-type]  # a TypedDict is a dict


def content_digest(content: ArticleContent) -> str:
    return wording_digest(medical_wording(content))


def _pieces(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph():
            yield "paragraph", plain_text(block.html)
        case Section():
            yield "heading", block.heading
            yield "paragraph", plain_text(block.html)
        case Question():
            yield "question", block.question
            yield "answer", plain_text(block.answer_html)
        case ItemList():
            for number, item in enumerate(block.items_html, start=1):
                yield (
                    "list_item",
                    f"{number}. {plain_text(item)}" if block.ordered else f"- {plain_text(item)}",
                )
        case KeyFacts():
            for item in block.items_html:
                yield "key_fact", f"- {plain_text(item)}"
        case GetHelp():
            yield "get_help", plain_text(block.html)
        case Quote() | PullQuote():
            yield "quote" if isinstance(block, Quote) else "pull_quote", block.words
            yield "attribution", block.person.name_with_credentials
        case Image():
            yield "alternative_text", block.alternative_text
            yield "caption", block.caption
