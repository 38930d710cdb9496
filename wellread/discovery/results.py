"""What a reader gets: hits, and the number behind every term."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wellread.discovery.request import SearchRequest, Sort
from wellread.engine.values import Because
from wellread.review.coverage import Status


@dataclass(frozen=True)
class ReviewFacts:
    """What is told of an article's review today; the last four empty where there was none."""

    status: Status
    reviewer: str = ""
    last_reviewed: date | None = None
    review_due: date | None = None
    reviewer_slug: str = ""


@dataclass(frozen=True)
class TermName:
    """A term as a link: its facet's slug and path, its own slug and its name in the reader's language."""

    facet: str
    facet_path: str
    slug: str
    name: str


@dataclass(frozen=True)
class Hit:
    """One article in a list."""

    slug: str
    source_id: str
    language: str
    kind: str
    headline: str
    summary: str
    minutes_to_read: int
    published_on: date
    review: ReviewFacts
    terms: tuple[TermName, ...]
    excerpt_html: str = ""
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class TermCount:
    """A term and the number of distinct articles that selecting it, with the rest as it is, would show."""

    slug: str
    name: str
    count: int
    selected: bool
    parents: tuple[str, ...]


@dataclass(frozen=True)
class FacetCounts:
    """A facet and all its terms, in the order in which people look names up."""

    slug: str
    path: str
    name: str
    terms: tuple[TermCount, ...]


@dataclass(frozen=True)
class CrisisCard:
    """What to do now, shown first where the words are those of a crisis. Editors write it; it is never generated.

    `telephone` is in E.164 form, or as short as 988, or empty. `language` is that of its words: that of the page, or
    the one in which the reader typed the words of the crisis.
    """

    heading: str
    what_to_do_html: str
    telephone: str = ""
    telephone_label: str = ""
    url: str = ""
    url_label: str = ""
    language: str = ""


@dataclass(frozen=True)
class Instead:
    """What would be found without the terms chosen in one facet, where all together find nothing.

    An empty `facet` means: without any chosen term.
    """

    facet: str
    facet_name: str
    term_names: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class SearchResult:
    """The answer to a request: one page of hits, the exact total, all counts, and how the words were understood.

    `corrected_words` is what was searched for where a word was taken for a typing mistake. `some_words_only`: no
    article has all the words. `unknown_words` stand in no article at all. `recommended` are articles that editors
    pinned to these words; they are counted only where they are hits too. `instead` is filled where the total is 0.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    sort: Sort
    corrected_words: str | None = None
    some_words_only: bool = False
    unknown_words: tuple[str, ...] = ()
    recommended: tuple[Hit, ...] = ()
    crisis_card: CrisisCard | None = None
    instead: tuple[Instead, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.request.page_size))


@dataclass(frozen=True)
class Answer:
    """A verbatim span of a current edition. `anchor` leads to its place on the article's page; empty is its top."""

    text: str
    question: str
    hit: Hit
    anchor: str
    score: float


@dataclass(frozen=True)
class Answers:
    """What is told to a question: passages that answer it, or none and the articles that may help.

    `some_words_only`: no article has all the words.
    """

    words: str
    corrected_words: str | None
    answers: tuple[Answer, ...]
    crisis_card: CrisisCard | None
    articles: tuple[Hit, ...]
    some_words_only: bool = False


class SuggestionKind(StrEnum):
    """What a suggestion leads to."""

    TERM = "term"
    QUESTION = "question"
    HEADLINE = "headline"
    PERSON = "person"


@dataclass(frozen=True)
class Suggestion:
    """What somebody may be typing. `slug` is that of the term, article or person; `facet_path` is a term's alone.

    `through` is what else a term is called, where that is what begins so.
    """

    kind: SuggestionKind
    text: str
    slug: str
    anchor: str = ""
    facet_path: str = ""
    through: str = ""
