"""What machines are told of an article beyond its page's words: codes, the reviewer's person, earlier editions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from wellread.articles.models import Person
from wellread.discovery.articles import ArticleView
from wellread.discovery.results import TermName
from wellread.publishing.models import Edition
from wellread.review.coverage import Basis
from wellread.vocabulary.models import Code, Term

PRIMARY = Code.Relation.PRIMARY
CONDITION_SYSTEMS = (Code.System.ICD_10_CM, Code.System.SNOMED_CT)
"""Systems whose codes mean conditions; a MeSH heading may be anything."""


@dataclass(frozen=True)
class CorrectionMade:
    """That an edition mended a mistake."""

    on: date
    note: str


@dataclass(frozen=True)
class ArticleFacts:
    """What has to be asked for beside an article's view."""

    reviewer: Person | None
    licence: str
    coded: tuple[Term, ...]
    corrections: tuple[CorrectionMade, ...]
    words_changed_at: datetime


def article_facts(view: ArticleView) -> ArticleFacts:
    reviewer = _reviewer(view.hit.review.reviewer_slug)
    editions = _editions(view.hit.source_id)
    return ArticleFacts(
        reviewer=reviewer,
        licence=licence_of(reviewer) if reviewer else "",
        coded=coded_terms(view.hit.terms),
        corrections=tuple(CorrectionMade(timezone.localdate(at), note) for at, _, note, mended in editions if mended),
        words_changed_at=max(
            (at for at, kind, _, _ in editions if kind != Edition.Kind.REVIEW), default=view.edition.published_at
        ),
    )


def licence_of(person: Person) -> str:
    """Return who licensed or certified a person, if they are a reviewer who says so."""
    reviewer = getattr(person, "reviewer", None)
    return reviewer.licence if reviewer else ""


def coded_terms(terms: Iterable[TermName]) -> tuple[Term, ...]:
    """Return those of the terms that have a code of their own in a system of diseases: they are conditions."""
    wanted = {(term.facet, term.slug): place for place, term in enumerate(terms)}
    found = Term.objects.filter(
        slug__in={slug for _, slug in wanted}, codes__system__in=CONDITION_SYSTEMS, codes__relation=PRIMARY
    )
    rows = found.distinct().with_names().prefetch_related("codes", "synonyms")
    return tuple(
        sorted(
            (row for row in rows if (row.facet.slug, row.slug) in wanted),
            key=lambda row: wanted[row.facet.slug, row.slug],
        )
    )


def codes_of(term: Term) -> tuple[tuple[str, str], ...]:
    """Return the codes that mean the term itself, with the names of their systems."""
    return tuple((one.get_system_display(), one.prefix) for one in term.codes.all() if one.relation == PRIMARY)


def is_condition(term: Term) -> bool:
    """Return whether the term has a code of its own in a system of diseases."""
    return any(one.relation == PRIMARY and one.system in CONDITION_SYSTEMS for one in term.codes.all())


def _reviewer(slug: str) -> Person | None:
    return Person.objects.select_related("reviewer").filter(slug=slug).first() if slug else None


def _editions(source_id: str) -> list[tuple[datetime, str, str, bool]]:
    """Return of each edition, the newest first: when, of which kind, its note, and whether it mended a mistake."""
    rows = (
        Edition.objects.filter(publication__source_id=source_id)
        .order_by("-number")
        .annotate(signed=F("attestation__digest"))
        .values_list("published_at", "kind", "change_note", "basis", "signed", "digest")
    )
    return [
        (at, kind, note, kind == Edition.Kind.CORRECTION or (basis == Basis.ATTESTATION and signed != digest))
        for at, kind, note, basis, signed, digest in rows
    ]
