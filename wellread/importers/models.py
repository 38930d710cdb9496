"""What came in: each run with what became of its items, and for each article how it stood when it last came in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wellread.articles.models import Article


class ImportRun(models.Model):
    """One run of an importer: from where, with which options, and how it ended."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    paths = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class ImportItem(models.Model):
    """What became of one item of a run, and if it did not come in, why."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        UNCHANGED = "unchanged", _("unchanged")
        CONFLICT = "conflict", _("conflict")
        SKIPPED = "skipped", _("skipped")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    where = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    source_id = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=100, blank=True)
    sentence = models.TextField(blank=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")
    suggestions = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("item of an import")
        verbose_name_plural = _("items of an import")

    def __str__(self) -> str:
        return f"{self.where}: {self.outcome}"


class LastImport(models.Model):
    """How an article last came in.

    `line` is the digest of what the source said: the same again is no change. `draft` is the digest of the draft
    that was made of it: a draft with another one was edited here. `revision` is what a publication would publish.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="last_import")
    line = models.CharField(max_length=64)
    draft = models.CharField(max_length=64)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.article_id}, {self.at:%Y-%m-%d %H:%M}"
