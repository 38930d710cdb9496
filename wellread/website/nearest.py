"""Which articles somebody may have meant who came to an address where nothing is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote

from django.utils import timezone
from django.utils.text import slugify

from wellread.discovery.near import articles_near
from wellread.discovery.results import Hit
from wellread.website.addresses import article_address

MOST = 3
LONGEST = 100
LEAST_LIKE = 0.5
"""How much of a headline's slug must stand in the address, in the same order: from 0 to 1."""


@dataclass(frozen=True)
class NearArticle:
    headline: str
    summary: str
    url: str


def nearest(path: str, *, language: str) -> tuple[NearArticle, ...]:
    """Return the articles whose headlines are most like the last part of an address.

    Nobody is looked for who asks for a file: that is a program trying doors.
    """
    part = unquote(path).rstrip("/").rpartition("/")[2]
    words = slugify(part, allow_unicode=True).replace("_", "-")[:LONGEST]
    if "." in part or not re.search(r"[^\W\d_]{3}", words):
        return ()
    hits = articles_near(words.replace("-", " "), language=language, today=timezone.localdate())
    return tuple(
        NearArticle(hit.headline, hit.summary, article_address(hit.slug, language=hit.language))
        for hit in most_like(words, hits)
    )


def most_like(words: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits whose slugs are like the words, the most like first."""
    measured = [(SequenceMatcher(None, words, hit.slug).ratio(), hit) for hit in hits]
    near = [(likeness, hit) for likeness, hit in measured if likeness >= LEAST_LIKE]
    return [hit for _, hit in sorted(near, key=lambda pair: -pair[0])[:MOST]]
