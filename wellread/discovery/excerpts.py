"""The few words of an article that show why it was found, the words found marked."""

import re
from collections.abc import Iterable

from django.utils.html import escape

from wellread.articles.content import ArticleContent, block_texts
from wellread.engine.values import Excerpt
from wellread.publishing.door import search_words

WORDS_BEFORE = 10
WORDS_SHOWN = 30
_SENTENCE_ENDS = frozenset(".!?…:”\"')")
_WORD = re.compile(r"[^\W_]+")


def marked_html(excerpt: Excerpt) -> str:
    """Return a stretch that the engine chose as HTML; where it begins or ends within a sentence it says so."""
    if not excerpt.text.strip():
        return ""
    html, end = "", 0
    for start, stop in excerpt.marks:
        html += f"{escape(excerpt.text[end:start])}<mark>{escape(excerpt.text[start:stop])}</mark>"
        end = stop
    html += escape(excerpt.text[end:])
    begins_within = excerpt.text.lstrip()[:1].islower()
    ends_within = excerpt.text.rstrip()[-1:] not in _SENTENCE_ENDS
    return f"{'… ' if begins_within else ''}{html.strip()}{' …' if ends_within else ''}"


def excerpt_html(content: ArticleContent, sought: Iterable[str]) -> str:
    """Return a stretch of the body with the folded words sought marked, or nothing where the body has none."""
    beginnings = tuple(sought)
    if not beginnings:
        return ""
    texts = [text for block in content.body for text in block_texts(block)]
    best = max(texts, key=lambda text: _found(text, beginnings), default="")
    return _stretch(best.split(), beginnings) if _found(best, beginnings) else ""


def _found(text: str, beginnings: tuple[str, ...]) -> int:
    """Return how many of the beginnings a text has."""
    words = search_words(text)
    return sum(any(word.startswith(beginning) for word in words) for beginning in beginnings)


def _stretch(pieces: list[str], beginnings: tuple[str, ...]) -> str:
    first = next((at for at, piece in enumerate(pieces) if _found(piece, beginnings)), 0)
    start = max(0, first - WORDS_BEFORE)
    end = start + WORDS_SHOWN
    marked = " ".join(_marked(piece, beginnings) for piece in pieces[start:end])
    return f"{'… ' if start else ''}{marked}{' …' if end < len(pieces) else ''}"


def _marked(piece: str, beginnings: tuple[str, ...]) -> str:
    """Return a piece of text as HTML, its words that begin as sought marked."""
    html, end = "", 0
    for word in _WORD.finditer(piece):
        shown = escape(word[0])
        sought = any(one.startswith(beginnings) for one in search_words(word[0]))
        html += escape(piece[end : word.start()]) + (f"<mark>{shown}</mark>" if sought else shown)
        end = word.end()
    return html + escape(piece[end:])
