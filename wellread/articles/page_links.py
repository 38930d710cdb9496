"""Links that a writer chose among the library's pages, and that readers are not led to."""

import re
from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

_LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>", re.IGNORECASE)
_ID = re.compile(r"\bid=\"(\d+)\"")


def hidden_targets(article: Any) -> list[str]:
    """Return the titles of pages that an article's draft links to and that readers cannot see, each once.

    Such a link loses its address when it is shown (see `wagtail_hooks.py`), so that nobody reads a draft's headline.
    """
    ids = {int(found[1]) for text in _texts(article.body.get_prep_value()) for found in _ids(text)}
    if not ids:
        return []
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids)}
    hidden = [pages[pk].title for pk in sorted(ids & pages.keys()) if not pages[pk].live]
    return hidden + [f"#{pk}" for pk in sorted(ids - pages.keys())]


def _ids(text: str) -> Iterator[re.Match[str]]:
    for link in _LINK.finditer(text):
        found = _ID.search(link[0])
        if found:
            yield found


def _texts(value: Any) -> Iterator[str]:
    """Yield each string in a stream's raw values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
