"""What a request asks for: groups that an article must have, each by any of its alternatives. Plain values."""

from dataclasses import dataclass, field

from wellread.engine.lexicon import Meaning
from wellread.engine.values import Understood


@dataclass(frozen=True)
class Words:
    """All of these stems, anywhere in the article."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """These stems side by side."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class AnyForm:
    """Any of these words as written, in small letters."""

    forms: tuple[str, ...]


@dataclass(frozen=True)
class Compound:
    """A word with joints, kept whole."""

    whole: str


@dataclass(frozen=True)
class Under:
    """Articles under any of these terms."""

    terms: frozenset[int]


How = Words | Phrase | AnyForm | Compound | Under


@dataclass(frozen=True)
class Alternative:
    """One way to satisfy a group; `through` says which meaning or code led there, if not the words themselves."""

    how: How
    found: str
    through: str = ""


@dataclass(frozen=True)
class Group:
    """A word or phrase of a request, and the ways to find it; the first is the words themselves.

    `stems` are what weighs, one for each word typed; `compound` is what weighs in addition where it stands whole.
    `guessed`: a word of it was taken for another.
    """

    typed: str
    stems: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    compound: str = ""
    guessed: bool = False


@dataclass(frozen=True)
class Understanding:
    """Groups in the order typed. `has_words`: something was typed, even if nothing of it is left."""

    groups: tuple[Group, ...] = ()
    understood: Understood = field(default_factory=Understood)
    has_words: bool = False
    quoted: bool = False
    asked: tuple[str, ...] = field(default=())
    """The stems of all words, in which stands what kind of question it is."""

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        return self.understood.meanings
