"""Two digests: of what a source says of an article, and of the draft that stands here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from wellread.articles.content import ArticleContent, PersonContent, PullQuote, Quote
from wellread.articles.interchange import content_to_json
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.importers.article import ImportedArticle


def line_digest(item: ImportedArticle, *, images: Mapping[str, str]) -> str:
    """Return SHA-256 over all that came in, with the digests of its images."""
    return _digest([_said(item), {**images}])


def draft_digest(article: Article) -> str:
    """Return SHA-256 over the article as it stands in memory.

    People count by their address and terms by their row: their own edits are no edits of the article.
    """
    content = content_of(article)
    people = tuple(_slug_only(author) for author in content.authors)
    body = tuple(
        replace(one, person=_slug_only(one.person)) if isinstance(one, Quote | PullQuote) else one
        for one in content.body
    )
    plain: ArticleContent = replace(content, authors=people, body=body)
    terms = sorted((one.merged_into or one).pk for one in article.terms.all())
    return _digest([content_to_json(plain), terms, article.slug])


def _slug_only(person: PersonContent) -> PersonContent:
    return PersonContent(name="", slug=person.slug)


def _said(item: ImportedArticle) -> dict[str, Any]:
    said = asdict(replace(item, draft=None, vocabulary=()))
    del said["where"]
    return {**said, "draft": _said(item.draft) if item.draft else None}


def _digest(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
