"""What goes into an engine and what comes out: plain frozen values, nothing of any search library.

Positions in texts are counted in characters. Languages are ISO 639-1 codes. Days are proleptic ordinals
(`date.toordinal()`), 0 for none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from wellread.engine.lexicon import Meaning


@dataclass(frozen=True)
class Passage:
    """A stretch of an article that can stand as an answer; `place` is the caller's own name for where it stands."""

    text: str
    question: str = ""
    place: str = ""


@dataclass(frozen=True)
class Document:
    """An article as it is searched.

    `key` is its lasting number: putting a document replaces the one with the same key. `version` comes back with
    each hit, so that the caller can tell what was indexed. `terms` are the numbers of its terms and of all terms
    above them, each once. `title_key` sorts as the language's readers sort titles. `answers_until` is the last day on
    which its passages may be shown as answers; a caller that allows some days more asks for an earlier day.
    """

    key: int
    version: int
    language: str
    headline: str
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    people: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    title_key: str = ""
    published_on: int = 0
    reviewed_on: int = 0
    answers_until: int = 0


class Sort(StrEnum):
    """The orders that hits can have; equal ones follow newest first, then the higher key."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    REVIEWED = "reviewed"
    TITLE = "title"


class Match(StrEnum):
    """How many of the words a hit must have. `READER` asks for all, and for fewer only where all find nothing."""

    READER = "reader"
    ANY = "any"


@dataclass(frozen=True)
class Request:
    """Words and selected terms: OR within a facet, AND between facets and with the words.

    `selected` has for the name of each facet the numbers of its chosen terms. `verbatim` switches corrections off.
    """

    language: str
    words: str = ""
    selected: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    match: Match = Match.READER
    verbatim: bool = False
    with_counts: bool = True
    with_excerpts: bool = True
    explain: bool = False


@dataclass(frozen=True)
class Excerpt:
    """A verbatim stretch of an article's text, and where in it the words found stand: (start, end) pairs."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Because:
    """One reason for a hit: what was typed, what it was taken for, and the field in which that stands.

    `field` is headline, question, summary, text, people or term. `through` names the synonym, equivalent or code
    that led from the one to the other, empty if the words themselves stand there.
    """

    typed: str
    found: str
    field: str
    through: str = ""


@dataclass(frozen=True)
class EngineHit:
    """An article found: its key, the version that is indexed, its score (comparable within one answer only)."""

    key: int
    version: int
    score: float
    excerpt: Excerpt = Excerpt()
    because: tuple[Because, ...] = ()


class Relaxation(StrEnum):
    """How far a request was loosened because its words as they stand find nothing in the whole language."""

    NONE = "none"
    SOME_WORDS = "some_words"


@dataclass(frozen=True)
class Understood:
    """What the words were taken for; it depends on words, lexicon and index, never on selected terms.

    `corrected` is the whole request as searched, where a word was taken for a typing mistake, otherwise None.
    `unknown` are words that stand nowhere and had to be left out. `meanings` are what the lexicon added.
    """

    corrected: str | None = None
    relaxation: Relaxation = Relaxation.NONE
    unknown: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True)
class Result:
    """One answer: a page of hits, the exact total, exact counts, and how the words were understood.

    `counts[""]` has for the number of each term the articles under it among all that were found; `counts[facet]` for
    a facet with selected terms the same with that facet's selection left out. Terms without articles are absent.
    """

    total: int
    hits: tuple[EngineHit, ...]
    counts: Mapping[str, Mapping[int, int]]
    understood: Understood
    change: int


@dataclass(frozen=True)
class PassageRequest:
    """A question. Only passages of articles whose `answers_until` is `today` or later; 0 asks all."""

    language: str
    words: str
    today: int = 0
    limit: int = 5


@dataclass(frozen=True)
class PassageHit:
    """A passage found: where it stands, the span of its text that answers, and a confidence between 0 and 1."""

    key: int
    version: int
    place: str
    question: str
    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Suggestion:
    """A headline or question that begins as typed; `kind` is headline or question."""

    kind: str
    text: str
    key: int
    place: str = ""


@dataclass(frozen=True)
class State:
    """What an index holds: whose library, and all public changes up to and with this number."""

    library: str
    change: int


@dataclass(frozen=True)
class Batch:
    """Changes to apply at once: afterwards the index holds everything up to `change`. Removing comes first."""

    change: int
    put: tuple[Document, ...] = ()
    remove: tuple[int, ...] = ()
