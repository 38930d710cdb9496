"""An article as a leaflet on paper: the published words, who stands for them, and a way to ask later whether they do.

A function of what is published and of the day, so that one and the same leaflet has one and the same bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from itertools import chain
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wellread.articles.images import frozen_images
from wellread.articles.models import institution
from wellread.discovery.articles import ArticleView
from wellread.website.addresses import absolute
from wellread.website.article_page import (
    ArticleWords,
    CallLine,
    EditionLine,
    Stamp,
    article_words,
    call_line,
    edition_line,
    stamp_of,
)
from wellread.website.byline import named
from wellread.website.glossary import Word, explained
from wellread.website.passages import Explanation
from wellread.website.press import SmallFile, print_pdf
from wellread.website.stored_files import content_type

_PICTURE = "wellread:picture/"
_CODE = "wellread:code"
_STYLE = Path(__file__).parent / "static" / "website" / "css" / "leaflet.css"


class Size(StrEnum):
    """How large a leaflet is set; large is 18 point, as associations of blind people ask for."""

    NORMAL = ""
    LARGE = "large"


@dataclass(frozen=True)
class Leaflet:
    """All that the template of a leaflet shows."""

    size: Size
    institution: str
    emergency_sentence: str
    words: ArticleWords
    stamp: Stamp
    edition: EditionLine
    published_on: date | None
    printed_on: date
    explanations: tuple[Explanation, ...]
    call_to_action: CallLine | None
    still_current_url: str
    code_url: str
    sample: bool


def leaflet(view: ArticleView, *, size: Size, words: tuple[Word, ...], today: date) -> Leaflet:
    """Return the leaflet of a current edition; `words` are those of the vocabulary, which it explains at its end."""
    settled = institution()
    shown = article_words(view.content, person=named, image_url=picture_address)
    body = explained(shown.body, words)
    return Leaflet(
        size=size,
        institution=settled.name,
        emergency_sentence=_(settled.emergency_sentence) if settled.emergency_sentence else "",
        words=replace(shown, body=body),
        stamp=stamp_of(view),
        edition=edition_line(view.edition, changes_url=""),
        published_on=view.hit.published_on,
        printed_on=today,
        explanations=tuple(chain.from_iterable(passage.explanations for passage in body.passages)),
        call_to_action=call_line(view.call_to_action),
        still_current_url=still_current_address(
            view.hit.slug, language=view.content.language, edition=view.edition.number
        ),
        code_url=_CODE,
        sample=settings.WELLREAD_SAMPLE,
    )


def leaflet_pdf(page: Leaflet) -> bytes:
    """Return the leaflet as tagged PDF, or raise NoPressError."""
    with override(page.words.language):
        html = get_template("website/leaflet.html").render({"page": page})
    style = _STYLE.read_text(encoding="utf-8")
    return print_pdf(
        html,
        stylesheet=style,
        base_url=absolute("/"),
        find_file=_finder(page),
        identifier=hashlib.sha256(f"{style}{html}".encode()).digest()[:16],
    )


def still_current_address(slug: str, *, language: str, edition: int) -> str:
    """Return where whoever holds a printed edition learns whether it still holds."""
    with override(language):
        return absolute(f"{reverse('website:still_current', args=[slug])}?edition={edition}")


def file_name(slug: str, size: Size) -> str:
    return f"{slug}-{size}.pdf" if size else f"{slug}.pdf"


def picture_address(file: str) -> str:
    return f"{_PICTURE}{file}"


def _finder(page: Leaflet) -> Callable[[str], SmallFile | None]:
    """Return what gives this leaflet's own pictures, and nothing else."""
    own = {
        piece.image_url.removeprefix(_PICTURE)
        for passage in page.words.body.passages
        for piece in passage.pieces
        if piece.image_url
    }

    def find(address: str) -> SmallFile | None:
        if address == _CODE:
            return SmallFile(code_drawing(page.still_current_url), "image/svg+xml")
        name = address.removeprefix(_PICTURE)
        kind = content_type(name)
        if name not in own or kind is None:
            return None
        with frozen_images().open(name, "rb") as file:
            return SmallFile(file.read(), kind)

    return find


def code_drawing(address: str) -> bytes:
    """Return a QR code as a drawing; with level M a seventh of it may be smudged."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=4, xmldecl=False, svgns=True)
    return drawing.getvalue()
