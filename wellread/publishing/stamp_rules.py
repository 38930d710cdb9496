"""The rules of good health information about reviews and the people behind an article: R03 to R05, R22 and R23."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent
from wellread.articles.models import Person
from wellread.articles.quality import Finding, all_words
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.cadence import months_between_reviews
from wellread.review.coverage import Basis, Coverage
from wellread.review.differences import difference
from wellread.review.due import add_months
from wellread.review.predecessor import last_signed
from wellread.review.subject import Subject


def stamp_findings(subject: Subject, coverage: Coverage | None) -> list[Finding]:
    """Return what is wrong with the dates of a review, how far the words are from it, and who has not stated what."""
    today = timezone.localdate()
    return [
        *_dates(subject, coverage, today=today),
        *_edited_since(subject.content, coverage),
        *_authors(subject.content),
        *_reviewer(coverage),
    ]


def _dates(subject: Subject, coverage: Coverage | None, *, today: date) -> Iterator[Finding]:
    if coverage is None or coverage.reviewed_on is None or coverage.review_due is None:
        return
    reviewed_on, due = coverage.reviewed_on, coverage.review_due
    words = f"{coverage.reviewed_by}\n{reviewed_on}\n{due}"
    told = {"due": date_format(due), "reviewed": date_format(reviewed_on)}
    if due <= reviewed_on:
        sentence = _("The next review is due on %(due)s, not after the last one of %(reviewed)s.") % told
        yield Finding("R03", True, sentence, words)
    months = months_between_reviews(subject)
    if due > add_months(reviewed_on, months):
        sentence = _(
            "The review of %(reviewed)s stands until %(due)s, but these terms ask for one every %(months)d months. "
            "Let a reviewer sign again."
        ) % {**told, "months": months}
        yield Finding("R03", True, sentence, words)
    if reviewed_on > today:
        yield Finding("R04", True, _("The date of the review, %(reviewed)s, is in the future.") % told, words)


def _edited_since(content: ArticleContent, coverage: Coverage | None) -> Iterator[Finding]:
    """Say how much has changed since somebody signed; nothing where a review covers the words as they are."""
    if coverage is not None and coverage.basis in {Basis.ATTESTATION, Basis.REPORTED}:
        return
    signed = last_signed(content.source_id, content.language)
    if signed is None or signed.covers(content_digest(content)):
        return
    before, after = signed.wording, medical_wording(content)
    words = sum(len(piece["text"].split()) for piece in (*before, *after))
    share = max(1, round(100 * difference(before, after).words_changed / max(words, 1)))
    told = {"share": share, "name": signed.signed_as, "day": date_format(timezone.localdate(signed.signed_at))}
    sentence = _("%(share)d%% of the words are not as %(name)s signed them on %(day)s.") % told
    yield Finding("R05", False, sentence, all_words(content))


def _authors(content: ArticleContent) -> Iterator[Finding]:
    slugs = [author.slug for author in content.authors]
    silent = set(Person.objects.filter(slug__in=slugs, disclosure="").values_list("slug", flat=True))
    for author in content.authors:
        if author.slug in silent:
            # An article without medical statements is worth a look only: it has nobody to sway.
            yield _unstated(author.name, blocks=content.kind == "medical")


def _reviewer(coverage: Coverage | None) -> Iterator[Finding]:
    if coverage is None or coverage.attestation is None:
        return
    reviewer = coverage.attestation.reviewer
    if not (reviewer.conflicts_of_interest.strip() or reviewer.person.disclosure.strip()):
        yield _unstated(reviewer.person.name, blocks=True)


def _unstated(name: str, *, blocks: bool) -> Finding:
    sentence = _("%s has stated no conflicts of interest and funding. “None.” is a statement as well.") % name
    return Finding("R22", blocks, sentence, name)
