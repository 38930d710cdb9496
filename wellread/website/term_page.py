"""A term as its page shows it: what it means, what else it is called, where it stands, its articles."""

from dataclasses import dataclass

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import FacetCounts, SearchResult, TermCount
from wellread.vocabulary.models import Facet, Term
from wellread.website.addresses import list_address
from wellread.website.by_topic import Group
from wellread.website.example_questions import ExampleQuestion
from wellread.website.paging import Pager


@dataclass(frozen=True)
class TermPage:
    """All that the template of a term shows."""

    facet_name: str
    facet_path: str
    name: str
    definition: str
    also_called: tuple[str, ...]
    broader: tuple[TermCount, ...]
    narrower: tuple[TermCount, ...]
    result: SearchResult
    notices: tuple[str, ...]
    pager: Pager | None
    list_url: str
    canonical: str
    feed_url: str = ""
    questions: tuple[ExampleQuestion, ...] = ()
    groups: tuple[Group, ...] = ()


def also_called(term: Term, *, language: str) -> tuple[str, ...]:
    """Return the term's other names in a language, each once, without the name that heads the page."""
    name = term.name_in(language).casefold()
    words = [synonym.words for synonym in term.synonyms.all() if synonym.language == language]
    return tuple(one for one in dict.fromkeys(words) if one.casefold() != name)


def neighbours(term: Term, facet: FacetCounts) -> tuple[tuple[TermCount, ...], tuple[TermCount, ...]]:
    """Return the terms directly above and directly below one, with their counts."""
    parents = next((one.parents for one in facet.terms if one.slug == term.slug), ())
    broader = tuple(one for one in facet.terms if one.slug in parents)
    return broader, tuple(one for one in facet.terms if term.slug in one.parents)


def articles_address(facet: Facet, term: Term, *, language: str) -> str:
    """Return the list of the term's articles, where it can be narrowed."""
    return list_address(SearchRequest(language=language, selected={facet.slug: frozenset({term.slug})}))
