"""What must hold before words become public. docs/quality-rules.md shows all rules as a table."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.page_links import hidden_targets
from wellread.articles.quality import Finding, findings
from wellread.publishing.errors import NotReviewedError, QualityError
from wellread.publishing.internal_links import dead_links
from wellread.publishing.stamp_rules import stamp_findings
from wellread.review.coverage import Basis, Coverage, coverage_of
from wellread.review.subject import subject_of
from wellread.vocabulary.models import Term, TermAncestor

_ONLY_WARNED = frozenset({Basis.REPORTED, Basis.WAIVER})


def check(
    article: Article, content: ArticleContent, terms: Collection[Term], *, public_already: bool = False
) -> tuple[Coverage, list[Finding]]:
    """Return what covers the words, and warnings; raise NotReviewedError or QualityError.

    Words that rest on a source's report or on a waiver came from elsewhere: there the quality rules only warn,
    until the first change of a word ends the coverage. So they do where readers see just these words already: a new
    signature under them must not fail on what was public before.
    """
    coverage = coverage_of(content)
    if coverage is None:
        raise NotReviewedError(_unreviewed(content))
    found = judge(article, content, terms, coverage)
    blocking = [finding.sentence for finding in found if finding.blocks]
    if blocking and not public_already:
        told = {"headline": content.headline, "sentences": " ".join(blocking)}
        raise QualityError(_("“%(headline)s” cannot be published yet. %(sentences)s") % told)
    return coverage, found


def judge(
    article: Article, content: ArticleContent, terms: Collection[Term], coverage: Coverage | None
) -> list[Finding]:
    """Return what the rules say of words that rest on a coverage or on none; overruled or not."""
    found = [
        *findings(content),
        *stamp_findings(subject_of(article, content), coverage),
        *term_findings(terms),
        *_links(article, content),
    ]
    if coverage is not None and coverage.basis in _ONLY_WARNED:
        found = [replace(finding, blocks=False) for finding in found]
    return sorted(found, key=lambda finding: (not finding.blocks, finding.rule))


def _unreviewed(content: ArticleContent) -> str:
    told = {"headline": content.headline, "sponsor": content.sponsored_by}
    if content.sponsored_by:
        return (
            _(
                "“%(headline)s” is sponsored by %(sponsor)s, and what somebody paid for carries no medical review. "
                "Ask somebody with the permission to publish it without a review, or take the sponsor out."
            )
            % told
        )
    return (
        _(
            "“%(headline)s” is a medical article, and no review covers these words. "
            "Ask a reviewer to sign them, or somebody with the permission to publish them without a review."
        )
        % told
    )


def term_findings(terms: Collection[Term]) -> list[Finding]:
    """Return what is wrong with an article's terms."""
    if not terms:
        return [Finding("R26", True, _("Choose at least one term."))]
    chosen = {term.pk for term in terms}
    names = {term.pk: term.name for term in terms}
    doubled = TermAncestor.objects.filter(term__in=chosen, ancestor__in=chosen).values_list("term_id", "ancestor_id")
    return [
        Finding(
            "R26",
            True,
            _("%(broader)s includes %(narrower)s: choose only the narrower term.")
            % {"broader": names[ancestor], "narrower": names[term]},
            f"{names[ancestor]}\n{names[term]}",
        )
        for term, ancestor in doubled
        if term != ancestor
    ]


def _links(article: Article, content: ArticleContent) -> Iterator[Finding]:
    for link in dead_links(content):
        told = {"words": link.words, "address": link.address}
        sentence = _("The link “%(words)s” leads nowhere: %(address)s.") % told
        yield Finding("R27", True, sentence, f"{link.words}\n{link.address}")
    for title in hidden_targets(article):
        sentence = _("A link leads to “%s”, which readers cannot see: they get its words without the link.") % title
        yield Finding("R27", False, sentence, title)
