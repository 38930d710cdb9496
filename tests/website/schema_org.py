"""Compare facts for machines with schema.org's vocabulary, as far as we use it: `schema_org.json` beside this file.

The file says of each type what is above it, and of each property on which types it stands (domain) and what it takes
(range). Types that add no property of their own are left out between two others.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
TYPES, PROPERTIES, MEMBERS = VOCABULARY["types"], VOCABULARY["properties"], VOCABULARY["members"]
DATE = r"\d{4}(-\d\d(-\d\d)?)?"
# ISO 8601 and RFC 3986, as far as we write them.
LITERALS = {
    "Text": re.compile(r".+", re.DOTALL),
    "URL": re.compile(r"(https?://|mailto:)\S+"),
    "Date": re.compile(DATE),
    "DateTime": re.compile(rf"{DATE}(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?"),
    "Duration": re.compile(r"PT\d+M"),
}
NUMBERS = {"Integer", "Number"}


def kinds_above(kind: str) -> set[str]:
    return {kind}.union(*(kinds_above(parent) for parent in TYPES.get(kind, ())))


def mistakes(document: dict[str, Any]) -> list[str]:
    """Return in words everything in a JSON-LD document that schema.org's vocabulary does not know."""
    found = [] if document.get("@context") == "https://schema.org" else ["the context is another one"]
    things = {thing["@id"]: thing for thing in document["@graph"] if "@id" in thing}
    for thing in document["@graph"]:
        found += _of_thing(thing, things)
    return found


def _of_thing(thing: dict[str, Any], things: dict[str, Any], *, expected: tuple[str, ...] = ()) -> Iterator[str]:
    named = thing.get("@type", ())
    kinds = [named] if isinstance(named, str) else list(named)
    unknown = [kind for kind in kinds if kind not in TYPES]
    yield from (f"{kind} is no type" for kind in unknown)
    # Without a type of its own a thing is one of those that its property takes.
    above = set().union(*(kinds_above(kind) for kind in kinds or expected))
    for name, value in thing.items():
        if not name.startswith("@"):
            yield from _of_property(name, value, above, things)


def _of_property(name: str, value: Any, above: set[str], things: dict[str, Any]) -> Iterator[str]:
    if name.endswith("-input"):
        # schema.org/docs/actions.html: a property of an action with -input says what a program has to fill in.
        name = name.removesuffix("-input")
    if name not in PROPERTIES:
        yield f"{name} is no property"
        return
    domain, takes = PROPERTIES[name]["domain"], PROPERTIES[name]["range"]
    if not above & set(domain):
        yield f"{name} does not stand on {sorted(above)}"
    for one in value if isinstance(value, list) else [value]:
        yield from _of_value(name, one, takes, things)


def _of_value(name: str, value: Any, takes: list[str], things: dict[str, Any]) -> Iterator[str]:
    match value:
        case {"@id": address, **rest} if not rest:
            if address in things:
                yield from _of_kind(name, things[address], takes)
            elif not LITERALS["URL"].fullmatch(address) or not set(takes) - LITERALS.keys() - NUMBERS:
                yield f"{name} does not take {address}"
        case dict():
            yield from _of_kind(name, value, takes)
            yield from _of_thing(value, things, expected=tuple(takes))
        case int():
            if not NUMBERS & set(takes):
                yield f"{name} takes no number"
        case str():
            member = value.removeprefix("https://schema.org/")
            named = any(member in MEMBERS.get(kind, ()) for kind in takes)
            if not named and not any(LITERALS[kind].fullmatch(value) for kind in takes if kind in LITERALS):
                yield f"{name} does not take “{value}”"
        case _:
            yield f"{name} has {value!r}"


def _of_kind(name: str, thing: dict[str, Any], takes: list[str]) -> Iterator[str]:
    named = thing.get("@type", ())
    kinds = [named] if isinstance(named, str) else list(named)
    if kinds and not any(kinds_above(kind) & set(takes) for kind in kinds):
        yield f"{name} does not take {kinds}"
