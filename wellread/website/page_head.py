"""What a page tells programs in its head: its one address, its languages, its feeds, its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language_info

from wellread.vocabulary.languages import language_codes
from wellread.website.addresses import absolute

Node = Mapping[str, Any]
"""One thing and its facts, in the words of schema.org."""

DEFAULT = "x-default"
"""For readers in none of the languages."""

NOT_KEPT = "noindex, follow"
"""For search engines: follow the links, keep nothing of the page."""


@dataclass(frozen=True)
class FeedLink:
    """A feed of what the page shows."""

    url: str
    title: str


@dataclass(frozen=True)
class HeadPicture:
    """The picture that stands for a page where somebody shares it; a whole address."""

    url: str
    text: str


@dataclass(frozen=True)
class PageHead:
    """What programs read of a page. Addresses are whole; `translations` are those of all languages, its own included.

    `robots` is empty for a page that search engines may keep.
    """

    title: str
    canonical: str
    description: str = ""
    kind: str = "website"
    robots: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    picture: HeadPicture | None = None
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Alternate:
    """The page in one language, or for readers in none of them."""

    language: str
    url: str


def alternates(head: PageHead) -> tuple[Alternate, ...]:
    """Return the languages of a page that has more than one and may be kept by search engines."""
    if head.robots or len(head.translations) < 2:
        return ()
    own = [Alternate(code, head.translations[code]) for code in language_codes() if code in head.translations]
    return (*own, Alternate(DEFAULT, own[0].url))


def in_all_languages(address: str) -> dict[str, str]:
    """Return the whole address, in each language, of a page that exists in all of them."""
    return {code: absolute(str(translate_url(address, code))) for code in language_codes()}


def locale_name(language: str) -> str:
    """Return a language as Open Graph writes it: en_US, where the institution is in the United States."""
    return f"{get_language_info(language)['code']}_{settings.WELLREAD_REGION}"


def path_of(address: str) -> str:
    """Return a whole address of ours without its scheme and host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
