"""Is a printed edition still the one to read? What the code on a leaflet leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from wellread.discovery.articles import ArticleView
from wellread.publishing.history import EditionOfArticle
from wellread.publishing.models import Edition
from wellread.review.coverage import Status
from wellread.website.addresses import absolute, article_address
from wellread.website.article_page import Stamp, stamp_of
from wellread.website.change_log import kind_of


class Verdict(StrEnum):
    """How a printed edition stands today."""

    CURRENT = "current"
    SAME_WORDS = "same_words"
    REPLACED = "replaced"
    OVERDUE = "overdue"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class NewerEdition:
    """An edition that came after the printed one."""

    number: int
    kind: str
    on: date
    change_note: str


@dataclass(frozen=True)
class StillCurrent:
    """All that the template shows; `printed` is 0 where nobody said which edition they hold."""

    headline: str
    language: str
    printed: int
    current: int
    verdict: Verdict
    answer: str
    stamp: Stamp
    newer: tuple[NewerEdition, ...]
    article_url: str
    leaflet_url: str
    changes_url: str
    difference_url: str
    canonical: str


def still_current(view: ArticleView, editions: Sequence[EditionOfArticle], *, printed: int) -> StillCurrent:
    """Return what is to be told of a printed edition; `editions` are all of the article, the newest first."""
    newer = [one for one in editions if printed and one.number > printed]
    verdict = verdict_of(view.hit.review.status, newer)
    changes = reverse("website:changes", args=[view.hit.slug])
    own = reverse("website:still_current", args=[view.hit.slug])
    return StillCurrent(
        headline=view.hit.headline,
        language=view.hit.language,
        printed=printed,
        current=view.edition.number,
        verdict=verdict,
        answer=_answer(verdict, printed=printed),
        stamp=stamp_of(view),
        newer=tuple(NewerEdition(one.number, kind_of(one), one.on, one.change_note) for one in newer),
        article_url=article_address(view.hit.slug, language=view.hit.language),
        leaflet_url=reverse("website:leaflet", args=[view.hit.slug]),
        changes_url=changes,
        difference_url=f"{changes}?from={printed}&to={view.edition.number}#difference" if newer else "",
        canonical=absolute(own),
    )


def verdict_of(status: Status, newer: Sequence[EditionOfArticle]) -> Verdict:
    """Return the verdict: other words come first, since nothing that is said of today's words holds for them."""
    if any(one.kind != Edition.Kind.REVIEW for one in newer):
        return Verdict.REPLACED
    if status in {Status.OVERDUE, Status.REPORTED_OVERDUE}:
        return Verdict.OVERDUE
    if newer:
        return Verdict.SAME_WORDS
    return Verdict.UNREVIEWED if status is Status.NONE else Verdict.CURRENT


def _answer(verdict: Verdict, *, printed: int) -> str:
    match verdict:
        case Verdict.REPLACED:
            return _("No. There is a newer edition.")
        case Verdict.OVERDUE:
            return _("It is the latest, but its review is overdue.")
        case Verdict.SAME_WORDS:
            return _("Yes. It was reviewed again, and no word has changed.")
        case Verdict.UNREVIEWED:
            return _("Yes, it is the latest edition. No clinician has reviewed it.")
        case Verdict.CURRENT:
            return _("Yes, this is the current edition.") if printed else _("This is the current edition.")
