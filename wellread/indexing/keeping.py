"""Keep the index: what the clock does, each minute or more often, so that readers find it ready."""

import logging
from dataclasses import dataclass

from wellread.engine.errors import BusyIndexError, EngineError
from wellread.engine.interface import Engine
from wellread.indexing.library import catch_up, engine_here, fault_of, wanted_state
from wellread.indexing.rebuilding import rebuild

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """What was done for the index: changes caught up, and why it was built anew, if it was."""

    caught_up: int = 0
    rebuilt: str = ""


def keep(*, scrub: bool) -> Kept:
    """Catch up, and build the index anew if it is missing, damaged or of another library.

    `scrub` compares all its files with what was written, too. Raise EngineError or OSError if that fails.
    """
    engine = engine_here()
    if scrub:
        _scrub(engine)
    fault = fault_of(engine)
    if fault:
        logger.warning("The index is built anew. %s", fault)
        rebuild(engine, wanted_state())
        logger.info("The index was built anew")
    return Kept(catch_up(engine), fault)


def _scrub(engine: Engine) -> None:
    try:
        for fault in engine.check():
            logger.error("The index is damaged. %s", fault)
    except BusyIndexError:
        raise
    except EngineError:
        # There is none to look at: that is found, and told, right after.
        return
