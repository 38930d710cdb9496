"""From an article's row and blocks to its content: the plain frozen words."""

from collections.abc import Iterator
from typing import Any

from wagtail.rich_text import expand_db_html

from wellread.articles.cleaning import clean_html
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
from wellread.articles.images import freeze
from wellread.articles.telephone import dialable


def content_of(article: Any) -> ArticleContent:
    """Return the words of an Article as it stands in memory, its pending children included; freezes images."""
    return ArticleContent(
        source_id=article.source_id,
        source_url=article.source_url,
        language=article.language,
        kind=article.kind,
        headline=article.title.strip(),
        summary=article.summary.strip(),
        authors=tuple(person_content(author.person) for author in article.authors.all()),
        body=tuple(_blocks(article.body)),
        references=tuple(_reference(reference) for reference in article.references.all()),
        call_to_action=_call_to_action(article),
        urgent_notice=article.urgent_notice.strip(),
        sponsored_by=article.sponsored_by.strip(),
        published_on=article.published_on,
        related=tuple(related.to.source_id for related in article.related_articles.all()),
    )


def person_content(person: Any) -> PersonContent:
    return PersonContent(
        name=person.name,
        credentials=person.credentials,
        role=person.role,
        affiliation=person.affiliation,
        slug=person.slug,
    )


def _blocks(stream: Any) -> Iterator[Block]:
    for child in stream:
        block = block_content(child.block_type, child.value)
        if block is not None:
            yield block


def block_content(block_type: str, value: Any) -> Block | None:
    """Return the words of one block of the body, or None for one that is not finished."""
    match block_type:
        case "paragraph":
            return Paragraph(_html(value))
        case "section":
            return Section(value["heading"].strip(), _html(value["text"]))
        case "question":
            return Question(value["question"].strip(), _html(value["answer"]))
        case "list":
            return ItemList(_items(value["items"]), ordered=bool(value["ordered"]))
        case "quote" | "pull_quote" if value["person"] is not None:
            kind = Quote if block_type == "quote" else PullQuote
            return kind(value["words"].strip(), person_content(value["person"]))
        case "image" if value["image"] is not None:
            frozen = freeze(value["image"])
            return Image(
                frozen.file,
                value["alternative_text"],
                value["caption"],
                frozen.width,
                frozen.height,
            )
        case "get_help":
            return GetHelp(_html(value["text"]))
        case "key_facts":
            return KeyFacts(_items(value["items"]))
        case _:
            # An unfinished draft: a quote whose person, or an image block whose image, is not chosen yet.
            return None


def _html(rich_text: Any) -> str:
    return clean_html(expand_db_html(rich_text.source)) if rich_text else ""


def _items(values: Any) -> tuple[str, ...]:
    return tuple(clean_html(expand_db_html(value.source), inline=True) for value in values)


def _reference(reference: Any) -> Reference:
    return Reference(
        title=reference.title,
        publisher=reference.publisher,
        year=reference.year,
        url=reference.url,
        pubmed_id=reference.pubmed_id or None,
        doi=reference.doi or None,
        guideline_version=reference.guideline_version,
    )


def _call_to_action(article: Any) -> CallToAction | None:
    telephone = article.call_to_action_telephone
    if not (article.call_to_action_text or article.call_to_action_url or telephone):
        return None
    return CallToAction(
        text=article.call_to_action_text.strip(),
        url=article.call_to_action_url,
        telephone=dialable(telephone) if telephone else "",
    )
