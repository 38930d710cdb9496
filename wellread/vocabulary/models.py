"""Facets, their terms, and what else a term is called."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from wellread.vocabulary.languages import active_language, language_codes
from wellread.vocabulary.sorting import sort_key

RESERVED_PARAMETERS = {"q", "sort", "page", "page_size", "language", "explain", "exact"}
"""Names that a facet's slug may not take, because addresses already use them."""

RESERVED_PATHS = {"about", "accessibility", "admin", "answers", "api", "articles", "feeds", "health", "images"}
RESERVED_PATHS |= {"infobutton", "people", "privacy", "review", "reviews", "static"}
"""Names that a facet's path may not take; neither may the codes of languages."""

validate_code = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9.\-]*$",
    _("A code or prefix has letters, digits, dots and hyphens only."),
)


def language_choices() -> list[tuple[str, Any]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class OneTransactionModel(models.Model):
    """A model whose saving or deleting, with all that receivers of its signals write, is one transaction.

    Django sends `post_save` after the row's own transaction has ended; a change number written by a
    receiver could be lost in between.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return super().delete(*args, **kwargs)


class Facet(OneTransactionModel, ClusterableModel):
    """One way to sort articles, such as diseases."""

    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_("Used in filters: /articles/?disease=... Keep it singular."),
    )
    path = models.SlugField(_("path"), unique=True, help_text=_("Used in addresses: /diseases/. Keep it plural."))
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "slug")
        verbose_name = _("facet")
        verbose_name_plural = _("facets")

    def __str__(self) -> str:
        return self.name_in(active_language())

    def clean(self) -> None:
        if self.slug in RESERVED_PARAMETERS:
            raise ValidationError({"slug": _("The word “%s” is already used in addresses.") % self.slug})
        if self.path in RESERVED_PATHS or self.path in language_codes():
            raise ValidationError({"path": _("The word “%s” is already used in addresses.") % self.path})

    def name_in(self, language: str) -> str:
        names = {one.language: one.name for one in self.names.all()}
        return names.get(language, self.name)


class FacetName(OneTransactionModel):
    """A facet's name in another language."""

    facet = ParentalKey(Facet, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facet", "language"], name="facet_name_once_per_language")
        ]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    """Questions about terms."""

    def in_use(self) -> "TermQuerySet":
        """Return the terms that were not merged into another."""
        return self.filter(merged_into=None)

    def with_names(self) -> "TermQuerySet":
        """Fetch with each term all that its name in any language needs."""
        return self.select_related("facet").prefetch_related("names", "parents")


class Term(OneTransactionModel, ClusterableModel):
    """One value of a facet, such as Breast Cancer in diseases."""

    facet = models.ForeignKey(Facet, on_delete=models.PROTECT, related_name="terms", verbose_name=_("facet"))
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        help_text=_("Used in addresses and filters. Old ones redirect after a change."),
    )
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(
        _("definition"),
        blank=True,
        help_text=_("One or two plain sentences that a reader in a bad week understands."),
    )
    parents = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="children",
        verbose_name=_("parents"),
        help_text=_("Broader terms. An article about this term is found, and counted once, under each of them."),
    )
    health_aspect = models.CharField(
        _("health aspect"),
        max_length=60,
        blank=True,
        help_text=_("schema.org HealthAspectEnumeration, if one fits."),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_terms",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar = [models.UniqueConstraint(fields=["facet", "slug"], name="term_slug_once_per_facet")]

    def __str__(self) -> str:
        return self.name_in(active_language())

    def name_in(self, language: str) -> str:
        names = {one.language: one.name for one in self.names.all()}
        return names.get(language, self.name)

    def definition_in(self, language: str) -> str:
        definitions = {one.language: one.definition for one in self.names.all()}
        return definitions.get(language) or (self.definition if language == settings.LANGUAGE_CODE else "")


def sorted_terms(terms: Any, *, language: str) -> list[Term]:
    """Return the terms in the order in which readers of the language look names up."""
    return sorted(terms, key=lambda term: sort_key(term.name_in(language), language=language))


class TermName(OneTransactionModel):
    """A term's name and definition in another language."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "language"], name="term_name_once_per_language")
        ]

    def __str__(self) -> str:
        return self.name


class Synonym(OneTransactionModel):
    """What else a term is called, by whom, and in which language."""

    class Kind(models.TextChoices):
        LAY = "lay", _("lay")
        CLINICAL = "clinical", _("clinical")
        ABBREVIATION = "abbreviation", _("abbreviation")

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="synonyms")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.LAY)
    words = models.CharField(_("words"), max_length=200)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "language", "words"], name="synonym_once_per_term")
        ]

    def __str__(self) -> str:
        return self.words


class Code(OneTransactionModel):
    """A code, or the beginning of codes, that means a term in a system of codes."""

    class System(models.TextChoices):
        ICD_10_CM = "icd-10-cm", "ICD-10-CM"
        MESH = "mesh", "MeSH"
        SNOMED_CT = "snomed-ct", "SNOMED CT"
        RXNORM = "rxnorm", "RxNorm"
        LOINC = "loinc", "LOINC"

    class Relation(models.TextChoices):
        PRIMARY = "primary", _("primary")
        RELATED = "related", _("related")
        EXCLUDED = "excluded", _("excluded")

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("system"), max_length=20, choices=System.choices, default=System.ICD_10_CM)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices, default=Relation.PRIMARY)
    prefix = models.CharField(
        _("code or prefix"),
        max_length=30,
        validators=[validate_code],
        help_text=_("C50 means every code below it."),
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "system", "prefix"], name="code_once_per_term")
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.prefix}"


class FormerSlug(models.Model):
    """A slug that a term had before; addresses and filters that use it redirect."""

    facet = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(max_length=100)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["facet", "slug"], name="former_slug_once_per_facet")]

    def __str__(self) -> str:
        return f"{self.facet.slug}/{self.slug}"


class TermAncestor(models.Model):
    """That an article tagged with `term` counts for `ancestor`: each term's own row, and one for each above it.

    Kept complete by `hierarchy.rebuild`; a merged term counts for what it was merged into.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="ancestor_rows")
    ancestor = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="descendant_rows")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["term", "ancestor"], name="ancestor_once_per_term")]

    def __str__(self) -> str:
        return f"{self.term_id} below {self.ancestor_id}"
