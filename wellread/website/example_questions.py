"""Questions that the library answers, to show readers what they can ask."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from wellread.articles.content import ArticleContent
from wellread.publishing.door import search_words
from wellread.publishing.models import Publication
from wellread.review.coverage import Status
from wellread.website.addresses import answers_address

ARTICLES = 24
LONGEST = 90
STEM = 5
"""Letters that two words must share to be about the same: "tired" and "tiredness"."""
ANSWERABLE = {Status.CURRENT, Status.REPORTED}


@dataclass(frozen=True)
class ExampleQuestion:
    """A question of a current edition, and the address that asks it."""

    words: str
    url: str


def example_questions(language: str, *, today: date, limit: int) -> tuple[ExampleQuestion, ...]:
    """Return a question each out of the articles reviewed last whose review holds today."""
    found = Publication.objects.current().in_language(language).filter(current__reviewed_on__isnull=False)
    latest = found.select_related("current").order_by("-current__reviewed_on", "-pk")[:ARTICLES]
    editions = (one.current for one in latest if one.current and one.current.status(today=today) in ANSWERABLE)
    questions = (_question_that_stands_alone(edition.read()) for edition in editions)
    some = islice(filter(None, questions), limit)
    return tuple(ExampleQuestion(words, answers_address(words)) for words in dict.fromkeys(some))


def _question_that_stands_alone(content: ArticleContent) -> str:
    """Return the first question that names what the article is about: "What is it?" means nothing by itself."""
    about = {word[:STEM] for word in search_words(content.headline) if len(word) >= STEM}
    for one in content.questions:
        question = one.question.strip()
        words = search_words(question)
        if question.endswith("?") and len(question) <= LONGEST and any(word[:STEM] in about for word in words):
            return question
    return ""
