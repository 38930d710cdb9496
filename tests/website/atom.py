"""Look at an Atom feed as RFC 4287 asks: own checks of what its sections 3 and 4 say MUST, no schema and no library."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
IN_FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle"}
IN_FEED |= {"title", "updated", "entry"}
IN_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary"}
IN_ENTRY |= {"title", "updated"}
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = ONCE | {"rights", "subtitle", "summary", "published", "content", "generator", "icon", "logo"}


def parse(response: Any) -> ElementTree.Element:
    """Return the feed of a response, once it is sure that it is one."""
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own words
    assert mistakes(root) == []
    return root


def mistakes(root: ElementTree.Element) -> list[str]:
    found = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    found += _of_element(root, IN_FEED)
    for entry in entries:
        found += _of_element(entry, IN_ENTRY)
    if not root.findall(f"{ATOM}author") and not all(entry.findall(f"{ATOM}author") for entry in entries):
        found.append("neither the feed nor each entry has an author")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        found.append("two entries have one id")
    if not links(root, "self"):
        found.append("the feed does not name itself")
    return found


def links(element: ElementTree.Element, relation: str) -> list[str]:
    found = element.findall(f"{ATOM}link")
    return [link.get("href", "") for link in found if link.get("rel", "alternate") == relation]


def entries(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Return the entries by their titles, in their order."""
    return {entry.findtext(f"{ATOM}title", ""): entry for entry in root.findall(f"{ATOM}entry")}


def _of_element(element: ElementTree.Element, allowed: set[str]) -> list[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    found = [f"{name} is not allowed here" for name in names if name not in allowed]
    found += [f"{name} is missing" for name in ONCE if name not in names]
    found += [f"{name} stands twice" for name in AT_MOST_ONCE if names.count(name) > 1]
    for child in element:
        found += _of_child(child, child.tag.removeprefix(ATOM))
    alternates = [(link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link[@rel='alternate']")]
    return found + (["two links lead to the same alternate"] if len(alternates) != len(set(alternates)) else [])


def _of_child(child: ElementTree.Element, name: str) -> list[str]:
    text = (child.text or "").strip()
    match name:
        case "updated" | "published":
            return [] if _is_date(text) else [f"{name} is no date: {text}"]
        case "id":
            return [] if urlsplit(text).scheme else [f"the id is no address: {text}"]
        case "link":
            return [] if urlsplit(child.get("href", "")).scheme in {"http", "https"} else ["a link leads nowhere"]
        case "category":
            return [] if child.get("term") and urlsplit(child.get("scheme", "")).scheme else ["a category is broken"]
        case "author" | "contributor":
            return [] if child.findtext(f"{ATOM}name") else [f"{name} has no name"]
        case "title":
            return [] if text else ["a title is empty"]
        case _:
            return []


def _is_date(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
