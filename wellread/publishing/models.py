"""What readers see: editions, their addresses, and the numbered list of all public changes."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wellread.articles.content import ArticleContent
from wellread.articles.interchange import content_from_json
from wellread.articles.models import Article, Person
from wellread.articles.wording import Wording, medical_wording
from wellread.review.coverage import Basis, Status, review_status
from wellread.review.models import Attestation
from wellread.vocabulary.models import Term


class LibraryState(models.Model):
    """The one row that gives changes their numbers, in the order in which they are committed."""

    library_id = models.UUIDField(default=uuid.uuid4)
    last_change = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.library_id} at {self.last_change}"


class Change(models.Model):
    """One public change (the outbox): whoever keeps a copy, such as an index, follows these numbers."""

    class Kind(models.TextChoices):
        EDITION = "edition", _("edition")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        ADDRESS = "address", _("address")
        VOCABULARY = "vocabulary", _("vocabulary")
        ANCESTORS = "ancestors", _("terms above a term")
        PERSON = "person", _("person")
        SETTINGS = "settings", _("settings")
        BEST_BET = "best_bet", _("best bet")
        EQUIVALENT = "equivalent", _("word equivalent")
        CRISIS = "crisis", _("crisis card")

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.subject}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions about what is public."""

    def current(self) -> "PublicationQuerySet":
        return self.filter(current__isnull=False)

    def in_language(self, language: str) -> "PublicationQuerySet":
        return self.filter(language=language)

    def with_hit(self) -> "PublicationQuerySet":
        """Fetch with each publication all that a line in a list shows."""
        return self.select_related("current__reviewer").prefetch_related(
            "current__terms__facet",
            "current__terms__names",
            "current__terms__merged_into__facet",
            "current__terms__merged_into__names",
        )


class Publication(models.Model):
    """An article as the public knows it: its address, and which edition is current, if any."""

    source_id = models.CharField(max_length=200, unique=True)
    translation_key = models.UUIDField(db_index=True)
    article = models.OneToOneField(Article, null=True, on_delete=models.SET_NULL, related_name="publication")
    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=255, allow_unicode=True)
    current = models.OneToOneField("Edition", null=True, on_delete=models.PROTECT, related_name="current_of")
    first_published_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"


class Address(models.Model):
    """A slug under which an article is, or was, to be found; old ones redirect."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="addresses")
    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=255, allow_unicode=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "slug"], name="address_once_per_language")]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"


class Edition(models.Model):
    """An article as published once: numbered, whole, never edited."""

    class Kind(models.TextChoices):
        FIRST = "first", _("First edition")
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        REVIEW = "review", _("New review, words unchanged")

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    change_note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200, blank=True)
    # Where it came from. Wagtail overwrites revisions in place, so this proves nothing.
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="editions")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    headline = models.CharField(max_length=255)
    search_text = models.TextField()
    # What an index needs of `content`, so that building one parses no HTML: see `index_words.py`.
    index_words = models.JSONField()
    minutes_to_read = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    reviewed_by = models.CharField(max_length=400, blank=True)
    reviewed_on = models.DateField(null=True)
    review_due = models.DateField(null=True)
    reviewer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="reviewed_editions")
    attestation = models.ForeignKey(Attestation, null=True, on_delete=models.SET_NULL, related_name="+")
    terms = models.ManyToManyField(Term, through="EditionTerm", related_name="editions")

    class Meta:
        ordering = ("publication", "-number")
        constraints: ClassVar = [models.UniqueConstraint(fields=["publication", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.headline}, edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An edition is never edited: publish the next one.")
        super().save(*args, **kwargs)

    def read(self) -> ArticleContent:
        """Return the words that this edition holds."""
        return content_from_json(self.content)

    @property
    def medical_wording(self) -> list[Wording]:
        return medical_wording(self.read())

    def status(self, *, today: date) -> Status:
        return review_status(self.basis, self.review_due, today=today)


class EditionTerm(models.Model):
    """That an edition was published under a term. A term in use is merged, not deleted."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    term = models.ForeignKey(Term, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "term"], name="edition_term_once")]


class EditionPerson(models.Model):
    """That an edition names a person."""

    class Part(models.TextChoices):
        AUTHOR = "author", _("wrote")
        QUOTED = "quoted", _("is quoted in")
        REVIEWER = "reviewer", _("reviewed")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="named_in")
    part = models.CharField(max_length=10, choices=Part.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "person", "part"], name="edition_person_once")
        ]


class EditionImage(models.Model):
    """That an edition shows a frozen image; only those of current editions are public."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="images")
    file = models.CharField(max_length=80, db_index=True)


class EditionFinding(models.Model):
    """What a rule found in an edition when it was published, and did not stop; `digest` is that of the finding."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    sentence = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence}"


class OverrulingQuerySet(models.QuerySet["Overruling"]):
    """Questions about what was overruled."""

    def of_finding(self, *, source_id: Any, rule: Any, digest: Any) -> "OverrulingQuerySet":
        return self.filter(source_id=source_id, rule=rule, digest=digest)


class Overruling(models.Model):
    """Somebody's decision, with a reason, that a finding may stand; it ends when the words of the finding change."""

    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="overrulings")
    source_id = models.CharField(max_length=200)
    rule = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    sentence = models.TextField()
    reason = models.TextField(_("reason"))
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = OverrulingQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        permissions: ClassVar = [("overrule_finding", _("Can overrule what a rule of quality found"))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_id", "rule", "digest"], name="finding_overruled_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.rule}: {self.reason}"


class Refusal(models.Model):
    """A publication by schedule that a rule refused; editors see it until the article is published."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="refusal")
    reason = models.TextField()
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.reason


def user_name(user: Any) -> str:
    """Return what to write down of who did something: the name, or what they sign in with."""
    return str(user.get_full_name() or user.get_username()) if user else ""
