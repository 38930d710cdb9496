"""From the slugs that an item names to the vocabulary's terms."""

from collections.abc import Mapping

from wellread.importers.errors import UnknownTermError
from wellread.vocabulary.lookup import find_terms
from wellread.vocabulary.models import Term


def resolve_terms(wanted: Mapping[str, tuple[str, ...]]) -> list[Term]:
    """Return the terms, each once, also by a slug from before a renaming or merging; raise UnknownTermError."""
    found = find_terms(wanted)
    named = [(facet, slug) for facet, slugs in wanted.items() for slug in slugs]
    unknown = ["/".join(address) for address in named if address not in found]
    if unknown:
        raise UnknownTermError(
            f"The vocabulary has no {', '.join(unknown)}. Add what is missing, or take it out of the line."
        )
    return list({found[address].pk: found[address] for address in named}.values())
