"""The only HTML that an article may hold."""

import re

import nh3

BLOCK_TAGS = {"p", "ul", "ol", "li"}
INLINE_TAGS = {"strong", "b", "em", "i", "sup", "sub", "a", "br"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_LINK_TO_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_NAMES = {"b": "strong", "i": "em"}
_PARTING = (
    "address|article|aside|blockquote|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    "|legend|main|nav|option|pre|section|summary|table|tbody|td|tfoot|th|thead|tr"
)
# Elements that stand apart on a page: where one goes, the words before and after it must not grow together.
_GOES = re.compile(rf"</?(?:{_PARTING})\b", re.IGNORECASE)
_GOES_INLINE = re.compile(rf"</?(?:{_PARTING}|p|ul|ol|li)\b", re.IGNORECASE)
# Markup that is nested against the rules of HTML is read anew in another way, each time a little more rightly.
_MOST_PASSES = 20


def clean_html(html: str, *, inline: bool = False) -> str:
    """Return the fragment with nothing but paragraphs, lists, emphasis, sub- and superscripts and links.

    Scripts and styles go with their text; other elements go, their text stays. `inline` leaves out
    paragraphs and lists as well. Cleaning what is clean changes nothing.
    """
    tags = INLINE_TAGS if inline else BLOCK_TAGS | INLINE_TAGS
    cleaned = _clean_once((_GOES_INLINE if inline else _GOES).sub(r" \g<0>", html), tags)
    for _ in range(_MOST_PASSES):
        before, cleaned = cleaned, _clean_once(cleaned, tags)
        if cleaned == before:
            break
    return cleaned


def _clean_once(html: str, tags: set[str]) -> str:
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    cleaned = _LINK_TO_NOWHERE.sub(r"\1", cleaned)
    renamed = re.sub(r"<(/?)(b|i)>", lambda match: f"<{match[1]}{_NAMES[match[2]]}>", cleaned)
    return re.sub(r"<p>\s*</p>", "", renamed).strip()
