"""What a process keeps in memory of rows that change seldom, and how it notices that they did."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

from wellread.publishing.changes import library_and_change
from wellread.publishing.models import Change

Value = TypeVar("Value")


@dataclass(frozen=True)
class Moment:
    """Whose library this is, and the number of its last public change; a restored library has another past."""

    library: str
    change: int


def current_moment() -> Moment:
    return Moment(*library_and_change())


@dataclass(frozen=True)
class _Kept(Generic[Value]):
    moment: Moment
    value: Value


class Snapshot(Generic[Value]):
    """A value for each language, made anew after the next change of one of the kinds.

    It costs nothing while nothing changes at all, and one query over the new changes when others do.
    """

    def __init__(self, make: Callable[[str], Value], *, kinds: Collection[Change.Kind]) -> None:
        self._make = make
        self._kinds = frozenset(kinds)
        self._kept: dict[str, _Kept[Value]] = {}

    def at(self, moment: Moment, language: str) -> Value:
        """Return the value as it was at the moment, or later."""
        kept = self._kept.get(language)
        if kept is not None and kept.moment == moment:
            return kept.value
        value = kept.value if kept is not None and self._stands(kept.moment, moment) else self._make(language)
        self._kept[language] = _Kept(moment, value)
        return value

    def _stands(self, before: Moment, now: Moment) -> bool:
        if before.library != now.library or now.change < before.change:
            return False
        return not Change.objects.filter(number__gt=before.change, kind__in=self._kinds).exists()
