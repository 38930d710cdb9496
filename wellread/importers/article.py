"""What a parser makes of a source: an article as it came in, before any database has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from wellread.articles.content import ArticleContent

LONGEST_SENTENCE = 500
DRAFT, PUBLISHED, WITHDRAWN = "draft", "published", "withdrawn"


@dataclass(frozen=True)
class Place:
    """Where an item stands: a file, and the line in it where it holds several."""

    file: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}" if self.line else str(self.file)


@dataclass(frozen=True)
class SourceReview:
    """The review that the source says the words have had."""

    by: str
    on: date


@dataclass(frozen=True)
class EditionRecord:
    """What an export of Wellread says of the edition that it holds."""

    number: int
    kind: str
    published_at: datetime
    change_note: str = ""


@dataclass(frozen=True)
class RecognisedFacet:
    """A list of terms with counts that stood beside the article; the counts are the source's, never ours."""

    name: str
    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ImportedArticle:
    """One article as it came in; None where the source says nothing of terms, or of what a draft changes."""

    content: ArticleContent
    where: Place
    slug: str = ""
    terms: Mapping[str, tuple[str, ...]] | None = None
    reported_review: SourceReview | None = None
    status: str = ""
    withdrawn_reason: str = ""
    translation_of: str = ""
    edition: EditionRecord | None = None
    change_kind: str | None = None
    change_note: str | None = None
    draft: "ImportedArticle | None" = None
    vocabulary: tuple[RecognisedFacet, ...] = field(default=())

    @property
    def has_terms(self) -> bool:
        return any((self.terms or {}).values())


@dataclass(frozen=True)
class Skipped:
    """An item that could not come in: where, the name of the error, and a sentence with the reason."""

    where: Place
    error: str
    sentence: str
    source_id: str = ""
    outcome: str = "skipped"


def skipped(where: Place, error: Exception, *, source_id: str = "") -> Skipped:
    """Return what to tell of an error, in a sentence of bearable length."""
    sentence = str(error)
    if len(sentence) > LONGEST_SENTENCE:
        sentence = f"{sentence[:LONGEST_SENTENCE]}…"
    return Skipped(where, type(error).__name__, sentence, source_id)
