"""Explain medical words where an article first uses them, in the words of the vocabulary.

What is explained stands beside the reviewed words and is marked as ours: nobody signed it as part of the article.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import override

from wellread.articles.content import ItemList, Paragraph
from wellread.discovery.snapshots import Snapshot, current_moment
from wellread.publishing.models import Change
from wellread.vocabulary.models import Code, Term
from wellread.website.passages import Body, Explanation, Passage, Piece

PLAIN_WORDS = frozenset(
    {
        "diagnosis",
        "fertility",
        "mental-health",
        "pregnancy",
        "prevention",
        "research",
        "second-opinion",
        "sexuality",
        "side-effects",
        "support",
        "symptoms",
        "treatment",
    }
)
"""Terms whose names everybody knows: a note beside each of them would only be in the way."""
_VOID = {"br"}


@dataclass(frozen=True)
class Word:
    """A name of the vocabulary; without a definition it only keeps a shorter one inside it from being explained."""

    name: str
    definition: str = ""
    url: str = ""


def words_of(language: str) -> tuple[Word, ...]:
    """Return the names of all terms in a language; explained are medical ones, which have a code, with a definition."""
    return _known_words.at(current_moment(), language)


def _read_words(language: str) -> tuple[Word, ...]:
    coded = Prefetch("codes", Code.objects.filter(relation=Code.Relation.PRIMARY))
    found = []
    for term in Term.objects.in_use().with_names().prefetch_related(coded):
        medical = term.slug not in PLAIN_WORDS and any(term.codes.all())
        definition = term.definition_in(language) if medical else ""
        with override(language):
            url = reverse("website:term", args=[term.facet.path, term.slug])
        found.append(Word(term.name_in(language), definition, url))
    return tuple(found)


_known_words = Snapshot(_read_words, kinds=[Change.Kind.VOCABULARY])


def explained(body: Body, words: Iterable[Word]) -> Body:
    """Return the body with the first use of each word marked, and its explanation beside the passage.

    Only running text: never headings, links, quotations, captions, key facts, or when to get help.
    """
    marker = _Marker({_form(word.name): word for word in words if word.name})
    return replace(body, passages=tuple(_explain(passage, marker) for passage in body.passages))


def _explain(passage: Passage, marker: "_Marker") -> Passage:
    html = marker.mark(passage.html)
    pieces = tuple(_explain_piece(piece, marker) for piece in passage.pieces)
    return replace(passage, html=html, pieces=pieces, explanations=marker.take())


def _explain_piece(piece: Piece, marker: "_Marker") -> Piece:
    match piece.block:
        case Paragraph(html):
            return replace(piece, block=Paragraph(marker.mark(html)))
        case ItemList(items, ordered):
            return replace(piece, block=ItemList(tuple(marker.mark(item) for item in items), ordered))
        case _:
            return piece


@dataclass
class _Marker:
    """Marks words fragment by fragment and remembers which have been explained."""

    words: dict[str, Word]
    seen: set[str] = field(default_factory=set)
    found: list[Explanation] = field(default_factory=list)

    def __post_init__(self) -> None:
        longest_first = sorted(self.words, key=len, reverse=True)
        names = "|".join(rf"{re.escape(one)}(?:s|es)?" for one in longest_first)
        self.pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])" if names else r"(?!)", re.IGNORECASE)

    def mark(self, html: str) -> str:
        return _Marking(self).read(html)

    def take(self) -> tuple[Explanation, ...]:
        """Return what was explained since the last time."""
        taken, self.found = tuple(self.found), []
        return taken

    def mark_words(self, text: str) -> str:
        return self.pattern.sub(self._mark_word, text)

    def _mark_word(self, match: re.Match[str]) -> str:
        word = self._named(match[0])
        if not word.definition or word.name in self.seen:
            return match[0]
        self.seen.add(word.name)
        self.found.append(Explanation(match[0], word.definition, word.url))
        return f"<dfn>{match[0]}</dfn>"

    def _named(self, text: str) -> Word:
        form = text.casefold()
        forms = (form, form.removesuffix("s"), form.removesuffix("es"))
        return next(found for found in map(self.words.get, forms) if found)


def _form(name: str) -> str:
    """Return a name without the plural, so that one and many are the same word."""
    form = name.casefold()
    return form.removesuffix("s") if form.endswith("s") and not form.endswith(("ss", "is", "us")) else form


class _Marking(HTMLParser):
    """Writes a fragment down again as it is, but for the words that its running text uses for the first time."""

    def __init__(self, marker: _Marker) -> None:
        super().__init__(convert_charrefs=False)
        self.marker = marker
        self.links = 0
        self.parts: list[str] = []

    def read(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += tag == "a"
        self.parts.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.links -= tag == "a"
        self.parts.append(f"</{tag}>" if tag not in _VOID else "")

    def handle_data(self, data: str) -> None:
        # What the parser hands over is text as written; a "<" in it was no tag and has to stay none.
        text = escape(data, quote=False) if "<" in data else data
        self.parts.append(text if self.links else self.marker.mark_words(text))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")
