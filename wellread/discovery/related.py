"""What to read after an article, and why: what its editors chose, then what is about the same."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from wellread.discovery.articles import ArticleView
from wellread.discovery.hits import hit
from wellread.discovery.results import Hit, TermName
from wellread.publishing.models import EditionTerm, Publication


class Because(StrEnum):
    """Why an article is named beside another."""

    CHOSEN = "chosen"
    SAME_TERMS = "same_terms"


@dataclass(frozen=True)
class Neighbour:
    """An article to read next; `terms` are those that both have, the rarest first."""

    hit: Hit
    because: Because
    terms: tuple[TermName, ...] = ()


def neighbours(view: ArticleView, *, limit: int, today: date) -> tuple[Neighbour, ...]:
    """Return at most `limit` articles of the same language, those that editors chose first."""
    chosen = [Neighbour(one, Because.CHOSEN) for one in view.related]
    left_out = {view.hit.source_id, *(one.source_id for one in view.related)}
    alike = _alike(view.hit, left_out, limit=max(0, limit - len(chosen)), today=today)
    return (*chosen, *alike)


def _alike(own: Hit, left_out: Collection[str], *, limit: int, today: date) -> list[Neighbour]:
    names = {(term.facet, term.slug): term for term in own.terms}
    if not names or not limit:
        return []
    shared = _shared_terms(own.language, names, left_out)
    used = Counter(key for keys in shared.values() for key in keys)

    def nearness(publication: int) -> tuple[float, int]:
        # A term that few articles have says more than one that nearly all have.
        return -sum(1 / used[key] for key in shared[publication]), -publication

    nearest = sorted(shared, key=nearness)[:limit]
    found = {one.pk: one for one in Publication.objects.filter(pk__in=nearest).with_hit()}
    return [
        Neighbour(
            hit(found[one], today=today),
            Because.SAME_TERMS,
            tuple(names[key] for key in sorted(shared[one], key=lambda key: (used[key], key))),
        )
        for one in nearest
    ]


def _shared_terms(
    language: str, keys: Iterable[tuple[str, str]], left_out: Collection[str]
) -> dict[int, set[tuple[str, str]]]:
    """Return for each current publication which of the terms it has; merged terms count as what they became."""
    wanted = Q()
    for facet, slug in keys:
        wanted |= Q(term__facet__slug=facet, term__slug=slug, term__merged_into=None)
        wanted |= Q(term__merged_into__facet__slug=facet, term__merged_into__slug=slug)
    rows = EditionTerm.objects.filter(wanted, edition__current_of__language=language)
    rows = rows.exclude(edition__current_of__source_id__in=left_out)
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for publication, facet, slug, standing_facet, standing_slug in rows.values_list(
        "edition__current_of",
        "term__facet__slug",
        "term__slug",
        "term__merged_into__facet__slug",
        "term__merged_into__slug",
    ):
        found[publication].add((standing_facet or facet, standing_slug or slug))
    return dict(found)
