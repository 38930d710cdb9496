"""Facts for machines in the words of schema.org, as JSON-LD: what any page may say of the library and its people."""

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from wellread.website.addresses import absolute, home_address
from wellread.website.frame import Frame
from wellread.website.page_head import Node

CONTEXT = "https://schema.org"
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""As Django's json_script: no value can end the element that it stands in."""

Crumb = tuple[str, str]
"""A name and a whole address."""


def json_ld(nodes: Iterable[Node]) -> SafeString:
    """Return the nodes as one graph, safe to stand in a script element of the type application/ld+json.

    Nodes with one id are one thing: their facts come together.
    """
    things: dict[str, dict[str, Any]] = {}
    for place, one in enumerate(nodes):
        things.setdefault(one.get("@id", str(place)), {}).update(one)
    graph = {"@context": CONTEXT, "@graph": list(things.values())}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # every sign that could end the element was just written in another way


def node(kind: str | list[str], **facts: Any) -> dict[str, Any]:
    """Return a thing of a kind with those of its facts that are known."""
    return {"@type": kind, **known(**facts)}


def known(**facts: Any) -> dict[str, Any]:
    """Return the facts that are known; `id` is what JSON-LD calls @id."""
    told = {"@id" if name == "id" else name: value for name, value in facts.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], (), {})}


def website_id(language: str) -> str:
    return f"{absolute(home_address(language))}#website"


def publisher_id() -> str:
    return f"{absolute('/')}#publisher"


def site_nodes(frame: Frame) -> tuple[Node, ...]:
    """Return the library in the language of a page, and who publishes it."""
    website = node(
        "WebSite",
        id=website_id(frame.language),
        name=frame.institution,
        url=absolute(home_address(frame.language)),
        inLanguage=frame.language,
        publisher={"@id": publisher_id()},
    )
    publisher = node(
        "Organization",
        id=publisher_id(),
        name=frame.institution,
        url=absolute("/"),
        email=frame.email,
        telephone=frame.telephone,
        address=frame.address,
        logo=absolute(frame.logo.url) if frame.logo else "",
    )
    return website, publisher


def page_node(kind: str | list[str], *, url: str, name: str, language: str, **facts: Any) -> Node:
    """Return a page of the library."""
    return node(
        kind,
        id=url,
        url=url,
        name=name,
        inLanguage=language,
        isPartOf={"@id": website_id(language)},
        publisher={"@id": publisher_id()},
        **facts,
    )


def person_node(
    *,
    name: str,
    credentials: str = "",
    role: str = "",
    affiliation: str = "",
    licence: str = "",
    url: str = "",
    **facts: Any,
) -> Node:
    """Return a person; `licence` names who licensed or certified them."""
    return node(
        "Person",
        name=name,
        honorificSuffix=credentials,
        jobTitle=role,
        affiliation=node("Organization", name=affiliation) if affiliation else None,
        hasCredential=_credentials(credentials, licence),
        url=url,
        **facts,
    )


def breadcrumbs(crumbs: Iterable[Crumb]) -> Node:
    """Return the way to a page, from the first page to itself."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=place, name=name, item={"@id": url})
            for place, (name, url) in enumerate(crumbs, 1)
        ],
    )


def principles_address() -> str:
    """Return where readers learn how articles are reviewed."""
    return absolute(reverse("website:about_review"))


def _credentials(credentials: str, licence: str) -> list[Node]:
    kind = "EducationalOccupationalCredential"
    found: list[Node] = [node(kind, name=credentials)] if credentials else []
    if licence:
        found.append(node(kind, credentialCategory="license", recognizedBy=node("Organization", name=licence)))
    return found
