"""Whether words are those of somebody in danger, and the card that is shown then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.rich_text import expand_db_html

from wellread.articles.cleaning import clean_html
from wellread.articles.errors import TelephoneError
from wellread.discovery.models import Crisis, crisis_telephone
from wellread.discovery.phrases import lines_of, normal_form, phrases_pattern
from wellread.discovery.results import CrisisCard
from wellread.discovery.snapshots import Moment, Snapshot
from wellread.publishing.models import Change
from wellread.vocabulary.languages import language_codes


@dataclass(frozen=True)
class KnownCrisis:
    """A card, and what finds the words that show it."""

    pattern: re.Pattern[str]
    card: CrisisCard


def read_crises(language: str) -> tuple[KnownCrisis, ...]:
    rows = Crisis.objects.filter(language=language, active=True).order_by("position", "pk")
    return tuple(KnownCrisis(phrases_pattern(lines_of(row.triggers)), card_of(row)) for row in rows)


def card_of(row: Crisis) -> CrisisCard:
    return CrisisCard(
        heading=row.heading,
        what_to_do_html=clean_html(expand_db_html(row.what_to_do)),
        telephone=_telephone(row),
        telephone_label=row.telephone_label,
        url=row.url,
        url_label=row.url_label,
        language=row.language,
    )


def _telephone(row: Crisis) -> str:
    try:
        return crisis_telephone(row.telephone) if row.telephone else ""
    except TelephoneError:
        # It could be dialled when it was saved; since then the operator has set another WELLREAD_REGION.
        return ""


crises = Snapshot(read_crises, kinds=[Change.Kind.CRISIS])


def crisis_card(ways_of_saying: Sequence[str], *, language: str, moment: Moment) -> CrisisCard | None:
    """Return the card for words as typed and as corrected, or None.

    People in distress type their own language wherever they are, so the cards of other languages follow.
    """
    forms = [f" {form} " for form in map(normal_form, ways_of_saying) if form]
    if not forms:
        return None
    languages = [language, *(other for other in language_codes() if other != language)]
    for known in (one for spoken in languages for one in crises.at(moment, spoken)):
        if any(known.pattern.search(form) for form in forms):
            return known.card
    return None
