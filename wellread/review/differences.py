"""What changed between two wordings: block by block, and within a block word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from wellread.articles.wording import Wording

_TOKENS = re.compile(r"\d+(?:[.,:]\d+)*|\w+|\s+|[^\w\s]")
_NUMBER = re.compile(r"\d")
ALIKE = 0.3
"""From which share of common words on two blocks count as one that was changed."""


class Mark(StrEnum):
    """What happened to some words."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


class State(StrEnum):
    """What happened to a block."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Span:
    """Words with one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class BlockChange:
    """One block that is not as it was; `number_changed` says that a figure in it is another one now."""

    kind: str
    state: State
    spans: tuple[Span, ...]
    number_changed: bool = False


@dataclass(frozen=True)
class Difference:
    """All blocks that changed, in reading order, and how many did not."""

    changes: tuple[BlockChange, ...] = field(default=())
    unchanged: int = 0

    @property
    def words_changed(self) -> int:
        return sum(len(span.text.split()) for change in self.changes for span in change.spans if span.mark != Mark.SAME)


def difference(before: Sequence[Wording], after: Sequence[Wording]) -> Difference:
    """Compare two wordings."""
    matcher = SequenceMatcher(None, [_key(piece) for piece in before], [_key(piece) for piece in after], autojunk=False)
    changes: list[BlockChange] = []
    unchanged = 0
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            unchanged += old_end - old_start
        else:
            changes.extend(_compare(before[old_start:old_end], after[new_start:new_end]))
    return Difference(tuple(_with_moves(changes)), unchanged)


def _key(piece: Wording) -> tuple[str, str]:
    return piece["kind"], piece["text"]


def _compare(old: Sequence[Wording], new: Sequence[Wording]) -> Iterator[BlockChange]:
    """Pair each new block with the next old one of its kind that is like it; what stays alone was added or removed."""
    waiting = list(old)
    for piece in new:
        place = next((number for number, one in enumerate(waiting) if _are_alike(one, piece)), None)
        if place is None:
            yield _whole(piece, State.ADDED)
            continue
        yield from (_whole(one, State.REMOVED) for one in waiting[:place])
        yield _changed(waiting[place], piece)
        waiting = waiting[place + 1 :]
    yield from (_whole(one, State.REMOVED) for one in waiting)


def _are_alike(old: Wording, new: Wording) -> bool:
    if old["kind"] != new["kind"]:
        return False
    if old["kind"] in {"headline", "summary"}:
        return True
    old_words, new_words = set(old["text"].casefold().split()), set(new["text"].casefold().split())
    return len(old_words & new_words) >= ALIKE * max(len(old_words), len(new_words))


def _whole(piece: Wording, state: State) -> BlockChange:
    mark = Mark.INSERTED if state == State.ADDED else Mark.DELETED
    return BlockChange(piece["kind"], state, (Span(mark, piece["text"]),))


def _changed(old: Wording, new: Wording) -> BlockChange:
    spans = tuple(_spans(_TOKENS.findall(old["text"]), _TOKENS.findall(new["text"])))
    figures = [
        sorted(
            token for span in spans if span.mark == mark for token in _TOKENS.findall(span.text) if _NUMBER.match(token)
        )
        for mark in (Mark.DELETED, Mark.INSERTED)
    ]
    return BlockChange(new["kind"], State.CHANGED, spans, number_changed=figures[0] != figures[1])


def _spans(old: list[str], new: list[str]) -> Iterator[Span]:
    for operation, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if operation == "equal":
            yield Span(Mark.SAME, "".join(new[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Span(Mark.DELETED, "".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Span(Mark.INSERTED, "".join(new[new_start:new_end]))


def _with_moves(changes: list[BlockChange]) -> Iterator[BlockChange]:
    """Say of a block that only stands elsewhere that it was moved, once."""
    removed = [(one.kind, one.spans[0].text) for one in changes if one.state == State.REMOVED]
    added = [(one.kind, one.spans[0].text) for one in changes if one.state == State.ADDED]
    for one in changes:
        words = (one.kind, one.spans[0].text)
        if one.state == State.REMOVED and words in added:
            added.remove(words)
        elif one.state == State.ADDED and words in removed:
            removed.remove(words)
            yield BlockChange(one.kind, State.MOVED, (Span(Mark.SAME, words[1]),))
        else:
            yield one
