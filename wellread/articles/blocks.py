"""The blocks that a writer builds an article's body from."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE_FEATURES = ["bold", "italic", "superscript", "subscript", "link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ul", "ol"]


class SectionBlock(StructBlock):
    heading = CharBlock(label=_("Heading"))
    text = RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "title"
        label = _("Section")


class QuestionBlock(StructBlock):
    question = CharBlock(
        label=_("Question"),
        help_text=_("As a reader would ask it, ending with a question mark. It becomes a link."),
    )
    answer = RichTextBlock(
        features=TEXT_FEATURES,
        label=_("Answer"),
        help_text=_("The first sentence answers; the rest explains."),
    )

    class Meta:
        icon = "help"
        label = _("Question with answer")


class ItemListBlock(StructBlock):
    items = ListBlock(RichTextBlock(features=INLINE_FEATURES), label=_("Items"))
    ordered = BooleanBlock(required=False, label=_("Numbered"))

    class Meta:
        icon = "list-ul"
        label = _("List")


class QuoteBlock(StructBlock):
    words = TextBlock(label=_("Words"), help_text=_("Exactly what was said, without quotation marks."))
    person = SnippetChooserBlock("articles.Person", label=_("Person"))

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PullQuoteBlock(QuoteBlock):
    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        help_text = _("A sentence that a quote above already holds, set large.")


class ImageBlock(StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alternative_text = CharBlock(
        required=False,
        label=_("Alternative text"),
        help_text=_("What the image says, for those who cannot see it."),
    )
    caption = CharBlock(required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")


class GetHelpBlock(StructBlock):
    text = RichTextBlock(
        features=TEXT_FEATURES,
        label=_("Text"),
        help_text=_("Which signs mean: call now, or call today. The only red box."),
    )

    class Meta:
        icon = "warning"
        label = _("When to get help")


class KeyFactsBlock(StructBlock):
    items = ListBlock(RichTextBlock(features=INLINE_FEATURES), label=_("Facts"), max_num=7)

    class Meta:
        icon = "tasks"
        label = _("Key facts")
        help_text = _("Three to five short sentences. They show above the questions as “In brief”.")


class BodyBlock(StreamBlock):
    """Names here are the types in an article's JSON."""

    paragraph = RichTextBlock(features=TEXT_FEATURES, label=_("Paragraph"), icon="pilcrow")
    section = SectionBlock()
    question = QuestionBlock()
    list = ItemListBlock()
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    image = ImageBlock()
    get_help = GetHelpBlock()
    key_facts = KeyFactsBlock()
