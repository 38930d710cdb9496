"""From a request to its result: the engine finds, the database confirms, and answers itself where that fails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from wellread.discovery import from_database, sought_in_vain
from wellread.discovery.best_bets import pinned_publications
from wellread.discovery.crisis import crisis_card
from wellread.discovery.excerpts import marked_html
from wellread.discovery.failing_engine import DriftError, tell_operator
from wellread.discovery.known_terms import KnownTerms, known_terms
from wellread.discovery.lexicon import known_meanings
from wellread.discovery.lines import Line, read_lines
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import CrisisCard, Hit, Instead, SearchResult
from wellread.discovery.snapshots import Moment, current_moment
from wellread.engine.errors import EngineError
from wellread.engine.interface import Engine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import EngineHit, Relaxation, Request, Result, Sort, Understood
from wellread.indexing.library import current_engine
from wellread.publishing.door import search_words

MOST_ATTEMPTS = 3
NOTHING = Result(total=0, hits=(), counts={}, understood=Understood(), change=0)


@dataclass(frozen=True)
class Asked:
    """A request, and what it means at a moment of the library."""

    request: SearchRequest
    today: date
    moment: Moment
    known: KnownTerms
    selected: Mapping[str, frozenset[int]]

    @property
    def means_nothing(self) -> bool:
        """Whether there are signs alone: no article has a word that begins with them."""
        return bool(self.request.words.strip()) and not search_words(self.request.words)


def search(request: SearchRequest, *, today: date | None = None) -> SearchResult:
    """Return what a reader asked for; raise UnknownTermError for a term that does not exist."""
    day = today or timezone.localdate()
    try:
        result = search_in_index(request, today=day)
    except EngineError as error:
        tell_operator(error)
        return search_in_database(request, today=day)
    sought_in_vain.note(result, today=day)
    return result


def search_in_index(request: SearchRequest, *, today: date) -> SearchResult:
    """Return what the engine found, confirmed by the database; raise EngineError where that cannot be had.

    What is published while the answer is made is in all of it or in none: then it is asked again.
    """
    for _ in range(MOST_ATTEMPTS):
        engine = current_engine()
        state = engine.state()
        asked = understand(request, Moment(state.library, state.change), today=today)
        result = _try(engine, asked)
        if result is not None and current_moment() == asked.moment:
            return result
    raise DriftError("The index and the library do not come together.")


def understand(request: SearchRequest, moment: Moment, *, today: date) -> Asked:
    """Return the request with the terms that it means at a moment; raise UnknownTermError."""
    known = known_terms.at(moment, request.language)
    return Asked(request, today, moment, known, known.selected(request.selected))


def _try(engine: Engine, asked: Asked) -> SearchResult | None:
    """Return a result, or None if the index names an edition that is not current or lags behind the library."""
    found = NOTHING if asked.means_nothing else engine.search(engine_request(asked), _lexicon(asked))
    if found is not NOTHING and found.change != asked.moment.change:
        return None
    pinned = _pinned(asked, found.understood.corrected)
    lines = read_lines(
        [*(hit.key for hit in found.hits), *pinned], asked.known, library=asked.moment.library, today=asked.today
    )
    if any(hit.key not in lines or lines[hit.key].edition != hit.version for hit in found.hits):
        return None
    request = asked.request
    return SearchResult(
        request=request,
        total=found.total,
        hits=tuple(_hit(lines[hit.key], hit) for hit in found.hits),
        facets=asked.known.facet_counts(found.counts, asked.selected),
        sort=request.effective_sort,
        corrected_words=found.understood.corrected,
        some_words_only=found.understood.relaxation is Relaxation.SOME_WORDS,
        unknown_words=found.understood.unknown,
        recommended=_recommended(pinned, lines, asked),
        crisis_card=_crisis_card(asked, found.understood.corrected),
        instead=() if found.total else _instead(asked, lambda selected: _total(engine, asked, selected)),
    )


def _hit(line: Line, found: EngineHit) -> Hit:
    if not found.excerpt.text and not found.because:
        return line.hit
    return replace(line.hit, excerpt_html=marked_html(found.excerpt), because=found.because)


def engine_request(asked: Asked) -> Request:
    request = asked.request
    return Request(
        language=request.language,
        words=request.words,
        selected=asked.selected,
        sort=Sort(request.effective_sort.value),
        offset=(request.page - 1) * request.page_size,
        limit=request.page_size,
        verbatim=request.verbatim,
        explain=request.explain,
    )


def _lexicon(asked: Asked) -> Lexicon:
    return known_meanings.at(asked.moment, asked.request.language).lexicon_for(asked.request.words)


def _total(engine: Engine, asked: Asked, selected: Mapping[str, frozenset[int]]) -> int:
    """Return how many articles the words find with other selected terms."""
    if asked.means_nothing:
        return 0
    wanted = replace(
        engine_request(asked), selected=selected, offset=0, limit=1, with_counts=False, with_excerpts=False
    )
    return engine.search(wanted, _lexicon(asked)).total


def search_in_database(request: SearchRequest, *, today: date) -> SearchResult:
    """Return what the database finds; editors' cards and pins stand beside it as ever."""
    asked = understand(request, current_moment(), today=today)
    result = from_database.search_in_database(request, today=today)
    pinned = _pinned(asked, None)

    def total(selected: Mapping[str, frozenset[int]]) -> int:
        slugs = {facet: request.selected[facet] for facet in selected}
        return from_database.count_in_database(replace(request, selected=slugs))

    return replace(
        result,
        recommended=_recommended(
            pinned, read_lines(pinned, asked.known, library=asked.moment.library, today=today), asked
        ),
        crisis_card=_crisis_card(asked, None),
        instead=() if result.total else _instead(asked, total),
    )


def _crisis_card(asked: Asked, corrected: str | None) -> CrisisCard | None:
    return crisis_card([asked.request.words, corrected or ""], language=asked.request.language, moment=asked.moment)


def _pinned(asked: Asked, corrected: str | None) -> list[int]:
    request = asked.request
    if not request.words or request.page > 1:
        return []
    return pinned_publications([request.words, corrected or ""], language=request.language, moment=asked.moment)


def _recommended(pinned: Sequence[int], lines: Mapping[int, Line], asked: Asked) -> tuple[Hit, ...]:
    """Return the lines of pinned articles; a reader who chose terms is not shown what stands under none of them."""
    public = (lines[key] for key in pinned if key in lines)
    return tuple(line.hit for line in public if all(line.under & chosen for chosen in asked.selected.values()))


def _instead(asked: Asked, total: Callable[[Mapping[str, frozenset[int]]], int]) -> tuple[Instead, ...]:
    """Return what is found without the terms of one facet; where that is nothing, without any."""
    ways = []
    for facet in asked.known.facets:
        if chosen := asked.selected.get(facet.slug):
            rest = {slug: terms for slug, terms in asked.selected.items() if slug != facet.slug}
            names = tuple(term.name.name for term in facet.terms if term.pk in chosen)
            ways.append(Instead(facet.slug, facet.name, names, total(rest)))
    ways = [way for way in ways if way.total]
    if not ways and len(asked.selected) > 1 and (without_any := total({})):
        return (Instead("", "", (), without_any),)
    return tuple(ways)
