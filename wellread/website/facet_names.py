"""What the facets are called, for pages that show terms by facet."""

from wellread.vocabulary.models import Facet


def facet_names(language: str) -> dict[str, str]:
    """Return the name of each facet by its slug."""
    return {facet.slug: facet.name_in(language) for facet in Facet.objects.prefetch_related("names")}
