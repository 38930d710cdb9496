"""From a question to the passages that answer it: words of current editions, never others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils import timezone

from wellread.articles.content import ArticleContent
from wellread.articles.interchange import content_from_json
from wellread.articles.passages import passage_texts
from wellread.discovery import sought_in_vain
from wellread.discovery.failing_engine import DriftError, tell_operator
from wellread.discovery.known_terms import known_terms
from wellread.discovery.lexicon import known_meanings
from wellread.discovery.lines import read_lines
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Answer, Answers, Hit, SearchResult
from wellread.discovery.search import MOST_ATTEMPTS, search_in_database, search_in_index
from wellread.discovery.snapshots import Moment, current_moment
from wellread.engine.answering import CONFIDENT
from wellread.engine.errors import EngineError
from wellread.engine.values import PassageHit, PassageRequest
from wellread.indexing.library import current_engine
from wellread.publishing.door import search_words
from wellread.publishing.models import Edition
from wellread.review.cadence import earliest_due_that_answers
from wellread.review.coverage import Status

ARTICLES_BESIDE = 5
MOST_PASSAGES = 20


def find_answers(words: str, *, language: str, limit: int = 3, today: date | None = None) -> Answers:
    """Return the passages that answer a question, the best first, and the articles that it finds.

    Where no passage is sure enough, there are none: nothing is made up.
    """
    day = today or timezone.localdate()
    request = SearchRequest(language=language, words=words, page_size=ARTICLES_BESIDE)
    answers: tuple[Answer, ...] = ()
    try:
        found = search_in_index(request, today=day)
        answers = _answers(words, language=language, limit=limit, today=day)
        sought_in_vain.note(found, today=day)
    except EngineError as error:
        tell_operator(error)
        found = search_in_database(request, today=day)
    return Answers(
        words=words,
        corrected_words=found.corrected_words,
        answers=answers,
        crisis_card=found.crisis_card,
        articles=_articles(found),
        some_words_only=found.some_words_only,
    )


def _articles(found: SearchResult) -> tuple[Hit, ...]:
    """Return what editors recommend, then what was found, each once."""
    return tuple(dict.fromkeys([*found.recommended, *(replace(hit, because=()) for hit in found.hits)]))[
        :ARTICLES_BESIDE
    ]


def _answers(words: str, *, language: str, limit: int, today: date) -> tuple[Answer, ...]:
    """Return verified answers; raise EngineError where the index and the library do not come together."""
    if not search_words(words) or limit < 1:
        return ()
    for _ in range(MOST_ATTEMPTS):
        moment = current_moment()
        found = _confident_passages(words, language=language, today=today, moment=moment)
        answers = _verified(found, language=language, today=today, moment=moment)
        if answers is not None and current_moment() == moment:
            return tuple(answers[:limit])
    raise DriftError("The index and the library do not come together.")


def _confident_passages(words: str, *, language: str, today: date, moment: Moment) -> list[PassageHit]:
    wanted = PassageRequest(
        language=language,
        words=words,
        # The index holds due dates; the grace is a setting, and counts from the moment it is changed.
        today=0 if settings.WELLREAD_ANSWER_UNREVIEWED else earliest_due_that_answers(today=today).toordinal(),
        limit=MOST_PASSAGES,
    )
    lexicon = known_meanings.at(moment, language).lexicon_for(words)
    return [hit for hit in current_engine().passages(wanted, lexicon) if hit.confidence >= CONFIDENT]


def _verified(passages: Sequence[PassageHit], *, language: str, today: date, moment: Moment) -> list[Answer] | None:
    """Return the passages as answers, or None if one is not of a current edition or not in its very words."""
    lines = read_lines(
        {one.key for one in passages}, known_terms.at(moment, language), library=moment.library, today=today
    )
    contents = dict(Edition.objects.filter(pk__in=[one.version for one in passages]).values_list("pk", "content"))
    answers = []
    for one in passages:
        line, text = lines.get(one.key), one.text[one.start : one.end].strip()
        if line is None or line.edition != one.version or line.hit.language != language:
            return None
        if not stands_at(content_from_json(contents[one.version]), one.place, text):
            return None
        if settings.WELLREAD_ANSWER_UNREVIEWED or _may_answer(line.hit, today=today):
            answers.append(Answer(text, one.question, line.hit, anchor=one.place, score=one.confidence))
    return answers


def _may_answer(hit: Hit, *, today: date) -> bool:
    review = hit.review
    due = review.review_due
    return review.status is not Status.NONE and due is not None and due >= earliest_due_that_answers(today=today)


def stands_at(content: ArticleContent, place: str, text: str) -> bool:
    """Return whether the words are a stretch of what readers of the article see at the place."""
    return bool(text) and any(one.anchor == place and text in one.text for one in passage_texts(content.body))
