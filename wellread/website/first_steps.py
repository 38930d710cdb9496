"""The way in for somebody who has just been told: what editors chose for it, else the topics that help first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from wellread.discovery.best_bets import pinned_publications
from wellread.discovery.known_terms import known_terms
from wellread.discovery.lines import read_lines
from wellread.discovery.results import FacetCounts
from wellread.discovery.snapshots import current_moment
from wellread.website.addresses import article_address

PHRASES = {"en": "newly diagnosed", "es": "recién diagnosticado"}
"""The words of a best bet whose articles stand here, in their order."""
TOPICS = ("diagnosis", "second-opinion", "treatment", "support")
"""Terms of the starter vocabulary, in the order in which they are needed."""
MOST = 4


@dataclass(frozen=True)
class Step:
    """Where to begin, and a few words on what it is."""

    name: str
    note: str
    url: str


def first_steps(facets: Iterable[FacetCounts], *, language: str, today: date) -> tuple[Step, ...]:
    return _chosen_by_editors(language, today=today) or _topics(facets)


def _chosen_by_editors(language: str, *, today: date) -> tuple[Step, ...]:
    phrase = PHRASES.get(language)
    if phrase is None:
        return ()
    moment = current_moment()
    keys = pinned_publications([phrase], language=language, moment=moment)[:MOST]
    lines = read_lines(keys, known_terms.at(moment, language), library=moment.library, today=today)
    hits = [lines[key].hit for key in keys if key in lines]
    return tuple(
        Step(hit.headline, _minutes(hit.minutes_to_read), article_address(hit.slug, language=language)) for hit in hits
    )


def _topics(facets: Iterable[FacetCounts]) -> tuple[Step, ...]:
    found = {term.slug: (facet.path, term) for facet in facets for term in facet.terms if term.count}
    return tuple(
        Step(term.name, _articles(term.count), reverse("website:term", args=[path, term.slug]))
        for path, term in (found[slug] for slug in TOPICS if slug in found)
    )


def _minutes(minutes: int) -> str:
    return ngettext("%(counter)s minute to read", "%(counter)s minutes to read", minutes) % {"counter": minutes}


def _articles(count: int) -> str:
    return ngettext("%(counter)s article", "%(counter)s articles", count) % {"counter": count}
