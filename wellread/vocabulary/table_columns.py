"""Which columns a vocabulary file may have, and what each means."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Code, Synonym
from wellread.vocabulary.table_rows import TermRow

PLAIN = ("facet", "slug", "parents", "health_aspect", "former_slugs", "merged_into", "facet_path", "facet_position")
NEEDED = ("facet", "slug")


@dataclass(frozen=True)
class Column:
    """A column: its heading, the part of a term it fills, and which language, kind, system or relation of that."""

    heading: str
    part: str
    detail: tuple[str, ...] = ()


def column_of(heading: str, *, language: str) -> Column | None:
    """Return what a heading means, or None; `name` and `definition` alone are in the file's own language."""
    before, _colon, after = heading.partition(":")
    if heading in PLAIN:
        return Column(heading, heading)
    if before in {"name", "definition", "facet_name"} and (after or language) in language_codes():
        return Column(heading, before, (after or language,))
    if before in Synonym.Kind.values and after in language_codes():
        return Column(heading, "synonyms", (before, after))
    if before in Code.System.values and after in Code.Relation.values:
        return Column(heading, "codes", (before, after))
    return None


def export_headings(rows: Iterable[TermRow]) -> list[str]:
    """Return the headings of an export: those of every language and kind, and of the systems of codes in use."""
    own, *others = language_codes()
    used = {system for row in rows for (system, _relation), prefixes in row.codes.items() if prefixes}
    systems = [system for system in Code.System.values if system in used or system == Code.System.ICD_10_CM]
    return [
        *("facet", "slug", "name", "definition", "parents"),
        *(f"{part}:{language}" for language in others for part in ("name", "definition")),
        *(f"{kind}:{language}" for language in (own, *others) for kind in Synonym.Kind.values),
        *(f"{system}:{relation}" for system in systems for relation in Code.Relation.values),
        *("health_aspect", "former_slugs", "merged_into"),
        *("facet_path", "facet_position", "facet_name", *(f"facet_name:{language}" for language in others)),
    ]


def known_headings() -> str:
    """Return all headings in words, for the message about one that is not known."""
    languages, kinds = "|".join(language_codes()), "|".join(Synonym.Kind.values)
    systems, relations = "|".join(Code.System.values), "|".join(Code.Relation.values)
    patterns = ("name", "definition", "facet_name")
    return ", ".join(
        [
            *PLAIN,
            *patterns,
            *(f"{one}:{languages}" for one in patterns),
            f"{kinds}:{languages}",
            f"{systems}:{relations}",
        ]
    )


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)
