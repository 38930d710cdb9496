"""The institution's own look: its logo and its accent, as pages and its style sheet carry them."""

import hashlib
from dataclasses import dataclass

from django.urls import reverse

from wellread.articles.colours import Accent, accent_by_day, accent_by_night
from wellread.articles.models import InstitutionSettings


@dataclass(frozen=True)
class Logo:
    """A picture in place of the name; `night_url` is empty where there is none for dark screens."""

    url: str
    night_url: str
    text: str
    width: int
    height: int


def logo_of(settled: InstitutionSettings) -> Logo | None:
    if settled.logo is None:
        return None
    return Logo(
        url=reverse("brand_logo"),
        night_url=reverse("brand_logo_by_night") if settled.logo_by_night else "",
        text=settled.logo_text or settled.name,
        width=settled.logo.width,
        height=settled.logo.height,
    )


def stylesheet_of(settled: InstitutionSettings) -> str:
    """Return the institution's own style sheet; empty where it left our colors as they are."""
    rules = []
    if settled.accent_by_day:
        rules.append(_rule("not all and (prefers-color-scheme: dark)", accent_by_day(settled.accent_by_day)))
    if settled.accent_by_night:
        rules.append(_rule("(prefers-color-scheme: dark)", accent_by_night(settled.accent_by_night)))
    # In the layer of our own tokens, and after them: nothing but these four can be changed here.
    return "@layer tokens {\n" + "".join(rules) + "}\n" if rules else ""


def stylesheet_address(text: str) -> str:
    """Return where a style sheet of ours is found: its address changes with its content."""
    return reverse("brand_stylesheet", args=[stylesheet_digest(text)]) if text else ""


def stylesheet_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _rule(screens: str, shades: Accent) -> str:
    tokens = {
        "--accent": shades.accent,
        "--accent-deep": shades.deep,
        "--accent-tint": shades.tint,
        "--on-accent": shades.on_accent,
    }
    declarations = " ".join(f"{name}: {value};" for name, value in tokens.items())
    return f"@media {screens} {{ :root {{ {declarations} }} }}\n"
