"""What to read after an article, and why it is named there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from wellread.discovery.related import Because, Neighbour
from wellread.discovery.results import Hit

NEXT = 3
"""How many articles stand below one, unless its editors chose more."""
_TERMS_TOLD = 2


@dataclass(frozen=True)
class NextLine:
    """An article to read next, and the reason in words."""

    hit: Hit
    why: str


def next_lines(neighbours: Iterable[Neighbour]) -> tuple[NextLine, ...]:
    return tuple(NextLine(one.hit, _why(one)) for one in neighbours)


def _why(neighbour: Neighbour) -> str:
    if neighbour.because is Because.CHOSEN:
        return _("Chosen by our editors")
    names = [term.name for term in neighbour.terms[:_TERMS_TOLD]]
    return _("Also about %(terms)s") % {"terms": get_text_list(names, _("and"))}
