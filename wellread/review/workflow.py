"""What waits for a review: the medical step of a workflow, who does it until when, links for guests, minor marks."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from wellread.articles.models import Article
from wellread.review.errors import NotEntitledError
from wellread.vocabulary.models import Term


class MedicalReviewTask(Task):
    """A step of a Wagtail workflow that ends only by a reviewer's signature; several stand for several specialties."""

    specialties = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("specialties"),
        help_text=_("Who signs here must know one of these. None: whoever may review the article."),
    )
    days = models.PositiveSmallIntegerField(
        _("days to do it"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("After so many days an open review is late."),
    )

    admin_form_fields: ClassVar = [*Task.admin_form_fields, "specialties", "days"]
    admin_form_widgets: ClassVar = {"specialties": CheckboxSelectMultiple}

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    @classmethod
    def get_description(cls) -> str:
        return str(_("A reviewer reads the words and signs them, or asks for changes. Nobody else approves it."))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Wagtail's buttons: an editor may take the article back. Approving is signing, on the reviewer's screen."""
        if obj.permissions_for_user(user).can_publish():
            return [("reject", _("Take back from the reviewers"), True)]
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == "approve":
            raise NotEntitledError(_("A medical review is approved by a reviewer's signature and in no other way."))
        return super().on_action(task_state, user, action_name, **kwargs)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about reviews that wait or were done."""

    def open(self) -> "AssignmentQuerySet":
        return self.filter(task_state__status=TaskState.STATUS_IN_PROGRESS)

    def by_urgency(self, today: date) -> "AssignmentQuerySet":
        """Late ones first, then by priority, then what is due first."""
        late = models.Case(models.When(due_on__lt=today, then=0), default=1)
        return self.order_by(late, "-priority", "due_on", "pk")


class Assignment(models.Model):
    """An open review: one medical step of one article's workflow, and who does it until when."""

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("normal")
        HIGH = 1, _("high")
        URGENT = 2, _("urgent")

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="assignment")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(
        "review.Reviewer", null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments",
        verbose_name=_("reviewer"),
    )  # fmt: skip
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    due_on = models.DateField(_("due on"))
    # What was on the screen when a reviewer last opened it: Wagtail overwrites revisions in place.
    opened_by = models.ForeignKey("review.Reviewer", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_digest = models.CharField(max_length=64, blank=True)
    opened_wording = models.JSONField(null=True)
    attestation = models.ForeignKey(
        "review.Attestation", null=True, on_delete=models.PROTECT, related_name="assignments"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("open review")
        verbose_name_plural = _("open reviews")

    def __str__(self) -> str:
        nobody = _("unassigned")
        return f"{self.article}: {self.reviewer or nobody}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about links."""

    def to_review(self) -> "InvitationQuerySet":
        return self.filter(purpose=Invitation.Purpose.REVIEW)


class Invitation(models.Model):
    """A link for a clinician without an account: to review just these words, or to take back what they signed.

    Link and code are kept as hashes.
    """

    class Purpose(models.TextChoices):
        REVIEW = "review", _("review")
        TAKE_BACK = "take_back", _("taking a signature back")

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        SIGNED = "signed", _("signed")
        CHANGES = "changes", _("asked for changes")
        DECLINED = "declined", _("declined")
        WRONG_CODE = "wrong_code", _("ended after too many wrong codes")
        WORDS_CHANGED = "words_changed", _("ended because the words changed")
        TAKEN_BACK = "taken_back", _("taken back")
        NOT_SENT = "not_sent", _("could not be sent")
        REVOKED = "revoked", _("took the signature back")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="invitations")
    reviewer = models.ForeignKey("review.Reviewer", on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.REVIEW)
    # None: as long as there is something to take back.
    expires_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    # Whoever typed the right code holds a cookie; this is the hash of what is in it.
    holder_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    ended_at = models.DateTimeField(null=True)
    attestation = models.ForeignKey("review.Attestation", null=True, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.article}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN and (self.expires_at is None or timezone.now() < self.expires_at)


class MinorMark(models.Model):
    """An editor's word that a draft differs from signed words by a typing mistake only, until somebody confirms it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="minor_mark")
    attestation = models.ForeignKey("review.Attestation", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    marked_by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.article}, marked by {self.marked_by}"


class WrongPassword(models.Model):
    """That somebody typed a wrong password to sign with; too many in a short time stop them for a while."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%Y-%m-%d %H:%M}"


def open_review_of(article: Article) -> Assignment | None:
    """Return the article's open medical review, or None."""
    return Assignment.objects.open().filter(article=article).select_related("reviewer__person").first()
