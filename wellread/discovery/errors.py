"""What cannot be asked."""


class DiscoveryError(Exception):
    """A request that means nothing; the message says which part."""


class UnknownTermError(DiscoveryError):
    """A facet has no such term, or there is no such facet."""

    def __init__(self, facet: str, slug: str) -> None:
        super().__init__(f"There is no “{slug}” in {facet}.")
        self.facet = facet
        self.slug = slug
