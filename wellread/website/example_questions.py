"""Questions that the library answers, to show readers what they can ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from wellread.articles.content import ArticleContent, Question, question_anchors
from wellread.articles.interchange import content_from_json
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import Hit
from wellread.discovery.search import search
from wellread.publishing.door import search_words
from wellread.publishing.models import Publication
from wellread.review.coverage import Status
from wellread.website.addresses import answers_address, place_address

ARTICLES = 16
LONGEST = 90
STEM = 5
"""Letters that two words must share to be about the same: "tired" and "tiredness"."""
_EMPTY_WORDS = """
about after again along around before being between could during every first other should their there these thing
things those under until where which while without would your
acerca antes como cuando cuanto debajo desde despues donde durante entre hacia hasta nuestro otros porque puede puedo
sobre tiene tienen todos
"""
_POINTING_WORDS = """
it its this that these those he she they him her them
este esta esto estos estas eso
"""
NAMES_NOTHING = frozenset(_EMPTY_WORDS.split())
"""Words of a headline, folded, that do not say what it is about."""
OPENINGS = {
    "en": frozenset(["what", "how", "why", "when", "where", "who", "which"]),
    "es": frozenset(["que", "como", "por", "cuando", "cuanto", "donde", "quien", "quienes", "cual", "cuales"]),
}
"""How a question begins, folded, that anybody may ask: "Do I have to ...?" is somebody's own, and may frighten."""
POINTING = frozenset(_POINTING_WORDS.split())
"""Words of a question, folded, that mean nothing away from their article."""
ANSWERABLE = {Status.CURRENT, Status.REPORTED}


@dataclass(frozen=True)
class ExampleQuestion:
    """A question of a current edition, the address where it is answered, and the headline above it."""

    words: str
    url: str
    headline: str


@dataclass(frozen=True)
class _Answerable:
    """An article whose review holds today."""

    slug: str
    content: ArticleContent


def example_questions(hits: Iterable[Hit], *, language: str, limit: int) -> tuple[ExampleQuestion, ...]:
    """Return a question each out of articles whose review holds today; their addresses ask them."""
    found = (
        ExampleQuestion(one.question, answers_address(one.question), article.content.headline)
        for article in _answerable(hits, language)
        if (one := _first_that_stands_alone(article.content, language))
    )
    return tuple(islice(_each_once(found), limit))


def questions_about(hits: Iterable[Hit], *, language: str, limit: int) -> tuple[ExampleQuestion, ...]:
    """Return a question each out of articles whose review holds today, and the places where they are answered."""
    found = (
        ExampleQuestion(one.question, _place(article, one, language), article.content.headline)
        for article in _answerable(hits, language)
        if (one := _first_that_stands_alone(article.content, language))
    )
    return tuple(islice(_each_once(found), limit))


def lately_reviewed(language: str) -> tuple[Hit, ...]:
    """Return the articles reviewed last, here or at their source."""
    return search(SearchRequest(language=language, sort=Sort.REVIEWED, page_size=ARTICLES)).hits


def _answerable(hits: Iterable[Hit], language: str) -> Iterator[_Answerable]:
    """Yield the articles whose review holds today, in one query."""
    slugs = [hit.slug for hit in hits if hit.review.status in ANSWERABLE][:ARTICLES]
    current = Publication.objects.current().in_language(language).filter(slug__in=slugs).order_by()
    contents = dict(current.values_list("slug", "current__content")) if slugs else {}
    return (_Answerable(slug, content_from_json(contents[slug])) for slug in slugs if slug in contents)


def _first_that_stands_alone(content: ArticleContent, language: str) -> Question | None:
    """Return the first question that names what the article is about: "What is it?" means nothing by itself."""
    named = (word for word in search_words(content.headline) if len(word) >= STEM and word not in NAMES_NOTHING)
    about = {word[:STEM] for word in named}
    return next((one for one in content.questions if _stands_alone(one.question.strip(), about, language)), None)


def _stands_alone(question: str, about: set[str], language: str) -> bool:
    words = search_words(question)
    if not words or not question.endswith("?") or len(question) > LONGEST or not POINTING.isdisjoint(words):
        return False
    openings = OPENINGS.get(language)
    return (openings is None or words[0] in openings) and any(word[:STEM] in about for word in words)


def _place(article: _Answerable, question: Question, language: str) -> str:
    questions = article.content.questions
    anchor = question_anchors(questions)[questions.index(question)]
    return place_address(article.slug, anchor, language=language)


def _each_once(questions: Iterable[ExampleQuestion]) -> Iterator[ExampleQuestion]:
    seen = set()
    for one in questions:
        if one.words.casefold() not in seen:
            seen.add(one.words.casefold())
            yield one
