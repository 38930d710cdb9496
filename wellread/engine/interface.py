"""What every engine can do. `tests/engine/contract.py` says it again as tests; each engine must pass them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Batch, Document, PassageHit, PassageRequest, Request, Result, State, Suggestion


class Engine(Protocol):
    """Faceted search over documents in several languages. Safe to use from several threads and processes."""

    def state(self) -> State:
        """Return what this process reads now. Raise NoIndexError or DamagedIndexError if it can read nothing."""

    def refresh(self) -> State:
        """See what other processes have written since, and return the new state; raise as `state` does."""

    def search(self, request: Request, lexicon: Lexicon) -> Result:
        """Answer a request out of one consistent state of the index."""

    def passages(self, request: PassageRequest, lexicon: Lexicon) -> tuple[PassageHit, ...]:
        """Return the passages that answer a question best, the best first, at most one of each article's places."""

    def suggest(self, language: str, beginning: str, limit: int) -> tuple[Suggestion, ...]:
        """Return headlines and questions with words that begin so, each text once."""

    def apply(self, batch: Batch, *, wait_seconds: float) -> State:
        """Write a batch whole or not at all; one that is older than what the index holds is passed over.

        Raise BusyIndexError if another process writes for too long.
        """

    def rebuild(
        self,
        documents: Iterable[Document],
        state: State,
        *,
        verify: Callable[[Mapping[str, int]], None],
        wait_seconds: float,
    ) -> State:
        """Build a new index beside the one in use, let the caller verify the number of articles by language, swap.

        Whatever `verify` or `documents` raise leaves the old index in use.
        """

    def check(self) -> list[str]:
        """Compare all files with what was written; return a sentence for each fault. Damage ends reading here.

        That the index is gone is a fault too. Raise NoIndexError if there never was one.
        """
