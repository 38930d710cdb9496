"""Who may review what, who reviewed which words, and the ledger that remembers it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellread.articles.models import Article, Person
from wellread.review.clock import Lapse as Lapse  # Django looks for models here
from wellread.review.clock import ReminderFailure as ReminderFailure
from wellread.review.clock import ReminderSent as ReminderSent
from wellread.review.workflow import Assignment as Assignment
from wellread.review.workflow import Invitation as Invitation
from wellread.review.workflow import MedicalReviewTask as MedicalReviewTask
from wellread.review.workflow import MinorMark as MinorMark
from wellread.review.workflow import WrongPassword as WrongPassword
from wellread.vocabulary.models import OneTransactionModel, Term, language_choices


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
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Whoever has left signs nothing more; what they signed stays signed.")
    )
    licence = models.CharField(
        _("licence or board"),
        max_length=200,
        blank=True,
        help_text=_("Who licensed or certified this person, such as: American Board of Radiology."),
    )
    credentials_valid_until = models.DateField(_("credentials valid until"), null=True, blank=True)
    specialties = models.ManyToManyField(
        Term,
        blank=True,
        related_name="reviewers",
        verbose_name=_("specialties"),
        help_text=_("Terms whose articles this person may review, narrower terms included. None means every article."),
    )
    conflicts_of_interest = models.TextField(
        _("conflicts of interest"),
        blank=True,
        help_text=_("The person's own statement. Readers see it beside what the person signed."),
    )
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("Who looks after the reviews of a person who has left, until they are signed again."),
    )

    class Meta:
        ordering = ("person__name",)
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        permissions: ClassVar = [
            ("except_specialty", _("Can let a reviewer sign an article outside of their specialties")),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def looked_after_by(self) -> "Reviewer":
        """Who answers for this person's reviews today: they themselves, or whoever came after them."""
        seen, one = {self.pk}, self
        while not one.active and one.successor and one.successor.pk not in seen:
            one = one.successor
            seen.add(one.pk)
        return one


class ReviewerLanguage(models.Model):
    """A language in which a reviewer can judge medical wording; none at all means every language."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reviewer", "language"], name="reviewer_language_once")
        ]

    def __str__(self) -> str:
        return str(self.get_language_display())


class LedgerEntry(models.Model):
    """One thing that happened to a review. Entries are appended (`ledger.append`), never changed."""

    class Kind(models.TextChoices):
        ATTESTATION = "attestation", _("attestation")
        REPORTED = "reported", _("review reported by the source")
        WAIVER = "waiver", _("waiver")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        REFUSAL = "refusal", _("refusal to sign")
        CONFIRMATION = "confirmation", _("confirmation of a minor change")
        REVOCATION = "revocation", _("signature taken back")
        EXCEPTION = "exception", _("exception from specialties")
        OVERDUE = "overdue", _("review overdue")

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
    # The sentence that was on the screen; empty for what was signed before sentences were kept.
    statement = models.TextField(blank=True)
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="attestation")

    class Meta:
        ordering = ("-signed_at", "-pk")
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")

    def __str__(self) -> str:
        return f"{self.signed_as}, {self.signed_at:%Y-%m-%d}"

    def covers(self, digest: str) -> bool:
        return self.digest == digest


class Revocation(models.Model):
    """That a reviewer took their signature back: from then on it covers nothing."""

    attestation = models.OneToOneField(Attestation, on_delete=models.PROTECT, related_name="revocation")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="revocation")

    class Meta:
        permissions: ClassVar = [("revoke_for_another", _("Can take a signature back on a reviewer's behalf"))]

    def __str__(self) -> str:
        return f"{self.attestation}: {self.reason}"


class MinorChange(models.Model):
    """That words differ from signed ones by a typing mistake only, as a second person confirmed."""

    attestation = models.ForeignKey(Attestation, on_delete=models.PROTECT, related_name="minor_changes")
    digest = models.CharField(max_length=64, db_index=True)
    wording = models.JSONField()
    marked_by = models.CharField(max_length=200)
    confirmed_by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="minor_change")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.attestation}, corrected {self.at:%Y-%m-%d}"


class SpecialtyException(models.Model):
    """A content lead's permission for one reviewer to sign one article outside of their specialties."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="exceptions")
    source_id = models.CharField(max_length=200, db_index=True)
    reason = models.TextField(_("reason"))
    granted_by = models.CharField(max_length=200)
    ledger_entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="exception")

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.source_id}: {self.reason}"


class ReviewPolicy(OneTransactionModel):
    """After how many months articles under a term are reviewed again; the shortest of an article's terms holds."""

    term = models.OneToOneField(
        Term, on_delete=models.CASCADE, related_name="review_policy", verbose_name=_("term"),
        help_text=_("It holds for narrower terms as well."),
    )  # fmt: skip
    months = models.PositiveSmallIntegerField(_("months"), validators=[MinValueValidator(1), MaxValueValidator(120)])

    class Meta:
        ordering = ("months", "term__name")
        verbose_name = _("review policy")
        verbose_name_plural = _("review policies")

    def __str__(self) -> str:
        return _("%(term)s: %(months)d months") % {"term": self.term, "months": self.months}


class ReportedReview(models.Model):
    """A review that an article's source reports, bound to the words as they came in."""

    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="reported_reviews")
    source_id = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=400)
    on = models.DateField()
    review_due = models.DateField()
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
