"""Cleaned HTML to the words a reader sees, with what changes their meaning kept."""

import unicodedata
from html.parser import HTMLParser

_BLOCKS = {"p", "ul", "ol", "li", "br", "blockquote", "h2", "h3", "h4"}


class _Words(HTMLParser):
    """Collect text; superscripts, subscripts and list marks are words too: 10^(9) is not 109."""

    def __init__(self, *, list_marks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.list_marks = list_marks
        self.parts: list[str] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append(" ")
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self.list_marks:
            self.parts.append(self._mark())
        elif tag in {"sup", "sub"}:
            self.parts.append("^(" if tag == "sup" else "_(")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append(" ")
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"sup", "sub"}:
            self.parts.append(")")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _mark(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "


def normalised(text: str) -> str:
    """Return the text in Unicode form NFC, its white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_text(html: str, *, list_marks: bool = True) -> str:
    """Return the words of an HTML fragment in one line: `<li>` becomes "- " or "1. ", `<sup>9</sup>` "^(9)"."""
    words = _Words(list_marks=list_marks)
    words.feed(html)
    words.close()
    return normalised("".join(words.parts))
