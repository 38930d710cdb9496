"""What the clock did: due dates that passed, reminders that were sent, and those that could not be."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Lapse(models.Model):
    """That the due date of an edition's review passed while readers saw it; noted once."""

    source_id = models.CharField(max_length=200)
    edition = models.PositiveIntegerField()
    review_due = models.DateField()
    ledger_entry = models.OneToOneField("review.LedgerEntry", on_delete=models.PROTECT, related_name="lapse")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_id", "edition", "review_due"], name="lapse_once_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}, edition {self.edition}: {self.review_due}"


class ReminderSent(models.Model):
    """That somebody was told of a due date; `step` is the days that were left, below zero when it had passed."""

    source_id = models.CharField(max_length=200)
    review_due = models.DateField()
    step = models.SmallIntegerField()
    recipient = models.CharField(max_length=254)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_id", "review_due", "step", "recipient"], name="reminder_once_per_step_and_recipient"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.review_due}, {self.step} days: {self.recipient}"


class ReminderFailure(models.Model):
    """That reminders cannot be sent, since when and why; without a recipient, the mail server itself fails."""

    recipient = models.CharField(max_length=254, unique=True)
    reason = models.TextField()
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.recipient or 'mail server'}: {self.reason}"
