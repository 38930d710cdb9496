"""What a reader gets: hits, and the number behind every term."""

from dataclasses import dataclass
from datetime import date

from wellread.discovery.request import SearchRequest, Sort
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
class SearchResult:
    """The answer to a request: one page of hits, the exact total, all counts."""

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    sort: Sort

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.request.page_size))
