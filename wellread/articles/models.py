"""Articles, the people they name, and the institution that publishes them."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets.slug import SlugInput
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from wellread.articles.blocks import INLINE_FEATURES, BodyBlock
from wellread.articles.colours import check_accent_by_day, check_accent_by_night
from wellread.articles.errors import AliasError, TelephoneError
from wellread.articles.forms import ArticleForm
from wellread.articles.preview import render_preview
from wellread.articles.reading import content_of
from wellread.articles.telephone import dialable
from wellread.vocabulary.models import OneTransactionModel


def make_source_id() -> str:
    """Return an id for an article that was born here."""
    return f"wellread:{uuid.uuid4()}"


def validate_telephone(number: str) -> None:
    try:
        dialable(number)
    except TelephoneError as error:
        raise ValidationError(str(error)) from error


class Person(OneTransactionModel, index.Indexed):
    """An author, or an expert whom articles quote."""

    name = models.CharField(_("name"), max_length=200)
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("As printed after the name: M.D., R.N."),
    )
    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("Such as Oncology nurse."))
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    disclosure = models.TextField(
        _("conflicts of interest and funding"),
        blank=True,
        max_length=600,
        help_text=_("The person's own statement; “None.” is one. Readers see it on the person's page."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("The address of the person's page: /people/..."),
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
    )
    profile = RichTextField(
        _("profile"),
        blank=True,
        features=INLINE_FEATURES,
        help_text=_("Two or three sentences for the person's page."),
    )

    search_fields = (
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("affiliation"),
    )
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("credentials")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("affiliation")]),
        FieldPanel("disclosure"),
        FieldPanel("slug"),
        FieldPanel("portrait"),
        FieldPanel("profile"),
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Library(Page):
    """The place that holds all articles of one language."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["articles.Article"]
    is_creatable = False
    # Readers see editions, which know no passwords: Wagtail's privacy setting would promise what is not kept.
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int | None, str, str]:
        with override(self.locale.language_code):
            return None, settings.WELLREAD_PUBLIC_URL, reverse("website:articles")


class Article(Page):
    """An article as its editors see it: the draft, never what readers see (that is an edition)."""

    class Kind(models.TextChoices):
        MEDICAL = "medical", _("Medical: needs a medical review")
        INFORMATION = "information", _("Information: no medical statement in it")

    class ChangeKind(models.TextChoices):
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction of a mistake")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.MEDICAL)
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=600,
        help_text=_("The main message in one or two sentences. It shows in lists."),
    )
    published_on = models.DateField(
        _("first published on"),
        null=True,
        blank=True,
        help_text=_("Leave empty: the first publication sets it."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    terms = ParentalManyToManyField("vocabulary.Term", blank=True, related_name="articles", verbose_name=_("terms"))
    urgent_notice = models.TextField(
        _("urgent notice"),
        blank=True,
        max_length=600,
        help_text=_("Shows above everything, for a recall or a warning. Not part of the reviewed words."),
    )
    sponsored_by = models.CharField(
        _("sponsored by"),
        max_length=200,
        blank=True,
        help_text=_("Who paid for this article, if anybody did. Readers are told, and it can carry no medical review."),
    )
    call_to_action_text = models.TextField(
        _("text"),
        blank=True,
        max_length=600,
        help_text=_("Leave all three empty to show the institution's own."),
    )
    call_to_action_url = models.URLField(_("address"), blank=True)
    call_to_action_telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, validators=[validate_telephone]
    )
    change_kind = models.CharField(
        _("kind of change"), max_length=10, choices=ChangeKind.choices, default=ChangeKind.UPDATE
    )
    change_note = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for readers; it shows in the change log."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Leave empty: the policies of the article's terms say when its words are reviewed again."),
    )
    source_id = models.CharField(
        _("source id"),
        max_length=200,
        unique=True,
        default=make_source_id,
        help_text=_("What this article is called where it came from. An import with the same id updates it."),
    )
    source_url = models.URLField(_("source address"), max_length=500, blank=True)

    base_form_class = ArticleForm
    parent_page_types: ClassVar = ["articles.Library"]
    subpage_types: ClassVar[list[str]] = []
    # A copy is another article: it was not imported, and nothing in it has changed yet.
    exclude_fields_in_copy: ClassVar = [
        "source_id",
        "source_url",
        "published_on",
        "change_note",
        "change_kind",
    ]
    show_in_menus_default = False
    private_page_options: ClassVar[list[str]] = []

    search_fields = (
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
    )

    words_panels = (
        TitleFieldPanel(
            "title",
            heading=_("Headline"),
            help_text=_("If it names a number of questions, ask just so many."),
        ),
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("body"),
        FieldPanel("urgent_notice"),
    )
    people_panels = (
        InlinePanel("authors", label=_("author"), heading=_("Byline"), min_num=0),
        FieldPanel(
            "terms",
            widget=CheckboxSelectMultiple,
            help_text=_("Choose the narrowest that fit: an article is found under the broader ones as well."),
        ),
        InlinePanel("related_articles", label=_("related article"), heading=_("Related articles")),
    )
    sources_panels = (
        InlinePanel("references", label=_("reference"), heading=_("References")),
        FieldPanel("sponsored_by"),
        FieldRowPanel([FieldPanel("source_id", read_only=True), FieldPanel("source_url")]),
    )
    publishing_panels = (
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("change_kind"), FieldPanel("change_note")])],
            heading=_("What readers learn of this change"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("call_to_action_text"),
                FieldRowPanel([FieldPanel("call_to_action_url"), FieldPanel("call_to_action_telephone")]),
            ],
            heading=_("Call to action"),
        ),
        FieldRowPanel([FieldPanel("slug", widget=SlugInput), FieldPanel("published_on"), FieldPanel("review_months")]),
        PublishingPanel(),
        CommentPanel(),
    )
    edit_handler = TabbedInterface(
        [
            ObjectList(words_panels, heading=_("Words")),
            ObjectList(people_panels, heading=_("People and terms")),
            ObjectList(sources_panels, heading=_("Sources")),
            ObjectList(publishing_panels, heading=_("Publishing")),
        ]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def headline(self) -> str:
        return str(self.title)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_alias()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.refuse_alias()
        super().minimal_clean()

    def refuse_alias(self) -> None:
        """Raise AliasError for an alias: readers would find, and count, one article twice."""
        if self.alias_of_id is not None:
            raise AliasError(_("“%s” cannot be an alias: readers would find and count one article twice.") % self.title)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int | None, str, str]:
        """Return the address of the article's current edition, the only place where readers find it."""
        with override(self.language):
            return None, settings.WELLREAD_PUBLIC_URL, reverse("website:article", args=[self.slug])

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return render_preview(request, content_of(self), [term.pk for term in self.terms.all()])


class ArticleAuthor(Orderable):
    """One name of a byline."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    panels = (FieldPanel("person"),)


class ArticleReference(Orderable):
    """What an article rests on."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="references")
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1500), MaxValueValidator(2999)],
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    pubmed_id = models.CharField(
        _("PubMed id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d+$", _("A PubMed id is a number."))],
    )
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,}/\S+$", _("A DOI begins with 10. and has a slash."))],
    )
    guideline_version = models.CharField(_("guideline version"), max_length=100, blank=True)

    panels = (
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year"), FieldPanel("guideline_version")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("pubmed_id"), FieldPanel("doi")]),
    )


class RelatedArticle(Orderable):
    """An article to read next."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="related_articles")
    to = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))

    panels = (PageChooserPanel("to"),)


@register_setting(icon="home")
class InstitutionSettings(OneTransactionModel, BaseGenericSetting):
    """Who publishes this library. Read when a page is served, so a new number needs no new edition."""

    name = models.CharField(_("name"), max_length=200, default="Wellread")
    logo = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands at the top of every page in place of the name. PNG, WebP, JPEG or GIF, on one line."),
    )
    logo_by_night = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("logo by night"),
        help_text=_("For readers with dark screens. Without it the logo stands on a white field there."),
    )
    logo_text = models.CharField(
        _("text of the logo"),
        max_length=200,
        blank=True,
        help_text=_("What the logo says, for those who cannot see it. Leave empty: the name."),
    )
    accent_by_day = models.CharField(
        _("accent by day"),
        max_length=7,
        blank=True,
        validators=[check_accent_by_day],
        help_text=_("The color of links and buttons on light paper, such as #234a8f. Leave empty for ink blue."),
    )
    accent_by_night = models.CharField(
        _("accent by night"),
        max_length=7,
        blank=True,
        validators=[check_accent_by_night],
        help_text=_("The same on dark paper, such as #a9c4f3."),
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under the name, for the home page."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True, validators=[validate_telephone])
    address = models.TextField(
        _("postal address"), max_length=400, blank=True, help_text=_("Shows at the end of every page.")
    )
    rights = models.CharField(
        _("rights"),
        max_length=300,
        blank=True,
        help_text=_("One sentence on what others may do with the articles. It goes out with feeds, too."),
    )
    emergency_sentence = models.CharField(
        _("in an emergency"),
        max_length=200,
        blank=True,
        default="In an emergency, call 911.",
        help_text=_("Shows at the end of every page."),
    )
    call_to_action_text = models.TextField(_("text"), blank=True, max_length=600)
    call_to_action_url = models.URLField(_("address"), blank=True)
    call_to_action_telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, validators=[validate_telephone]
    )

    panels = (
        FieldPanel("name"),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("logo"), FieldPanel("logo_by_night")]),
                FieldPanel("logo_text"),
                FieldRowPanel([FieldPanel("accent_by_day"), FieldPanel("accent_by_night")]),
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("email"), FieldPanel("telephone")]),
                FieldPanel("address"),
                FieldPanel("emergency_sentence"),
                FieldPanel("rights"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(_("Every article shows this, unless it has its own.")),
                FieldPanel("call_to_action_text"),
                FieldRowPanel([FieldPanel("call_to_action_url"), FieldPanel("call_to_action_telephone")]),
            ],
            heading=_("Call to action"),
        ),
    )

    # Every page shows the logo.
    select_related: ClassVar = ["logo", "logo_by_night"]

    class Meta:
        verbose_name = _("institution")

    def __str__(self) -> str:
        return self.name


def institution() -> InstitutionSettings:
    """Return the institution's settings as they stand now, unsaved until an editor sets one: reading writes nothing."""
    return InstitutionSettings.objects.first() or InstitutionSettings()
