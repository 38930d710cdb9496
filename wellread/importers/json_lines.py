"""Wellread's own form: one article as one JSON object, one a line. docs/import.md describes it.

Reads text, knows no database.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wellread.articles.cleaning import clean_html
from wellread.articles.content import ArticleContent
from wellread.articles.errors import TelephoneError
from wellread.articles.interchange import content_from_json
from wellread.articles.plain_text import plain_text
from wellread.articles.telephone import dialable
from wellread.importers.article import DRAFT, EditionRecord, ImportedArticle, Place, SourceReview
from wellread.importers.errors import (
    DateError,
    EmptyTextError,
    ImporterError,
    NestedTooDeepError,
    ShapeError,
    UnsafeHtmlError,
)
from wellread.importers.json_shape import check_shape
from wellread.importers.json_values import read_object
from wellread.importers.unsafe_html import active_part

# Where the source's clock is ahead of ours, its today is our tomorrow.
_TOLERANCE = timedelta(days=1)
_EARLIEST_YEAR = 1900
_HTML = {"html": False, "answer_html": False, "items_html": True}
"""The keys that hold HTML, and whether it stands inside a line."""
_LINES = ("headline", "source_id", "slug")


def read_article(text: str, *, where: Place, today: date) -> ImportedArticle:
    """Return the article that one JSON object describes; raise ImporterError or ArticleError saying what is wrong."""
    values = read_object(text)
    check_shape(values)
    article = _article(values, where=where, today=today)
    if values.get("draft"):
        article = replace(article, draft=_draft(values["draft"], article, today=today))
    return article


def source_id_in(text: str) -> str:
    """Return the source id of an item that could not be read otherwise, if that much can be told."""
    try:
        source_id = read_object(text).get("source_id")
    except ImporterError:
        return ""
    return source_id[:200] if isinstance(source_id, str) else ""


def _draft(values: dict[str, Any], published: ImportedArticle, *, today: date) -> ImportedArticle:
    if values.get("draft"):
        raise NestedTooDeepError("draft.draft: a draft has no draft of its own.")
    same = {"source_id": published.content.source_id, "language": published.content.language, "status": DRAFT}
    return _article({**values, **same}, where=published.where, today=today, path="draft.")


def _article(values: dict[str, Any], *, where: Place, today: date, path: str = "") -> ImportedArticle:
    unfinished = values.get("status") == DRAFT
    values = _settled(values, path=path, unfinished=unfinished)
    review = values.get("reported_review") or values.get("attestation")
    edition = values.get("edition")
    article = ImportedArticle(
        content=_content(values, where=where),
        where=where,
        slug=values.get("slug") or "",
        terms=_terms(values.get("terms")),
        reported_review=_review(review, today=today, path=path) if review else None,
        status=values.get("status") or "",
        withdrawn_reason=values.get("withdrawn_reason") or "",
        translation_of=values.get("translation_of") or "",
        edition=_edition(edition, today=today) if edition else None,
        change_kind=values.get("change_kind"),
        change_note=values.get("change_note"),
    )
    published_on = article.content.published_on
    if published_on and published_on > today + _TOLERANCE and not unfinished:
        raise DateError(f"{path}published_on is {published_on}, which is yet to come.")
    return article


def _settled(values: dict[str, Any], *, path: str, unfinished: bool) -> dict[str, Any]:
    """Return the values with clean HTML, dialable numbers and whole numbers for years."""
    settled = {**values, **{name: _one_line(values[name]) for name in _LINES if values.get(name)}}
    body = enumerate(values.get("body") or ())
    settled["body"] = [_block(block, path=f"{path}body[{number}]", unfinished=unfinished) for number, block in body]
    settled["references"] = [
        {**reference, "year": int(reference["year"])} if reference.get("year") else reference
        for reference in values.get("references") or ()
    ]
    call = values.get("call_to_action")
    if call:
        settled["call_to_action"] = {**call, "telephone": _telephone(call.get("telephone"), path=path)}
    return settled


def _block(block: dict[str, Any], *, path: str, unfinished: bool) -> dict[str, Any]:
    settled = dict(block)
    for key, inline in _HTML.items():
        if isinstance(block.get(key), str):
            settled[key] = _clean(block[key], path=f"{path}.{key}", inline=inline)
        elif isinstance(block.get(key), list):
            settled[key] = [
                _clean(html, path=f"{path}.{key}[{number}]", inline=inline) for number, html in enumerate(block[key])
            ]
    empty = [
        html for key in ("answer_html", "items_html") for html in _as_list(settled.get(key)) if not plain_text(html)
    ]
    if empty and not unfinished:
        raise EmptyTextError(f"{path} holds HTML without words.")
    return settled


def _as_list(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _clean(html: str, *, path: str, inline: bool) -> str:
    active = active_part(html)
    if active:
        raise UnsafeHtmlError(f"{path} holds {active}, which no article may. Take it out at the source.")
    return clean_html(html, inline=inline)


def _telephone(number: str | None, *, path: str) -> str:
    try:
        return dialable(number) if number and number.strip() else ""
    except TelephoneError as error:
        raise TelephoneError(f"{path}call_to_action.telephone: {error}") from error


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\t]+", " ", text).strip()


def _content(values: dict[str, Any], *, where: Place) -> ArticleContent:
    content = content_from_json(values)
    return replace(content, source_id=content.source_id or _made_source_id(content, values.get("slug") or ""))


def _made_source_id(content: ArticleContent, slug: str) -> str:
    """Return an id that the same line gets again next time: from its slug, else from its headline."""
    if slug:
        return f"slug:{content.language}/{slug}"[:200]
    mark = hashlib.sha256(content.headline.encode()).hexdigest()[:8]
    readable = re.sub(r"[\W_]+", "-", content.headline.lower())[:100].strip("-")
    return f"headline:{content.language}/{readable}-{mark}"


def _terms(terms: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]] | None:
    if terms is None:
        return None
    return {facet: tuple(dict.fromkeys(slugs)) for facet, slugs in sorted(terms.items())}


def _review(values: dict[str, str], *, today: date, path: str) -> SourceReview:
    review = SourceReview(values["by"].strip(), date.fromisoformat(values["on"]))
    if review.on > today + _TOLERANCE:
        raise DateError(f"{path}reported_review.on is {review.on}, which is yet to come.")
    return review


def _edition(values: dict[str, Any], *, today: date) -> EditionRecord:
    try:
        published_at = datetime.fromisoformat(values["published_at"])
    except ValueError as error:
        raise DateError(f"edition.published_at is “{values['published_at'][:60]}”, which is no time.") from error
    if published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    if published_at.year < _EARLIEST_YEAR or published_at.date() > today + _TOLERANCE:
        raise DateError(f"edition.published_at is {published_at.date()}: too early, or yet to come.")
    number = int(values["number"])
    if number > 1_000_000:
        raise ShapeError(f"edition.number is {number}, which is too much.")
    return EditionRecord(number, values["kind"], published_at, values.get("change_note") or "")
