"""Why an index cannot be used or made. Stations above know these names from here, not from the engine."""

from wellread.engine.errors import BusyIndexError, DamagedIndexError, EngineError, NoIndexError

__all__ = ["BusyIndexError", "DamagedIndexError", "EngineError", "NoIndexError", "UnequalIndexError"]


class UnequalIndexError(EngineError):
    """A new index does not hold as many articles as the database; the one in use stays."""
