"""Rows and readings that several tests of the website need."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.core.mail.backends.base import BaseEmailBackend
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests.factories import FacetFactory, TermFactory, make_article, make_published

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def picture_bytes(colour: str = "teal", *, kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = BytesIO()
    Picture.new("RGB", size, colour).save(buffer, format=kind)
    return buffer.getvalue()


def library_image(colour: str = "teal", *, name: str = "week.png") -> Any:
    """Return an image as an editor would upload it."""
    image = get_image_model()(title="A week", file=ImageFile(BytesIO(picture_bytes(colour)), name=name))
    image.save()
    image.get_file_hash()
    return image


def two_facets() -> dict[str, Any]:
    """Return a small vocabulary: throat below head-and-neck, and two topics."""
    diseases = FacetFactory(slug="disease", path="diseases", name="Diseases")
    topics = FacetFactory(slug="topic", path="topics", name="Topics", position=1)
    head = TermFactory(facet=diseases, slug="head-and-neck-cancer", name="Head and Neck Cancer")
    throat = TermFactory(facet=diseases, slug="throat-cancer", name="Throat Cancer", parents=[head])
    breast = TermFactory(facet=diseases, slug="breast-cancer", name="Breast Cancer")
    diagnosis = TermFactory(facet=topics, slug="diagnosis", name="Diagnosis")
    support = TermFactory(facet=topics, slug="support", name="Support")
    return {
        "diseases": diseases,
        "topics": topics,
        "head": head,
        "throat": throat,
        "breast": breast,
        "diagnosis": diagnosis,
        "support": support,
    }


def published_with_image(colour: str = "teal") -> Any:
    block = ("image", {"image": library_image(colour), "alternative_text": "A chart of a week", "caption": "One week."})
    return make_published(title="A picture of a week", body=[("paragraph", "<p>Look.</p>"), block])


def draft_with_image(colour: str = "navy") -> Any:
    block = ("image", {"image": library_image(colour), "alternative_text": "Not for readers", "caption": ""})
    return make_article(title="An unpublished picture", body=[block])


class Markup(HTMLParser):
    """The elements of a page, in order, each as its tag and attributes; and whether all of them are closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.feed(html)
        self.close()
        self.mistakes += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        # What programs read is no text of the page.
        if self.open[-1:] != ["script"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key.rstrip("_")) == value for key, value in attributes.items())
        ]


def file_sent(response: Any) -> bytes:
    """Return what a streaming response sends, which closes its file."""
    return b"".join(response.streaming_content)


def read(response: Any) -> Markup:
    return Markup(response.content.decode())


class FailingMail(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: Any) -> int:
        raise OSError("no route to host")
