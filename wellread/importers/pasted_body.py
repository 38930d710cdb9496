"""The text of a pasted article: paragraphs, questions with their answers, sections, lists and quotes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import groupby, pairwise

from wellread.articles.content import (
    Block,
    CallToAction,
    ItemList,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Section,
)
from wellread.articles.telephone import dialable
from wellread.importers.errors import EmptyTextError
from wellread.importers.names import read_person

_ITEM = re.compile(r"^(?:[-–•*▪◦‣·]|(?P<number>\d{1,2})[.)])\s+(?P<words>\S.*)$")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
_TELEPHONE = re.compile(r"\+?\(?\d[\d\s().–-]{5,}\d")
_INVITES = re.compile(r"\b(?:call|calling|appointment|phone|telephone|dial|llame|cita|teléfono)\b", re.IGNORECASE)
_SAYS = r"says|said|explains|explained|notes|noted|adds|added|stresses|stressed|recalls|advises|tells"
_QUOTED = re.compile(rf"^[“\"](?P<words>[^“”\"]+?),?[”\"],?\s+(?:{_SAYS})\s+(?P<who>[^“”\"]+)$")
_SENTENCE_END = re.compile(r"[.!?…:;][”\"')]?$")
_NO_HEADING = ("“", '"', "'", "(")
_LONGEST_QUESTION = 200
_LONGEST_HEADING_WORDS = 12
_LONGEST_ATTRIBUTION = 200
_LONGEST_CALL = 600


def take_pull_quote(lines: list[str]) -> tuple[PullQuote | None, list[str]]:
    """Return the words above a last line that only names a person with credentials, and the lines before them."""
    person = _attributed(lines[-1]) if len(lines) > 1 else None
    if person is None:
        return None, lines
    return PullQuote(lines[-2].strip('“”" '), person), lines[:-2]


def take_call_to_action(lines: list[str]) -> tuple[CallToAction | None, list[str]]:
    """Return the last line, or the one before it, that invites to call a number, and the lines without it.

    Raise TelephoneError for a number there that nobody could dial.
    """
    for place in range(len(lines) - 1, max(-1, len(lines) - 3), -1):
        line = lines[place]
        number = _TELEPHONE.search(line) if _INVITES.search(line) and len(line) <= _LONGEST_CALL else None
        if number and not line.startswith(("“", '"')):
            return CallToAction(text=line, telephone=dialable(number[0])), lines[:place] + lines[place + 1 :]
    return None, lines


def read_body(lines: list[str]) -> list[Block]:
    """Return the blocks that the lines are; raise EmptyTextError for a question without an answer."""
    openings = [number for number in range(len(lines)) if _opens(lines, number)]
    blocks = list(_introduction(lines[: openings[0] if openings else len(lines)]))
    for place, end in pairwise([*openings, len(lines)]):
        opening, html = lines[place], _html(lines[place + 1 : end])
        question = _question(opening)
        if question and not html:
            raise EmptyTextError(f"“{question}” has no answer.")
        blocks.append(Question(question, html) if question else Section(opening.lstrip("# "), html))
    return blocks


def with_known_person(pull_quote: PullQuote, blocks: list[Block]) -> PullQuote:
    """Return the pull quote by the person as a quote in the text names them, if one does."""
    known = {block.person.name: block.person for block in blocks if isinstance(block, Quote)}
    return replace(pull_quote, person=known.get(pull_quote.person.name, pull_quote.person))


def _attributed(line: str) -> PersonContent | None:
    person = read_person(line) if len(line) <= _LONGEST_ATTRIBUTION else None
    return person if person and person.credentials else None


def _opens(lines: list[str], number: int) -> bool:
    """Say whether a question or a section begins here. A question right before the first one is only asked aloud."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if _question(lines[number]):
        return not _question(following) or any(_question(line) for line in lines[:number])
    return _is_heading(lines[number]) and len(following) > len(lines[number]) and bool(_SENTENCE_END.search(following))


def _question(line: str) -> str:
    """Return the words of a line that is one question and nothing else, or an empty string."""
    words = _NUMBER.sub("", line.lstrip("# "))
    one_sentence = words.endswith("?") and not re.search(r"[.!?][”\"]?\s", words)
    return words if one_sentence and len(words) <= _LONGEST_QUESTION and words[0] not in "“\"'" else ""


def _is_heading(line: str) -> bool:
    words = line.lstrip("# ")
    plain = not (
        _SENTENCE_END.search(words) or _ITEM.match(words) or words.startswith(_NO_HEADING) or words.endswith(",")
    )
    return bool(words) and plain and len(words.split()) <= _LONGEST_HEADING_WORDS and not words[0].islower()


def _introduction(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=_item_kind):
        if kind:
            yield ItemList(tuple(_words(line) for line in group), ordered=kind == "ol")
        else:
            yield from (_quote(line) or Paragraph(f"<p>{_words(line)}</p>") for line in group)


def _quote(line: str) -> Quote | None:
    """Return the quote of a paragraph that is nothing but somebody's words and who says them, with credentials.

    A comma before the closing mark belongs to the sentence around the quote: it goes, and nothing takes its place.
    """
    quoted = _QUOTED.match(line)
    if not quoted or len(quoted["who"]) > _LONGEST_ATTRIBUTION or re.search(r"[a-z]\.\s+[A-Z]", quoted["who"]):
        return None
    person = read_person(quoted["who"])
    return Quote(quoted["words"].strip(), person) if person and person.credentials else None


def _html(lines: list[str]) -> str:
    parts = []
    for kind, group in groupby(lines, key=_item_kind):
        if kind:
            parts.append(f"<{kind}>{''.join(f'<li>{_words(line)}</li>' for line in group)}</{kind}>")
        else:
            parts += [f"<p>{_words(line)}</p>" for line in group]
    return "".join(parts)


def _item_kind(line: str) -> str:
    item = _ITEM.match(line)
    return "" if not item else "ol" if item["number"] else "ul"


def _words(line: str) -> str:
    item = _ITEM.match(line)
    return escape(item["words"] if item else line, quote=False)
