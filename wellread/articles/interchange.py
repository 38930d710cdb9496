"""An article's content as JSON and back: the shape of one line of a .jsonl file, of an edition and of the API.

`article.schema.json` beside this file states the shape; what passes the schema can be read here.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from wellread.articles.content import (
    ArticleContent,
    Block,
    CallToAction,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Reference,
    Section,
)

_BLOCKS: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "section": Section,
    "question": Question,
    "list": ItemList,
    "quote": Quote,
    "pull_quote": PullQuote,
    "image": Image,
    "get_help": GetHelp,
    "key_facts": KeyFacts,
}
Value = TypeVar("Value")
_NAMES = {block: name for name, block in _BLOCKS.items()}

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("article.schema.json").read_text(encoding="utf-8"))


def content_to_json(content: ArticleContent) -> dict[str, Any]:
    """Return the content as plain JSON values, every key present."""
    return {
        "source_id": content.source_id,
        "source_url": content.source_url,
        "language": content.language,
        "kind": content.kind,
        "headline": content.headline,
        "summary": content.summary,
        "authors": [asdict(author) for author in content.authors],
        "published_on": content.published_on.isoformat() if content.published_on else None,
        "urgent_notice": content.urgent_notice,
        "sponsored_by": content.sponsored_by,
        "body": [block_to_json(block) for block in content.body],
        "references": [asdict(reference) for reference in content.references],
        "call_to_action": asdict(content.call_to_action) if content.call_to_action else None,
        "related": list(content.related),
    }


def block_to_json(block: Block) -> dict[str, Any]:
    values = asdict(block)
    for name, value in values.items():
        if isinstance(value, tuple):
            values[name] = list(value)
    return {"type": _NAMES[type(block)], **values}


def content_from_json(values: dict[str, Any]) -> ArticleContent:
    """Return the content that valid JSON values describe; what is absent is empty."""
    call_to_action = values.get("call_to_action")
    published_on = values.get("published_on")
    return ArticleContent(
        source_id=values.get("source_id") or "",
        source_url=values.get("source_url") or "",
        language=values.get("language") or "",
        kind=values.get("kind") or "medical",
        headline=values["headline"],
        summary=values.get("summary") or "",
        authors=tuple(person_from_json(author) for author in values.get("authors") or ()),
        published_on=date.fromisoformat(published_on) if published_on else None,
        urgent_notice=values.get("urgent_notice") or "",
        sponsored_by=values.get("sponsored_by") or "",
        body=tuple(block_from_json(block) for block in values.get("body") or ()),
        references=tuple(_known(Reference, reference) for reference in values.get("references") or ()),
        call_to_action=_known(CallToAction, call_to_action) if call_to_action else None,
        related=tuple(values.get("related") or ()),
    )


def person_from_json(values: dict[str, Any]) -> PersonContent:
    return _known(PersonContent, values)


def block_from_json(values: dict[str, Any]) -> Block:
    settled = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if "person" in settled:
        settled["person"] = person_from_json(values["person"])
    return _known(_BLOCKS[values["type"]], settled)


def _known(kind: type[Value], values: dict[str, Any]) -> Value:
    """Build a value from those keys that it knows; null counts as absent."""
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]  # only dataclasses are passed
    return kind(**{name: value for name, value in values.items() if name in known and value is not None})
