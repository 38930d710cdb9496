"""The shapes of the API's answers. Names are fixed, fields may be added, and every key is always there.

Plain models of pydantic: ninja's own look for Django's objects in every value, which took half of a search's time.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Review(BaseModel):
    """What is told of an article's medical review today."""

    status: Literal["current", "overdue", "reported", "reported_overdue", "none"] = Field(
        ...,
        description="`current`: signed by one of our reviewers. `reported`: reviewed at the article's source. "
        "`overdue` and `reported_overdue`: the same, but the next review is late.",
    )
    reviewer: str = Field(..., description="Name and credentials, empty for none.", examples=["Rosa Beispiel, M.D."])
    last_reviewed: date | None
    review_due: date | None


class Because(BaseModel):
    """One reason why an article was found."""

    typed: str = Field(..., description="The words as sought.", examples=["kidney cancer"])
    found: str = Field(..., description="What stands in the article for them.", examples=["renal cell carcinoma"])
    field: Literal["headline", "question", "summary", "text", "people", "term"] = Field(..., description="Where.")
    through: str = Field(
        ..., description="The synonym, equivalent or code that led there; empty where the words themselves do."
    )


class Hit(BaseModel):
    """One article as a line in a list."""

    slug: str = Field(..., examples=["a-lump-in-the-neck"])
    source_id: str = Field(..., description="What the article is called where it came from; never changes.")
    url: str = Field(..., description="Where people read it.")
    headline: str
    summary: str
    excerpt_html: str = Field(
        ...,
        description="A stretch of the body in which the words sought stand in `<mark>`; empty without words, or where "
        "only headline or summary have them. The only markup in it is `<mark>`.",
        examples=["Most <mark>calcium</mark> <mark>spots</mark> are harmless."],
    )
    language: str = Field(..., examples=["en"])
    kind: Literal["medical", "information"]
    minutes_to_read: int
    published_on: date = Field(..., description="When it was first published.")
    review: Review
    terms: dict[str, list[str]] = Field(
        ...,
        description="For every facet the slugs of the article's own terms, without the broader ones.",
        examples=[{"disease": ["breast-cancer"], "topic": ["diagnosis"]}],
    )
    because: list[Because] = Field(..., description="Filled in lists of articles with `explain=true` only.")


class TermCount(BaseModel):
    """A term, and as many articles as choosing it would list."""

    slug: str = Field(..., examples=["breast-cancer"])
    name: str = Field(..., examples=["Breast Cancer"])
    count: int = Field(
        ...,
        description="Distinct articles that have the words sought, a chosen term of each other facet, and this term "
        "or one below it. What is chosen in the term's own facet does not narrow it.",
    )
    selected: bool
    parents: list[str] = Field(..., description="Slugs of the broader terms directly above it.")


class Facet(BaseModel):
    """One way to sort articles, with all its terms in the order in which people look names up."""

    slug: str = Field(..., examples=["disease"])
    name: str = Field(..., examples=["Diseases"])
    terms: list[TermCount]


class FacetList(BaseModel):
    facets: list[Facet]


class CrisisCard(BaseModel):
    """What to do now, in words of the institution. Show it first, above everything."""

    heading: str
    what_to_do_html: str
    telephone: str = Field(..., description="E.164, or as short as 988, or empty.", examples=["988"])
    telephone_url: str = Field(..., description="RFC 3966, or empty.", examples=["tel:988"])
    telephone_label: str
    url: str
    url_label: str


class Instead(BaseModel):
    """What would be found without the terms chosen in one facet; without any where `facet` is empty."""

    facet: str = Field(..., examples=["disease"])
    facet_name: str = Field(..., examples=["Diseases"])
    terms: list[str] = Field(..., description="The names of the terms that would be left out.")
    total: int


class ArticleList(BaseModel):
    """One page of the articles asked for, and the number behind every term."""

    total: int = Field(..., description="All articles that fit, on whatever page.")
    page: int
    pages: int = Field(..., description="The number of the last page that has hits; 1 where nothing fits.")
    page_size: int
    query: str = Field(..., description="The words sought, as given.", examples=["calcium spots"])
    corrected_query: str | None = Field(
        ...,
        description="What was sought instead, where a word was taken for a typing mistake; `exact=true` forbids it.",
    )
    some_words_only: bool = Field(..., description="No article has all the words: these have some of them.")
    unknown_words: list[str] = Field(..., description="Words that stand in no article and were left out.")
    crisis_card: CrisisCard | None = Field(..., description="Filled where the words are those of a crisis.")
    recommended: list[Hit] = Field(
        ..., description="Articles that editors pinned to these words; counted in `total` only where they are hits too."
    )
    instead: list[Instead] = Field(..., description="Filled where `total` is 0 and terms are chosen.")
    language: str
    sort: Literal["relevance", "newest", "reviewed", "title"] = Field(..., description="The order of the hits.")
    hits: list[Hit]
    facets: list[Facet]


class Answer(BaseModel):
    """A passage that answers the question: a verbatim stretch of a current edition."""

    text: str
    question: str = Field(..., description="The question or heading above it in the article; may be empty.")
    article: Hit
    url: str = Field(..., description="The very place where people read it.")
    score: float = Field(..., description="Confidence, between 0 and 1.")


class AnswerList(BaseModel):
    """What is told to a question. Without an answer, say so, and show the articles."""

    query: str = Field(..., description="The question, as given.", examples=["how long will I be tired?"])
    corrected_query: str | None = Field(
        ..., description="What was sought instead, where a word was taken for a typing mistake."
    )
    language: str
    answers: list[Answer] = Field(..., description="The best first; empty where nothing answers with confidence.")
    crisis_card: CrisisCard | None = Field(..., description="Filled where the words are those of a crisis.")
    articles: list[Hit] = Field(..., description="Articles to read in full.")
    some_words_only: bool = Field(..., description="No article has all the words: these have some of them.")


class Suggestion(BaseModel):
    """What somebody may be typing."""

    kind: Literal["term", "question", "headline", "person"]
    text: str
    through: str = Field(..., description="What else a term is called, where that begins so; empty otherwise.")
    url: str = Field(..., description="Where it leads: a term, a place in an article, an article, a person.")


class SuggestionList(BaseModel):
    query: str = Field(..., description="The beginning, as given.", examples=["ca"])
    suggestions: list[Suggestion]


class Person(BaseModel):
    """A person as the article names them."""

    name: str
    credentials: str = Field(..., examples=["M.D."])
    role: str
    affiliation: str
    slug: str = Field(..., description="Leads to the person's page.")


class Paragraph(BaseModel):
    type: Literal["paragraph"]
    html: str


class Section(BaseModel):
    type: Literal["section"]
    heading: str
    html: str


class Question(BaseModel):
    type: Literal["question"]
    question: str
    answer_html: str
    anchor: str = Field(..., description="The id of the question on the article's page.")
    url: str = Field(..., description="The address of just this question.")


class ItemList(BaseModel):
    type: Literal["list"]
    items_html: list[str]
    ordered: bool


class Quote(BaseModel):
    type: Literal["quote"]
    words: str
    person: Person


class PullQuote(BaseModel):
    type: Literal["pull_quote"]
    words: str
    person: Person


class Image(BaseModel):
    type: Literal["image"]
    file: str = Field(..., description="SHA-256 of the picture's bytes, and the ending of its kind.")
    url: str
    alternative_text: str
    caption: str
    width: int = Field(..., description="In pixels.")
    height: int = Field(..., description="In pixels.")


class GetHelp(BaseModel):
    """Which signs mean: get help now."""

    type: Literal["get_help"]
    html: str


class KeyFacts(BaseModel):
    type: Literal["key_facts"]
    items_html: list[str]


Block = Annotated[
    Paragraph | Section | Question | ItemList | Quote | PullQuote | Image | GetHelp | KeyFacts,
    Field(discriminator="type"),
]


class Reference(BaseModel):
    """What an article rests on."""

    title: str
    publisher: str
    year: int | None
    url: str
    pubmed_id: str | None
    doi: str | None
    guideline_version: str


class CallToAction(BaseModel):
    """What the reader can do next: the article's own, or else the institution's as it stands now."""

    text: str
    url: str
    telephone: str = Field(..., description="E.164, or empty.", examples=["+12025550142"])
    telephone_url: str = Field(..., description="RFC 3966, or empty.", examples=["tel:+12025550142"])


class Edition(BaseModel):
    """Which edition of the article this is."""

    number: int
    kind: Literal["first", "update", "correction", "review"]
    published_at: datetime
    change_note: str = Field(..., description="What changed, in the editors' words.")


class Wording(BaseModel):
    """One piece of the words that a medical review covers."""

    kind: str = Field(..., examples=["headline", "answer"])
    text: str


class Translation(BaseModel):
    """The same article in another language."""

    language: str
    slug: str
    headline: str
    url: str


class Article(Hit):
    """A whole article: its current edition, and what is read when it is served."""

    authors: list[Person]
    urgent_notice: str = Field(..., description="Show it above everything; empty for none.")
    sponsored_by: str = Field(..., description="Who paid for the article: tell it beside the headline; or empty.")
    source_url: str
    body: list[Block]
    references: list[Reference]
    call_to_action: CallToAction | None
    edition: Edition
    medical_wording: list[Wording] = Field(..., description="The words that a medical review covers, in order.")
    digest: str = Field(..., description="SHA-256, in hexadecimal, over the RFC 8785 form of `medical_wording`.")
    translations: list[Translation]
    related: list[Hit]


class Problem(BaseModel):
    """An error, as RFC 9457 says."""

    type: str = Field(..., examples=["https://wellread.invalid/problems/bad-parameter"])
    title: str = Field(..., examples=["Bad Request"])
    status: int = Field(..., examples=[400])
    detail: str = Field(..., examples=["“page” is “0”, not a whole number from 1 to 1000."])


class ParameterProblem(Problem):
    """A parameter that means nothing."""

    parameter: str = Field(..., description="Which one.", examples=["page"])
    limit: int | None = Field(..., description="The most that it may be, where it is too much.", examples=[1000])


class WithdrawnProblem(Problem):
    """An article that was public and is no longer."""

    reason: str
    withdrawn_on: date
