"""The vocabulary as rows: plain values between a CSV file and the database."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SEPARATOR = "; "


@dataclass(frozen=True)
class FacetRow:
    """A facet as the columns facet_... describe it; `names` by language."""

    slug: str
    path: str
    names: Mapping[str, str]
    position: int = 0


STARTER_FACETS = {
    "disease": FacetRow("disease", "diseases", {"en": "Diseases", "es": "Enfermedades"}, 1),
    "topic": FacetRow("topic", "topics", {"en": "Topics", "es": "Temas"}, 2),
}


@dataclass(frozen=True)
class TermRow:
    """A term as far as a row describes it: what has no column is None, or absent from its mapping.

    Names and definitions by language; synonyms by kind and language; codes by system and relation.
    """

    number: int
    facet: str
    slug: str
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    parents: tuple[str, ...] | None = None
    former_slugs: tuple[str, ...] | None = None
    merged_into: str | None = None
    health_aspect: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.facet, self.slug

    def says_nothing_new(self, known: "TermRow") -> bool:
        """Return whether all that this row describes is so already."""
        if self.slug != known.slug:
            return False
        lists = [(self.parents, known.parents), (self.former_slugs, known.former_slugs)]
        texts = [(self.merged_into, known.merged_into), (self.health_aspect, known.health_aspect)]
        return (
            all(known.names.get(language, "") == name for language, name in self.names.items())
            and all(known.definitions.get(language, "") == words for language, words in self.definitions.items())
            and all(known.synonyms.get(column, ()) == words for column, words in self.synonyms.items())
            and all(known.codes.get(column, ()) == prefixes for column, prefixes in self.codes.items())
            and all(told is None or set(told) == set(so_far or ()) for told, so_far in lists)
            and all(told is None or told == so_far for told, so_far in texts)
        )


def join_values(values: Iterable[str]) -> str:
    """Return several values as one cell; a semicolon or backslash of their own gets a backslash before it."""
    return SEPARATOR.join(re.sub(r"([;\\])", r"\\\1", value) for value in values)


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell; empty ones are left out."""
    parts = re.findall(r"(?:[^;\\]|\\.|\\$)+", cell, flags=re.DOTALL)
    values = (re.sub(r"\\([;\\])", r"\1", part.strip()) for part in parts)
    return tuple(value for value in values if value)
