"""From a publication to the line that a list shows of it."""

from datetime import date

from wellread.discovery.results import Hit, ReviewFacts, TermName
from wellread.publishing.models import Edition, Publication
from wellread.vocabulary.models import Term, sorted_terms


def hit(publication: Publication, *, today: date) -> Hit:
    """Return the line for a publication fetched `with_hit`."""
    edition = publication.current
    if edition is None:
        raise ValueError(f"{publication} is not public.")
    return Hit(
        slug=publication.slug,
        source_id=publication.source_id,
        language=publication.language,
        kind=edition.content["kind"],
        headline=edition.headline,
        summary=edition.content["summary"],
        minutes_to_read=edition.minutes_to_read,
        published_on=publication.first_published_on,
        review=review_facts(edition, today=today),
        terms=term_names(edition, language=publication.language),
    )


def review_facts(edition: Edition, *, today: date) -> ReviewFacts:
    return ReviewFacts(
        status=edition.status(today=today),
        reviewer=edition.reviewed_by,
        last_reviewed=edition.reviewed_on,
        review_due=edition.review_due,
        reviewer_slug=edition.reviewer.slug if edition.reviewer else "",
    )


def term_names(edition: Edition, *, language: str) -> tuple[TermName, ...]:
    """Return the edition's terms by facet, then as people sort; a merged term as what it was merged into."""
    terms = {term.pk: term for term in (_standing(one) for one in edition.terms.all())}
    ordered = sorted(
        sorted_terms(terms.values(), language=language), key=lambda term: (term.facet.position, term.facet.slug)
    )
    return tuple(TermName(term.facet.slug, term.facet.path, term.slug, term.name_in(language)) for term in ordered)


def _standing(term: Term) -> Term:
    return term.merged_into or term
