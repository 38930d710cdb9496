"""The only HTML that an article may hold."""

import re

import nh3

BLOCK_TAGS = {"p", "ul", "ol", "li"}
INLINE_TAGS = {"strong", "b", "em", "i", "sup", "sub", "a", "br"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_NAMES = {"b": "strong", "i": "em"}


def clean_html(html: str, *, inline: bool = False) -> str:
    """Return the fragment with nothing but paragraphs, lists, emphasis, sub- and superscripts and links.

    Scripts and styles go with their text; other elements go, their text stays. `inline` leaves out
    paragraphs and lists as well. Cleaning what is clean changes nothing.
    """
    tags = INLINE_TAGS if inline else BLOCK_TAGS | INLINE_TAGS
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    renamed = re.sub(r"<(/?)(b|i)>", lambda match: f"<{match[1]}{_NAMES[match[2]]}>", cleaned)
    return re.sub(r"<p>\s*</p>", "", renamed).strip()
