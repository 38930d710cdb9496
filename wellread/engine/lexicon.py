"""What words mean besides themselves: the caller's synonyms, equivalents and codes, looked up when reading.

Changing a lexicon needs no new index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Meaning:
    """One other way to find what `words` say: `alternative` words, or the articles under `term`.

    `through` is told to readers who ask why an article was found: "kidney cancer: also called renal cell carcinoma".
    """

    words: str
    alternative: str = ""
    term: int | None = None
    through: str = ""


@dataclass(frozen=True)
class Lexicon:
    """All meanings in one language, and the terms of codes by their beginnings (upper case, without dots)."""

    language: str
    meanings: tuple[Meaning, ...] = ()
    codes: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
