"""Where the sentences of a text begin and end."""

import re

_END = re.compile(r"(?<=[.!?…])['\"”’»)]*\s+(?=[^a-z\s])|\s*\n\s*\n\s*|\s*\n\s*(?=[-•*])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the places of a text's sentences, without white space around them."""
    found = []
    start = len(text) - len(text.lstrip())
    for end in _END.finditer(text):
        if end.start() > start:
            found.append((start, end.start()))
        start = end.end()
    last = len(text.rstrip())
    if last > start:
        found.append((start, last))
    return found
