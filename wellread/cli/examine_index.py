"""Examine the search index: whether it is there, whole, up to date, and says what the database says."""

from collections.abc import Iterator

from wellread.cli.findings import Found, advice, ok, wrong
from wellread.indexing.drift import drift
from wellread.indexing.errors import BusyIndexError, DamagedIndexError, NoIndexError
from wellread.indexing.library import catch_up, engine_here, fault_of, index_folder, wanted_state
from wellread.indexing.rebuilding import articles_by_language

REINDEX = "Run: wellread reindex"


def index() -> Iterator[Found]:
    engine = engine_here()
    fault = fault_of(engine)
    if fault:
        sentence = f"{fault} Readers search the database, which is slower and forgives no typing mistakes."
        report = wrong if _is_damaged() else advice
        yield report("index", sentence, "`wellread serve` and `wellread tick` build a new one. Now: wellread reindex")
        return
    faults = engine.check()
    for one in faults:
        yield wrong("index", one, REINDEX)
    if not faults:
        yield from _compared()


def _is_damaged() -> bool:
    try:
        engine_here().refresh()
    except DamagedIndexError:
        return True
    except NoIndexError:
        pass
    return False


def _compared() -> Iterator[Found]:
    """Compare with the database; before a disagreement is told, look whether it was a publication just now."""
    engine = engine_here()
    try:
        for _ in range(2):
            catch_up(engine)
            change = wanted_state().change
            found = drift(engine)
            if not found or wanted_state().change == change:
                break
    except BusyIndexError as error:
        yield advice("index", str(error), "Look again in a minute.")
        return
    for sentence in found:
        yield wrong("index", sentence, REINDEX)
    if not found:
        total = sum(articles_by_language().values())
        yield ok("index", f"{index_folder()} is whole and has the {total} public articles, up to change {change}.")
