"""From what discovery found to the shapes that programs read."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from wellread.api import shapes
from wellread.api.addresses import article_url, image_url, place_url, suggestion_url
from wellread.articles.content import ArticleContent, Block, CallToAction, Image, Question, question_anchors
from wellread.articles.interchange import block_to_json
from wellread.articles.wording import medical_wording
from wellread.discovery.articles import ArticleView
from wellread.discovery.results import Answers, CrisisCard, FacetCounts, Hit, SearchResult, Suggestion


def article_list(result: SearchResult) -> shapes.ArticleList:
    facets = [facet.slug for facet in result.facets]
    return shapes.ArticleList(
        total=result.total,
        page=result.request.page,
        pages=result.pages,
        page_size=result.request.page_size,
        query=result.request.words,
        corrected_query=result.corrected_words,
        some_words_only=result.some_words_only,
        unknown_words=list(result.unknown_words),
        crisis_card=crisis_card(result.crisis_card),
        recommended=hit_list(result.recommended, facets),
        instead=[
            shapes.Instead(facet=one.facet, facet_name=one.facet_name, terms=list(one.term_names), total=one.total)
            for one in result.instead
        ],
        language=result.request.language,
        sort=result.sort.value,
        hits=hit_list(result.hits, facets),
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


def answer_list(found: Answers, facets: list[str], *, language: str) -> shapes.AnswerList:
    return shapes.AnswerList(
        query=found.words,
        corrected_query=found.corrected_words,
        language=language,
        answers=[
            shapes.Answer(
                text=answer.text,
                question=answer.question,
                article=shapes.Hit.model_validate(hit_values(answer.hit, facets)),
                url=place_url(answer.hit.slug, answer.anchor, answer.hit.language),
                score=answer.score,
            )
            for answer in found.answers
        ],
        crisis_card=crisis_card(found.crisis_card),
        articles=hit_list(found.articles, facets),
        some_words_only=found.some_words_only,
    )


def suggestion_list(words: str, found: Iterable[Suggestion], *, language: str) -> shapes.SuggestionList:
    return shapes.SuggestionList(
        query=words,
        suggestions=[
            shapes.Suggestion(
                kind=one.kind.value, text=one.text, through=one.through, url=suggestion_url(one, language)
            )
            for one in found
        ],
    )


def crisis_card(card: CrisisCard | None) -> shapes.CrisisCard | None:
    if card is None:
        return None
    return shapes.CrisisCard(**asdict(card), telephone_url=f"tel:{card.telephone}" if card.telephone else "")


def hit_list(hits: Iterable[Hit], facets: Iterable[str]) -> list[shapes.Hit]:
    return [shapes.Hit.model_validate(hit_values(hit, facets)) for hit in hits]


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
        "because": [asdict(one) for one in hit.because],
    }


def whole_article(view: ArticleView, facets: list[str]) -> shapes.Article:
    line = hit_values(view.hit, facets)
    more = {
        "authors": [asdict(author) for author in view.content.authors],
        "urgent_notice": view.content.urgent_notice,
        "sponsored_by": view.content.sponsored_by,
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
