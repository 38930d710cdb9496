"""From what discovery found to the shapes that programs read."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from wellread.api import shapes
from wellread.api.addresses import article_url, image_url
from wellread.articles.content import ArticleContent, Block, CallToAction, Image, Question, question_anchors
from wellread.articles.interchange import block_to_json
from wellread.articles.wording import medical_wording
from wellread.discovery.articles import ArticleView
from wellread.discovery.results import FacetCounts, Hit, SearchResult


def article_list(result: SearchResult) -> shapes.ArticleList:
    facets = [facet.slug for facet in result.facets]
    return shapes.ArticleList(
        total=result.total,
        page=result.request.page,
        pages=result.pages,
        page_size=result.request.page_size,
        query=result.request.words,
        corrected_query=None,
        language=result.request.language,
        sort=result.sort.value,
        hits=[shapes.Hit.model_validate(hit_values(hit, facets)) for hit in result.hits],
        facets=facet_list(result.facets).facets,
    )


def facet_list(facets: Iterable[FacetCounts]) -> shapes.FacetList:
    return shapes.FacetList(
        facets=[
            shapes.Facet(
                slug=facet.slug,
                name=facet.name,
                terms=[
                    shapes.TermCount(
                        slug=term.slug,
                        name=term.name,
                        count=term.count,
                        selected=term.selected,
                        parents=list(term.parents),
                    )
                    for term in facet.terms
                ],
            )
            for facet in facets
        ]
    )


def hit_values(hit: Hit, facets: Iterable[str]) -> dict[str, Any]:
    """Return the values of a line; each facet has a list of terms, be it empty."""
    return {
        "slug": hit.slug,
        "source_id": hit.source_id,
        "url": article_url(hit.slug, hit.language),
        "headline": hit.headline,
        "summary": hit.summary,
        "excerpt_html": hit.excerpt_html,
        "language": hit.language,
        "kind": hit.kind,
        "minutes_to_read": hit.minutes_to_read,
        "published_on": hit.published_on,
        "review": {
            "status": hit.review.status.value,
            "reviewer": hit.review.reviewer,
            "last_reviewed": hit.review.last_reviewed,
            "review_due": hit.review.review_due,
        },
        "terms": {facet: [term.slug for term in hit.terms if term.facet == facet] for facet in facets},
    }


def whole_article(view: ArticleView, facets: list[str]) -> shapes.Article:
    line = hit_values(view.hit, facets)
    more = {
        "authors": [asdict(author) for author in view.content.authors],
        "urgent_notice": view.content.urgent_notice,
        "source_url": view.content.source_url,
        "body": body_values(view.content, url=line["url"]),
        "references": [asdict(reference) for reference in view.content.references],
        "call_to_action": call_values(view.call_to_action),
        "edition": asdict(view.edition),
        "medical_wording": medical_wording(view.content),
        "digest": view.digest,
        "translations": [{**asdict(one), "url": article_url(one.slug, one.language)} for one in view.translations],
        "related": [hit_values(hit, facets) for hit in view.related],
    }
    return shapes.Article.model_validate(line | more)


def body_values(content: ArticleContent, *, url: str) -> list[dict[str, Any]]:
    """Return the blocks as in an article's line of JSON, with the addresses of questions and pictures."""
    anchors = iter(question_anchors(content.questions))
    return [_with_address(block, url, anchors) for block in content.body]


def _with_address(block: Block, url: str, anchors: Iterator[str]) -> dict[str, Any]:
    values = block_to_json(block)
    if isinstance(block, Question):
        values["anchor"] = next(anchors)
        values["url"] = f"{url}#{values['anchor']}"
    if isinstance(block, Image):
        values["url"] = image_url(block.file)
    return values


def call_values(call: CallToAction | None) -> dict[str, str] | None:
    return {**asdict(call), "telephone_url": call.telephone_url} if call else None
