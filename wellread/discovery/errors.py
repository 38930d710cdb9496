"""What cannot be asked."""


class DiscoveryError(Exception):
    """A request that means nothing; the message says which part."""


class UnknownTermError(DiscoveryError):
    """A facet has no such term."""
