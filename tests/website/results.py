"""Results as discovery gives them, made by hand, and the pages that show them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.test import RequestFactory

from tests.website.builders import Markup, read
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import (
    Answer,
    Answers,
    CrisisCard,
    FacetCounts,
    Hit,
    ReviewFacts,
    SearchResult,
    TermCount,
    TermName,
)
from wellread.review.coverage import Status
from wellread.website.answers_page import answers_page
from wellread.website.article_list import list_page
from wellread.website.asked import Asked
from wellread.website.frame import render_page
from wellread.website.page_heads import list_head

CARD = CrisisCard(
    heading="You are not alone tonight.",
    what_to_do_html="<p>Someone will listen, right now.</p>",
    telephone="988",
    url="https://example.org/chat",
    url_label="Write in a chat",
)


def a_hit(slug: str = "tired", *, status: Status = Status.CURRENT, **fields: Any) -> Hit:
    review = ReviewFacts(status, "Maren Sample, M.D.", date(2026, 9, 14), date(2029, 9, 14))
    values = {
        "slug": slug,
        "source_id": slug,
        "language": "en",
        "kind": "medical",
        "headline": slug.replace("-", " ").capitalize(),
        "summary": "Short.",
        "minutes_to_read": 3,
        "published_on": date(2026, 9, 1),
        "review": ReviewFacts(Status.NONE) if status is Status.NONE else review,
        "terms": (TermName("disease", "diseases", "breast-cancer", "Breast Cancer"),),
    }
    return Hit(**{**values, **fields})


def a_result(words: str = "tired", *, hits: tuple[Hit, ...] = (), **fields: Any) -> SearchResult:
    request = fields.pop("request", SearchRequest(language="en", words=words))
    chosen = request.selected.get("disease", frozenset())
    term = TermCount("breast-cancer", "Breast Cancer", len(hits), "breast-cancer" in chosen, ())
    facet = FacetCounts("disease", "diseases", "Diseases", (term,))
    values = {"total": len(hits), "facets": (facet,), "sort": request.effective_sort}
    return SearchResult(request=request, hits=hits, **{**values, **fields})


def an_answer(text: str = "It eases in weeks.", *, question: str = "How long?", anchor: str = "how-long") -> Answer:
    return Answer(text, question, a_hit(), anchor, 0.9)


def shown_list(result: SearchResult, **more: Any) -> Markup:
    page = list_page(Asked(result.request, (), moved=False), result, **more)
    return read(render_page(RequestFactory().get("/articles/"), "articles.html", {"page": page}, head=list_head(page)))


def shown_answers(**fields: Any) -> Markup:
    values = {"words": "why am I tired", "corrected_words": None, "answers": (), "crisis_card": None, "articles": ()}
    page = answers_page(Answers(**{**values, **fields}), language="en", notices=(), call=None)
    newest = fields.get("newest", ())
    return read(render_page(RequestFactory().get("/answers/"), "answers.html", {"page": replace(page, newest=newest)}))
