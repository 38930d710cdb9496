"""What must hold before words become public."""

from collections.abc import Collection

from wellread.articles.content import ArticleContent
from wellread.articles.quality import Finding, findings
from wellread.publishing.errors import NotReviewedError, QualityError
from wellread.review.coverage import Basis, Coverage, coverage_of
from wellread.vocabulary.models import Term, TermAncestor


def check(
    content: ArticleContent, terms: Collection[Term], *, public_already: bool = False
) -> tuple[Coverage, list[Finding]]:
    """Return what covers the words, and warnings; raise NotReviewedError or QualityError.

    Words that rest on a source's report or on a waiver came from elsewhere: there the quality rules only warn,
    until the first change of a word ends the coverage. So they do where readers see just these words already: a new
    signature under them must not fail on what was public before.
    """
    coverage = coverage_of(content)
    if coverage is None:
        raise NotReviewedError(
            f"“{content.headline}” is a medical article, and no review covers these words. "
            "Ask a reviewer to sign them, or somebody with the permission to publish them without a review."
        )
    found = [*findings(content), *term_findings(terms)]
    blocking = [finding.sentence for finding in found if finding.blocks]
    if blocking and not public_already and coverage.basis in {Basis.ATTESTATION, Basis.INFORMATION}:
        raise QualityError(f"“{content.headline}” cannot be published yet. {' '.join(blocking)}")
    return coverage, found


def term_findings(terms: Collection[Term]) -> list[Finding]:
    """Return what is wrong with an article's terms."""
    if not terms:
        return [Finding("R26", True, "Choose at least one term.")]
    chosen = {term.pk for term in terms}
    names = {term.pk: term.name for term in terms}
    doubled = TermAncestor.objects.filter(term__in=chosen, ancestor__in=chosen).values_list("term_id", "ancestor_id")
    return [
        Finding("R26", True, f"{names[ancestor]} includes {names[term]}: choose only the narrower term.")
        for term, ancestor in doubled
        if term != ancestor
    ]
