"""From content to an article's row and blocks: the way in for what was written elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify
from wagtail.rich_text import RichText

from wellread.articles.cleaning import clean_html
from wellread.articles.content import (
    ArticleContent,
    Block,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Section,
)
from wellread.articles.models import (
    Article,
    ArticleAuthor,
    ArticleReference,
    Person,
    RelatedArticle,
)


def write_content(article: Article, content: ArticleContent, *, images: Mapping[str, Any]) -> None:
    """Set the article's fields and children, in memory, to the content's words; saves only new people.

    `images` gives the Wagtail image for each image block's `file`.
    """
    article.title = content.headline
    article.kind = content.kind
    article.summary = content.summary
    article.source_url = content.source_url
    article.published_on = content.published_on or article.published_on
    article.urgent_notice = content.urgent_notice
    article.sponsored_by = content.sponsored_by
    call = content.call_to_action
    article.call_to_action_text = call.text if call else ""
    article.call_to_action_url = call.url if call else ""
    article.call_to_action_telephone = call.telephone if call else ""
    article.body = [_stream_child(block, images) for block in content.body]
    article.authors = [ArticleAuthor(person=find_person(author)) for author in content.authors]
    article.references = [
        ArticleReference(
            title=reference.title,
            publisher=reference.publisher,
            year=reference.year,
            url=reference.url,
            pubmed_id=reference.pubmed_id or "",
            doi=reference.doi or "",
            guideline_version=reference.guideline_version,
        )
        for reference in content.references
    ]
    known = {one.source_id: one for one in Article.objects.filter(source_id__in=content.related)}
    article.related_articles = [RelatedArticle(to=known[one]) for one in content.related if one in known]


def find_person(person: PersonContent) -> Person:
    """Return the one person with this name and these credentials, made if there is none.

    What the library knows of a person is never overwritten by what an import says of them.
    """
    same = Person.objects.filter(name__iexact=person.name.strip(), credentials__iexact=person.credentials.strip())
    found = same.filter(slug=person.slug).first() or same.order_by("pk").first()
    if found:
        return found
    return Person.objects.create(
        name=person.name.strip(),
        credentials=person.credentials.strip(),
        role=person.role,
        affiliation=person.affiliation,
        slug=free_person_slug(person.slug or slugify(person.name) or "person"),
    )


def free_person_slug(wanted: str) -> str:
    """Return the wanted slug, numbered if another person has it."""
    slug, number = wanted[:100], 1
    while Person.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted[:95]}-{number}"
    return slug


def _stream_child(block: Block, images: Mapping[str, Any]) -> tuple[str, Any]:
    match block:
        case Paragraph():
            return "paragraph", _rich(block.html)
        case Section():
            return "section", {"heading": block.heading, "text": _rich(block.html)}
        case Question():
            return "question", {"question": block.question, "answer": _rich(block.answer_html)}
        case ItemList():
            return "list", {"items": _rich_items(block.items_html), "ordered": block.ordered}
        case KeyFacts():
            return "key_facts", {"items": _rich_items(block.items_html)}
        case GetHelp():
            return "get_help", {"text": _rich(block.html)}
        case Quote() | PullQuote():
            kind = "quote" if isinstance(block, Quote) else "pull_quote"
            return kind, {"words": block.words, "person": find_person(block.person)}
        case Image():
            return "image", {
                "image": images[block.file],
                "alternative_text": block.alternative_text,
                "caption": block.caption,
            }


def _rich(html: str) -> RichText:
    return RichText(clean_html(html))


def _rich_items(items_html: tuple[str, ...]) -> list[RichText]:
    return [RichText(clean_html(item, inline=True)) for item in items_html]
