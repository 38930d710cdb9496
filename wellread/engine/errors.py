"""What can go wrong between a request and an index."""


class EngineError(Exception):
    """The engine cannot do what was asked; the message says why."""


class NoIndexError(EngineError):
    """There is no index yet, or it was made by another version, for other languages or for another library."""


class DamagedIndexError(EngineError):
    """Files of the index are missing or are not what was written; the message names the first."""


class BusyIndexError(EngineError):
    """Another process has been writing for longer than the caller wants to wait."""
