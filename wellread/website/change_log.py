"""An article's change log as its page and its feed show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from wellread.publishing.history import EditionOfArticle
from wellread.publishing.models import Edition
from wellread.review.coverage import Basis
from wellread.review.differences import Difference, Mark, State
from wellread.website.addresses import absolute, article_address


@dataclass(frozen=True)
class EditionEntry:
    """One edition of the log; `before` is the number of the one that it can be compared with."""

    number: int
    kind: str
    on: date
    published_at: datetime
    change_note: str
    review: str
    stamp_url: str
    before: int | None


@dataclass(frozen=True)
class ShownSpan:
    """Words of a difference."""

    element: str
    text: str


@dataclass(frozen=True)
class ShownChange:
    """One changed piece of the words."""

    kind: str
    state: str
    spans: tuple[ShownSpan, ...]


@dataclass(frozen=True)
class ShownDifference:
    """What changed from one edition to another."""

    older: int
    newer: int
    changes: tuple[ShownChange, ...]
    unchanged: int


@dataclass(frozen=True)
class ChangeLog:
    """All that the template shows."""

    headline: str
    language: str
    article_url: str
    feed_url: str
    canonical: str
    editions: tuple[EditionEntry, ...]
    difference: ShownDifference | None = None


def change_log(
    headline: str,
    slug: str,
    *,
    language: str,
    editions: Sequence[EditionOfArticle],
    difference: ShownDifference | None = None,
) -> ChangeLog:
    return ChangeLog(
        headline=headline,
        language=language,
        article_url=article_address(slug, language=language),
        feed_url=reverse("website:changes_feed", args=[slug]),
        canonical=absolute(reverse("website:changes", args=[slug])),
        editions=tuple(_entry(one, before) for one, before in zip(editions, [*editions[1:], None], strict=True)),
        difference=difference,
    )


def _entry(one: EditionOfArticle, before: EditionOfArticle | None) -> EditionEntry:
    return EditionEntry(
        number=one.number,
        kind=kind_of(one),
        on=one.on,
        published_at=one.published_at,
        change_note=one.change_note,
        review=review_of(one),
        stamp_url=reverse("website:stamp", args=[one.review_number]) if one.review_number else "",
        before=before.number if before else None,
    )


def kind_of(edition: EditionOfArticle) -> str:
    """Return what an edition was made for, in the reader's words."""
    if edition.corrected:
        return _("Typing mistakes corrected")
    match edition.kind:
        case Edition.Kind.FIRST:
            return _("First edition")
        case Edition.Kind.CORRECTION:
            return _("Correction of a mistake")
        case Edition.Kind.REVIEW:
            return _("Reviewed again, no word changed")
        case _:
            return _("Update")


def review_of(edition: EditionOfArticle) -> str:
    """Return who answered for the words of an edition."""
    match edition.basis:
        case Basis.ATTESTATION:
            return _("Medically reviewed by %(name)s") % {"name": edition.reviewed_by}
        case Basis.REPORTED:
            return _("Reviewed at its source by %(name)s") % {"name": edition.reviewed_by}
        case _:
            return _("Not medically reviewed")


def shown_difference(found: Difference, *, older: int, newer: int) -> ShownDifference:
    elements = {Mark.SAME: "", Mark.INSERTED: "ins", Mark.DELETED: "del"}
    states = {
        State.ADDED: _("Added"),
        State.REMOVED: _("Removed"),
        State.CHANGED: _("Changed"),
        State.MOVED: _("Moved"),
    }
    names = kinds_of_pieces()
    changes = tuple(
        ShownChange(
            names.get(change.kind, change.kind),
            states[change.state],
            tuple(ShownSpan(elements[span.mark], span.text) for span in change.spans),
        )
        for change in found.changes
    )
    return ShownDifference(older, newer, changes, found.unchanged)


def kinds_of_pieces() -> dict[str, str]:
    """Return what readers call the pieces of a wording."""
    return {
        "headline": _("Headline"),
        "summary": _("Summary"),
        "paragraph": _("Text"),
        "heading": _("Heading"),
        "question": _("Question"),
        "answer": _("Answer"),
        "list_item": _("List"),
        "key_fact": _("Key facts"),
        "get_help": _("When to get help"),
        "quote": _("Quotation"),
        "pull_quote": _("Quotation"),
        "attribution": _("Who is quoted"),
        "alternative_text": _("Description of a picture"),
        "caption": _("Caption"),
        "reference": _("References"),
    }
