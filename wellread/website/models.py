"""What readers tell us of an article: how often it was clear, and in their own words what is wrong with it.

Nothing here says who: no address, no account, no time of day.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wellread.publishing.models import Publication

LONGEST_COMMENT = 1000
_LONGEST_ANCHOR = 120
_LONGEST_QUESTION = 300


class Feedback(models.TextChoices):
    """What a reader can tell."""

    CLEAR = "clear", _("clear")
    UNCLEAR = "unclear", _("not clear")
    MISTAKE = "mistake", _("mistake")


class FeedbackCount(models.Model):
    """How often readers told something of a place in an edition. Counts stay when comments go."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="feedback_counts")
    edition = models.PositiveIntegerField(_("edition"))
    kind = models.CharField(_("what"), max_length=10, choices=Feedback.choices)
    anchor = models.CharField(max_length=_LONGEST_ANCHOR, blank=True)
    question = models.CharField(_("question"), max_length=_LONGEST_QUESTION, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("count of feedback")
        verbose_name_plural = _("counts of feedback")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "edition", "kind", "anchor"], name="feedback_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication}#{self.anchor}, edition {self.edition}: {self.kind} {self.times}"


class ReaderComment(models.Model):
    """What a reader wrote: what was not clear in an answer, or which mistake an article has."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="comments")
    edition = models.PositiveIntegerField(_("edition"))
    kind = models.CharField(_("what"), max_length=10, choices=Feedback.choices)
    anchor = models.CharField(max_length=_LONGEST_ANCHOR, blank=True)
    question = models.CharField(_("question"), max_length=_LONGEST_QUESTION, blank=True)
    words = models.TextField(_("words"), max_length=LONGEST_COMMENT)
    # The day only: with the time, whoever reads the server's log could tell who it was.
    day = models.DateField(_("day"))
    dealt_with_on = models.DateField(_("dealt with on"), null=True, blank=True)
    dealt_with_by = models.CharField(_("dealt with by"), max_length=200, blank=True)
    noticed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("dealt_with_on", "-day", "-pk")
        verbose_name = _("comment of a reader")
        verbose_name_plural = _("comments of readers")
        indexes: ClassVar = [models.Index(fields=["publication", "day"], name="comments_of_a_day")]

    def __str__(self) -> str:
        return f"{self.publication}, {self.day}"


def cut(text: str, field: str) -> str:
    """Return as much of a text as the column of that name holds."""
    column: Any = FeedbackCount._meta.get_field(field)
    return text[: column.max_length]
