"""Small pieces of markup that stand inside translated sentences."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def day(value: date) -> SafeString:
    """Return a day in full words, such as September 14, 2026, for people and for programs."""
    # Translators: a day in Django's format characters. English: September 14, 2026.
    words = date_format(value, pgettext("format of a day", "F j, Y"))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def linked(words: str, url: str) -> SafeString:
    """Return the words as a quiet link, or as they are where there is no address."""
    return format_html('<a class="quiet-link" href="{}">{}</a>', url, words) if url else format_html("{}", words)
