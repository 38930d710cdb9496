"""Whether an institution's colors can be read, and the shades that follow from them (WCAG 2.2, 1.4.3)."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text at level AA."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
TINT_BY_DAY, TINT_BY_NIGHT = 0.11, 0.16
DEEPER = 0.3
HEXADECIMAL = re.compile(r"#[0-9a-fA-F]{6}")

Colour = tuple[int, int, int]

# What text and links may stand on: the values of tokens.css, which a test of the website compares.
GROUNDS_BY_DAY = {
    "paper": "#f7f9f6",
    "surface": "#ffffff",
    "sunk": "#ebf0eb",
    "good-tint": "#e4f0e9",
    "due-tint": "#f9efdc",
    "none-tint": "#eceeed",
    "urgent-tint": "#fbebe8",
}
GROUNDS_BY_NIGHT = {
    "paper": "#121819",
    "surface": "#192123",
    "sunk": "#0d1213",
    "good-tint": "#15281f",
    "due-tint": "#2a2313",
    "none-tint": "#1e2628",
    "urgent-tint": "#331a1a",
}


@dataclass(frozen=True)
class Accent:
    """The four shades of an accent, each as #rrggbb."""

    accent: str
    deep: str
    tint: str
    on_accent: str


def accent_by_day(accent: str) -> Accent:
    """Return the shades for light paper: deeper is darker, the tint is nearly white."""
    return _shades(accent, deeper=BLACK, ground=WHITE, share=TINT_BY_DAY)


def accent_by_night(accent: str) -> Accent:
    """Return the shades for dark paper: deeper is lighter, the tint stays dark."""
    return _shades(accent, deeper=WHITE, ground=_read(GROUNDS_BY_NIGHT["paper"]), share=TINT_BY_NIGHT)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21."""
    lighter, darker = sorted((_luminance(_read(one)), _luminance(_read(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_accent_by_day(accent: str) -> None:
    """Raise ValidationError, with the measured ratio, for a color that cannot be read by day."""
    _check_form(accent)
    _check(accent, {**GROUNDS_BY_DAY, "accent-tint": accent_by_day(accent).tint}, _("Choose a darker color."))


def check_accent_by_night(accent: str) -> None:
    """Raise ValidationError, with the measured ratio, for a color that cannot be read by night."""
    _check_form(accent)
    _check(accent, {**GROUNDS_BY_NIGHT, "accent-tint": accent_by_night(accent).tint}, _("Choose a lighter color."))


def _check_form(accent: str) -> None:
    if not HEXADECIMAL.fullmatch(accent):
        raise ValidationError(_("“%s” is no color: write # and six digits, such as #234a8f.") % accent)


def _ground_name(token: str) -> str:
    names = {
        "paper": _("the page"),
        "surface": _("boxes and fields"),
        "sunk": _("the end of the page"),
        "good-tint": _("the stamp of a review"),
        "due-tint": _("the stamp of an overdue review"),
        "none-tint": _("the stamp of an article without a review"),
        "urgent-tint": _("urgent notices"),
        "accent-tint": _("its own tint"),
    }
    return names[token]


def _check(accent: str, grounds: Mapping[str, str], advice: str) -> None:
    measured = {name: contrast(accent, ground) for name, ground in grounds.items()}
    worst = min(measured, key=lambda name: measured[name])
    if measured[worst] >= LEAST_CONTRAST:
        return
    sentence = _("%(accent)s has a contrast of %(ratio)s to 1 on %(ground)s (%(value)s). It needs 4.5 to 1. %(advice)s")
    # Rounded down: 4.49 must not be told as 4.5.
    ratio = f"{math.floor(measured[worst] * 10) / 10:.1f}"
    values = {
        "accent": accent,
        "ratio": ratio,
        "ground": _ground_name(worst),
        "value": grounds[worst],
        "advice": advice,
    }
    raise ValidationError(sentence % values)


def _shades(accent: str, *, deeper: Colour, ground: Colour, share: float) -> Accent:
    colour = _read(accent)
    readable = max(("#ffffff", "#0e1a31"), key=lambda one: contrast(one, accent))
    return Accent(
        accent=accent.lower(),
        deep=_write(_mixed(deeper, colour, DEEPER)),
        tint=_write(_mixed(colour, ground, share)),
        on_accent=readable,
    )


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a color with that share of the one, the rest of the other."""
    red, green, blue = (round(mine * share + theirs * (1 - share)) for mine, theirs in zip(one, other, strict=True))
    return red, green, blue


def _read(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _write(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
