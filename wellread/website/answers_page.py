"""The page of answers: quotations that answer a question, or plain words that there are none, and articles."""

from dataclasses import dataclass, replace

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Answers, Hit
from wellread.website.addresses import absolute, answers_address, list_address
from wellread.website.article_page import CallLine
from wellread.website.crisis import CrisisPanel, crisis_panel
from wellread.website.example_questions import ExampleQuestion
from wellread.website.quoted_answers import QuotedAnswer, quoted
from wellread.website.understood import Correction


@dataclass(frozen=True)
class AnswersPage:
    """All that the template of answers shows."""

    words: str
    canonical: str
    list_url: str
    notices: tuple[str, ...] = ()
    answers: tuple[QuotedAnswer, ...] = ()
    articles: tuple[Hit, ...] = ()
    some_words_only: bool = False
    newest: tuple[Hit, ...] = ()
    crisis: CrisisPanel | None = None
    correction: Correction | None = None
    examples: tuple[ExampleQuestion, ...] = ()
    call: CallLine | None = None


def answers_page(found: Answers, *, language: str, notices: tuple[str, ...], call: CallLine | None) -> AnswersPage:
    return AnswersPage(
        words=found.words,
        canonical=absolute(answers_address(found.words)),
        list_url=list_address(SearchRequest(language=language, words=found.words)),
        notices=notices,
        answers=quoted(found.answers),
        # Whoever is in danger is not shown what merely shares a word with what they wrote.
        articles=() if found.crisis_card and found.some_words_only and not found.answers else found.articles,
        some_words_only=found.some_words_only,
        crisis=crisis_panel(found.crisis_card),
        correction=_correction(found, language),
        call=call,
    )


def empty_answers_page(*, language: str, notices: tuple[str, ...], call: CallLine | None) -> AnswersPage:
    """Return the page on which nothing has been asked yet."""
    return AnswersPage(
        words="",
        canonical=absolute(answers_address("")),
        list_url=list_address(SearchRequest(language=language)),
        notices=notices,
        call=call,
    )


def _correction(found: Answers, language: str) -> Correction | None:
    """Return the correction; what was typed can be looked for as it stands in the list of articles."""
    if found.corrected_words is None:
        return None
    typed = SearchRequest(language=language, words=found.words)
    return Correction(
        words=found.corrected_words,
        words_url=answers_address(found.corrected_words),
        typed=found.words,
        typed_url=list_address(replace(typed, verbatim=True)),
    )
