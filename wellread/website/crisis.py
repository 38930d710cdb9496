"""What to do now, shown first where the words are those of a crisis."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wellread.articles.telephone import readable
from wellread.discovery.results import CrisisCard
from wellread.website.addresses import address_label, followable


@dataclass(frozen=True)
class CrisisPanel:
    """The card as a page shows it; a way that the card does not have is empty."""

    heading: str
    what_to_do_html: str
    telephone_url: str
    telephone_label: str
    url: str
    url_label: str


def crisis_panel(card: CrisisCard | None) -> CrisisPanel | None:
    if card is None:
        return None
    url = followable(card.url)
    return CrisisPanel(
        heading=card.heading,
        what_to_do_html=card.what_to_do_html,
        telephone_url=f"tel:{card.telephone}" if card.telephone else "",
        telephone_label=card.telephone_label or _("Call %s") % readable(card.telephone),
        url=url,
        url_label=card.url_label or address_label(url),
    )
