"""Keep what readers tell us of an article, and forget it when it has been dealt with."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wellread.articles.content import Question
from wellread.articles.passages import anchors
from wellread.publishing.models import Edition, Publication
from wellread.review.mail import mail_is_set_up
from wellread.website.addresses import absolute
from wellread.website.models import Feedback, FeedbackCount, ReaderComment, cut

logger = logging.getLogger(__name__)

COMMENTS_OF_A_DAY = 50
"""How many comments on one article are kept of one day."""


@dataclass(frozen=True)
class Place:
    """Where in an article: the anchor and words of a question, or neither for the whole of it."""

    anchor: str = ""
    question: str = ""


def questions_of(edition: Edition) -> list[Place]:
    """Return the questions that an edition answers."""
    content = edition.read()
    headed = [block for block in content.body if hasattr(block, "question") or hasattr(block, "heading")]
    return [
        Place(anchor, block.question)
        for block, anchor in zip(headed, anchors(content.body), strict=True)
        if isinstance(block, Question)
    ]


def place_in(edition: Edition, anchor: str) -> Place | None:
    """Return the place that an anchor names, or None if the edition has no such question."""
    if not anchor:
        return Place()
    return next((place for place in questions_of(edition) if place.anchor == anchor), None)


@transaction.atomic
def count(edition: Edition, place: Place, kind: Feedback) -> None:
    row, _made = FeedbackCount.objects.get_or_create(
        publication_id=edition.publication_id,
        edition=edition.number,
        kind=kind,
        anchor=cut(place.anchor, "anchor"),
        defaults={"question": cut(place.question, "question")},
    )
    FeedbackCount.objects.filter(pk=row.pk).update(times=F("times") + 1)


@transaction.atomic
def keep_comment(edition: Edition, place: Place, kind: Feedback, words: str, *, today: date) -> bool:
    """Keep a comment and return True, or False where the article has had too many of them today."""
    if ReaderComment.objects.filter(publication=edition.publication_id, day=today).count() >= COMMENTS_OF_A_DAY:
        return False
    ReaderComment.objects.create(
        publication_id=edition.publication_id,
        edition=edition.number,
        kind=kind,
        anchor=cut(place.anchor, "anchor"),
        question=cut(place.question, "question"),
        words=words,
        day=today,
    )
    if kind is Feedback.MISTAKE:
        count(edition, place, kind)
    return True


def edition_read(publication: Publication, number: int | None) -> Edition | None:
    """Return the edition that the reader had before them, or the current one; None for a withdrawn article."""
    if publication.current is None:
        return None
    read = publication.editions.filter(number=number).first() if number else None
    return read or publication.current


def waiting() -> int:
    """Return how many comments nobody has dealt with."""
    return ReaderComment.objects.filter(dealt_with_on=None).count()


def tidy(*, today: date) -> None:
    """What the clock does: forget old comments, tell of new ones. The next tick does what fails now."""
    try:
        prune(today=today)
        tell_of_new(today=today)
    except DatabaseError:
        logger.exception("What readers told could not be looked after")


def prune(*, today: date) -> int:
    """Delete comments that were dealt with long enough ago and return how many; their counts stay."""
    until = today - timedelta(days=settings.WELLREAD_FEEDBACK_DAYS)
    deleted, _by_model = ReaderComment.objects.filter(dealt_with_on__lte=until).delete()
    return deleted


def tell_of_new(*, today: date) -> bool:
    """Send one notice a day about new comments, if somebody is to get one; return whether one was sent.

    It holds how many there are, never what readers wrote: mail lies about on many machines.
    """
    new = ReaderComment.objects.filter(noticed=False, dealt_with_on=None)
    to = settings.WELLREAD_FEEDBACK_MAIL
    # One notice a day: yesterday's comments are told today.
    due = new.filter(day__lt=today)
    if not to or not mail_is_set_up() or not due.exists():
        return False
    told = list(new.select_related("publication__current"))
    try:
        _notice(told, to).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("The notice about readers' comments could not be sent: %s", error)
        return False
    ReaderComment.objects.filter(pk__in=[one.pk for one in told]).update(noticed=True)
    return True


def _notice(comments: list[ReaderComment], to: str) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(count)d reader wrote to us about an article",
            "%(count)d readers wrote to us about articles",
            len(comments),
        ) % {"count": len(comments)}
        headlines = Counter(str(one.publication.current or one.publication) for one in comments)
        lines = [f"- {headline}: {times}" for headline, times in headlines.most_common()]
        where = absolute(reverse("reader_comments:index"))
        body = "\n".join([*lines, "", _("Read it here, and mark it as dealt with:"), where, ""])
    return EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"})
