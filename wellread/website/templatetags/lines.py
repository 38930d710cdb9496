"""What stands on a page of a list many times over: rendered once for each value and language, and kept.

Each is a function of frozen values, so nothing of it can grow stale; the oldest go when there are too many.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from wellread.discovery.results import Hit, ReviewFacts, TermName
from wellread.review.coverage import Status
from wellread.website.addresses import article_address

MOST_KEPT = 4096

register = template.Library()


@register.filter
def counted(number: int) -> SafeString:
    """Return how many articles: the number for the eye, the word for those who listen."""
    return _counted(number, get_language() or "")


@register.filter
def grouped(number: int) -> str:
    """Return a number as its readers write it, such as 5,000."""
    return _grouped(number, get_language() or "")


@register.filter
def article_url(hit: Hit) -> str:
    return _article_url(hit.slug, hit.language)


@register.simple_tag
def stamp_line(review: ReviewFacts) -> SafeString:
    """Return the line that says who reviewed an article, and when."""
    return _stamp_line(review, get_language() or "")


@register.simple_tag
def hit_foot(hit: Hit) -> SafeString:
    """Return what stands below each hit: its review, its terms, the minutes that it takes."""
    return _hit_foot(hit.review, hit.terms, hit.minutes_to_read, get_language() or "")


@register.simple_tag
def stamp_mark(hit: Hit) -> SafeString:
    """Return the minutes and the seal of an article, its state in words for those who listen."""
    return _stamp_mark(hit.review.status, hit.minutes_to_read, get_language() or "")


@lru_cache(maxsize=MOST_KEPT)
def _counted(number: int, language: str) -> SafeString:
    words = ngettext(
        '%(counter)s<span class="sr"> article</span>', '%(counter)s<span class="sr"> articles</span>', number
    )
    # Our translators wrote the markup; a number has none.
    return mark_safe(words % {"counter": _grouped(number, language)})  # noqa: S308


@lru_cache(maxsize=MOST_KEPT)
def _grouped(number: int, language: str) -> str:
    return number_format(number, force_grouping=True)


@lru_cache(maxsize=MOST_KEPT)
def _article_url(slug: str, language: str) -> str:
    return article_address(slug, language=language)


@lru_cache(maxsize=MOST_KEPT)
def _stamp_line(review: ReviewFacts, language: str) -> SafeString:
    return _rendered("stampline.html", {"review": review})


@lru_cache(maxsize=MOST_KEPT)
def _hit_foot(review: ReviewFacts, terms: tuple[TermName, ...], minutes: int, language: str) -> SafeString:
    meta = _rendered("hit_meta.html", {"terms": terms, "minutes": minutes})
    return format_html("{}{}", _stamp_line(review, language), meta)


@lru_cache(maxsize=MOST_KEPT)
def _stamp_mark(status: Status, minutes: int, language: str) -> SafeString:
    return _rendered("stamp_mark.html", {"status": status, "minutes": minutes})


def _rendered(part: str, values: Mapping[str, Any]) -> SafeString:
    # Templates escape what they are given.
    return mark_safe(get_template(f"website/parts/{part}").render(dict(values)))  # noqa: S308
