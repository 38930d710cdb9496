"""What editors tell readers' searches: equivalent words, best bets, crisis cards. And what was sought in vain."""

import re
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from wellread.articles.errors import TelephoneError
from wellread.articles.models import Article
from wellread.articles.telephone import dialable
from wellread.discovery.phrases import lines_of, normal_form
from wellread.vocabulary.models import OneTransactionModel, language_choices

LONGEST_SOUGHT = 60
"""Characters of words sought in vain that are kept; longer ones are left out."""
_SHORT_NUMBER = re.compile(r"[0-9]{3,6}")
# HTML of an empty editor: Wagtail's editor writes a paragraph around nothing.
_EMPTY_HTML = re.compile(r"<[^>]*>|&nbsp;|\s")


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)


def crisis_telephone(number: str) -> str:
    """Return a short number such as 988 as it is, any other in E.164 form; raise TelephoneError if it is none."""
    stripped = number.strip()
    return stripped if _SHORT_NUMBER.fullmatch(stripped) else dialable(stripped)


def validate_crisis_telephone(number: str) -> None:
    try:
        crisis_telephone(number)
    except TelephoneError as error:
        raise ValidationError(str(error)) from error


def validate_words(words: str) -> None:
    if not normal_form(words):
        raise ValidationError(_("Write at least one word: signs alone are never searched for."))


def validate_lines(text: str) -> None:
    if not lines_of(text):
        raise ValidationError(_("Write at least one word or phrase."))


class WordEquivalent(OneTransactionModel):
    """Words that mean the same to readers, such as "blood in pee" and "hematuria"."""

    language = models.CharField(_("language"), max_length=10, choices=language_choices, default=default_language)
    words = models.CharField(
        _("words"), max_length=100, validators=[validate_words], help_text=_("What a reader types.")
    )
    equivalent = models.CharField(
        _("also search for"),
        max_length=100,
        validators=[validate_words],
        help_text=_("One other way to say it. Capitals and accents do not matter."),
    )
    both_directions = models.BooleanField(
        _("in both directions"),
        default=True,
        help_text=_("Untick if the other words are narrower: “bone scan” for “scan”, but not “scan” for “bone scan”."),
    )

    class Meta:
        ordering = ("language", "words", "equivalent")
        verbose_name = _("word equivalent")
        verbose_name_plural = _("word equivalents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["language", "words", "equivalent"],
                name="equivalent_once_per_language",
                violation_error_message=_("These two are equivalent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {'=' if self.both_directions else '→'} {self.equivalent}"

    def clean(self) -> None:
        if self.words and self.equivalent and normal_form(self.words) == normal_form(self.equivalent):
            raise ValidationError({"equivalent": _("These are the same words: readers find both already.")})
        turned = WordEquivalent.objects.filter(
            language=self.language, words=self.equivalent, equivalent=self.words, both_directions=True
        )
        if turned.exclude(pk=self.pk).exists():
            raise ValidationError({"equivalent": _("These two are equivalent already, the other way round.")})


class BestBet(OneTransactionModel, ClusterableModel):
    """Articles that editors put above the results of certain words."""

    class Match(models.TextChoices):
        EXACT = "exact", _("the whole search is one of these lines")
        CONTAINED = "contained", _("one of these lines stands anywhere in the search")

    language = models.CharField(_("language"), max_length=10, choices=language_choices, default=default_language)
    phrasings = models.TextField(
        _("words"),
        max_length=2000,
        validators=[validate_lines],
        help_text=_("One way to say it on each line. Capitals, accents and punctuation do not matter."),
    )
    match = models.CharField(_("shown when"), max_length=10, choices=Match.choices, default=Match.EXACT)

    class Meta:
        ordering = ("language", "phrasings")
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")

    def __str__(self) -> str:
        lines = lines_of(self.phrasings)
        return " / ".join(lines[:3]) + (" …" if len(lines) > 3 else "")


class BestBetArticle(Orderable, OneTransactionModel):
    """One article of a best bet, in its place. Goes when its article is deleted; shows only what is published."""

    best_bet = ParentalKey(BestBet, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))

    class Meta(Orderable.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["best_bet", "article"], name="best_bet_article_once")]

    def __str__(self) -> str:
        return str(self.article)


class Crisis(OneTransactionModel):
    """Words of somebody in danger, and the card that is shown first: what to do now. Editors write it."""

    language = models.CharField(_("language"), max_length=10, choices=language_choices, default=default_language)
    triggers = models.TextField(
        _("words that show this card"),
        max_length=5000,
        validators=[validate_lines],
        help_text=_(
            "One word or phrase on each line, as people in distress may type it. Whole words count, in this order, "
            "wherever they stand in the search; a star at the end of a word stands for any ending: overdos*. When in "
            "doubt add it: a card shown needlessly does little harm."
        ),
    )
    heading = models.CharField(_("heading"), max_length=120, help_text=_("One line, an order: Call 911 now."))
    what_to_do = RichTextField(
        _("what to do now"),
        features=["bold", "ol", "ul", "link"],
        help_text=_("A few short sentences. Each installation stands for what its card says."),
    )
    telephone = models.CharField(
        _("telephone"),
        max_length=40,
        blank=True,
        validators=[validate_crisis_telephone],
        help_text=_("A short number such as 988, or a whole one. It becomes a button that dials."),
    )
    telephone_label = models.CharField(
        _("words on the telephone button"),
        max_length=80,
        blank=True,
        help_text=_("Such as Call or text 988. Left empty, it says Call and the number."),
    )
    url = models.URLField(_("address"), blank=True, help_text=_("A page of an organisation that helps."))
    url_label = models.CharField(
        _("words on the link"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, the link shows its address."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=50,
        help_text=_("One card is shown at a time. Where words fit several, the lowest number wins."),
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ("language", "position", "pk")
        verbose_name = _("crisis card")
        verbose_name_plural = _("crisis cards")

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        if self.what_to_do and not _EMPTY_HTML.sub("", self.what_to_do):
            raise ValidationError({"what_to_do": _("Say what to do now.")})


class SoughtWords(models.Model):
    """How often words were sought in vain on a day, by nobody knows whom."""

    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("words"), max_length=LONGEST_SOUGHT)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        ordering = ("-day", "words")
        verbose_name = _("words sought in vain")
        verbose_name_plural = _("words sought in vain")
        default_permissions = ("view",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "language", "words"], name="sought_once_a_day")]

    def __str__(self) -> str:
        return self.words
