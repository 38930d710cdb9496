"""One answer of the library, quoted on the home page to show what the line beside the text means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wellread.articles.content import question_anchors
from wellread.discovery.articles import ArticleView, find_article
from wellread.discovery.results import Hit
from wellread.review.coverage import Status
from wellread.website.addresses import article_address

_FIRST_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Specimen:
    """The first paragraph of an answer, word for word, and where it stands."""

    question: str
    answer_html: str
    url: str
    hit: Hit


def find_specimen(reviewed: Iterable[Hit], *, language: str) -> Specimen | None:
    """Return the first answer of an article whose review is current, out of the first that has one, or None."""
    for hit in reviewed:
        view = find_article(hit.slug, language=language) if hit.review.status is Status.CURRENT else None
        found = specimen(view) if isinstance(view, ArticleView) else None
        if found:
            return found
    return None


def specimen(view: ArticleView) -> Specimen | None:
    questions = view.content.questions
    paragraph = _FIRST_PARAGRAPH.match(questions[0].answer_html) if questions else None
    if paragraph is None:
        return None
    address = article_address(view.hit.slug, language=view.content.language)
    return Specimen(
        question=questions[0].question,
        answer_html=paragraph[1],
        url=f"{address}#{question_anchors(questions)[0]}",
        hit=view.hit,
    )
