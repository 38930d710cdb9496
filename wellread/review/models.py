"""Who reviewed which words, and the ledger that remembers it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellread.articles.models import Article, Person
from wellread.vocabulary.models import OneTransactionModel


class Reviewer(OneTransactionModel):
    """A clinician who may sign medical wording."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reviewer", verbose_name=_("person"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reviewer",
        verbose_name=_("account"),
        help_text=_("Whoever signs in with this account signs as this person."),
    )
    active = models.BooleanField(_("active"), default=True)
    credentials_valid_until = models.DateField(_("credentials valid until"), null=True, blank=True)

    class Meta:
        ordering = ("person__name",)
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")

    def __str__(self) -> str:
        return str(self.person)


class LedgerEntry(models.Model):
    """One thing that happened to a review. Entries are appended (`ledger.append`), never changed."""

    class Kind(models.TextChoices):
        ATTESTATION = "attestation", _("attestation")
        REPORTED = "reported", _("review reported by the source")
        WAIVER = "waiver", _("waiver")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    body = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    signature = models.TextField()

    class Meta:
        ordering = ("number",)
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Attestation(models.Model):
    """A reviewer's signature under exact words. It covers whatever has the same digest, wherever that stands."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="attestations")
    digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=10)
    wording = models.JSONField()
    signed_as = models.CharField(max_length=400)
    signed_at = models.DateTimeField()
    review_due = models.DateField()
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="attestation")

    class Meta:
        ordering = ("-signed_at", "-pk")
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")

    def __str__(self) -> str:
        return f"{self.signed_as}, {self.signed_at:%Y-%m-%d}"

    def covers(self, digest: str) -> bool:
        return self.digest == digest


class ReportedReview(models.Model):
    """A review that an article's source reports, bound to the words as they came in."""

    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="reported_reviews")
    source_id = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=400)
    on = models.DateField()
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="reported_review")

    class Meta:
        ordering = ("-on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_id", "digest", "by", "on"], name="reported_review_once")
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.on}"


class Waiver(models.Model):
    """Somebody's decision to publish these words of this article without a medical review."""

    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="waivers")
    source_id = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    waived_by = models.CharField(max_length=200)
    waived_at = models.DateTimeField(default=timezone.now)
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="waiver")

    class Meta:
        ordering = ("-waived_at", "-pk")
        permissions: ClassVar = [("waive_review", _("Can publish a medical article without a review"))]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.reason}"


def reviewer_of(user: Any) -> Reviewer | None:
    """Return the active reviewer that an account signs as, or None."""
    if not user.is_authenticated:
        return None
    return Reviewer.objects.filter(user=user, active=True).select_related("person").first()
