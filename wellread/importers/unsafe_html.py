"""HTML that would do something. Such an item is refused: cleaning it would bring in half of what it was."""

import re
from html.parser import HTMLParser

_ACTIVE = {
    "script",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "form",
    "input",
    "button",
    "base",
    "meta",
    "link",
}
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"}
_SCHEME = re.compile(r"^(javascript|vbscript|data):")


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            self.found = self.found or f"<{tag}>"
        for name, value in attrs:
            # Browsers skip white space and control characters inside a scheme.
            scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", value or "").lower())
            if name.startswith("on"):
                self.found = self.found or f"the handler {name}"
            elif name in _ADDRESSES and scheme and not (tag == "img" and scheme[1] == "data"):
                self.found = self.found or f"a {scheme[1]}: address"


def active_part(html: str) -> str:
    """Return in words the first thing in the HTML that would run or load something, or an empty string."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.found
