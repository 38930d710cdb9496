"""What a reader waits for besides the engine: building the index of a library, and checking hits in the database."""

import time
from collections.abc import Mapping

from wellread.cli.benchmarks.asking import TOP, Asked, draw_requests
from wellread.cli.benchmarks.in_process import MAIN, QUESTIONS, Compared
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.options import Options
from wellread.cli.benchmarks.results import Findings, Row, Table, Target
from wellread.cli.benchmarks.timing import take_turns
from wellread.cli.benchmarks.vocabulary import made_terms
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.indexing.library import engine_here, wanted_state
from wellread.indexing.rebuilding import rebuild

REBUILT_A_SECOND = 5000
WAIT_SECONDS = 60.0


def rebuild_rows(options: Options, findings: Findings) -> None:
    """Build the index out of the database several times, and tell how many articles a second."""
    seconds = []
    for _ in range(options.rounds):
        begun = time.perf_counter()
        rebuild(engine_here(), wanted_state(), wait_seconds=WAIT_SECONDS)
        seconds.append(time.perf_counter() - begun)
    best, median = min(seconds), sorted(seconds)[len(seconds) // 2]
    rate = options.articles / median
    figures: dict[str, float | None] = {
        "articles a second": rate,
        "seconds": median,
        "best a second": options.articles / best,
    }
    findings.tables.append(
        Table("building the index from the database, articles with their passages", (Row("wellread reindex", figures),))
    )
    sentence = "the index is built from the database, articles a second"
    findings.targets.append(Target(sentence, f"{REBUILT_A_SECOND}", f"{rate:.0f}", rate >= REBUILT_A_SECOND))


def discovery_rows(options: Options, compared: Compared, home: MadeHome, findings: Findings) -> None:
    """Time the whole way of a search in the process, and the engine's part of it, in turns."""
    slugs = {term.number: (term.facet, term.slug) for term in made_terms()}
    asked = draw_requests(compared.library, words=2, terms=2, number=QUESTIONS)
    engine = compared.engine
    times = take_turns(
        {
            "the engine with excerpts": lambda one: engine.result(one, with_excerpts=True),
            "a whole search: engine, excerpts, database check, names of terms": lambda one: search(
                _search_request(one, slugs)
            ),
        },
        asked,
        rounds=options.rounds,
    )
    rows = tuple(Row(name, {"p50 ms": one.median, "p99 ms": one.percentile(99)}) for name, one in times.items())
    findings.tables.append(Table(f"{MAIN}, with what a page needs besides", rows))


def _search_request(asked: Asked, slugs: Mapping[int, tuple[str, str]]) -> SearchRequest:
    return SearchRequest(
        language="en",
        words=" ".join(asked.words),
        selected={
            facet: frozenset(slugs[number][1] for number in numbers)
            for facet, numbers in asked.selected.items()
            if numbers
        },
        page_size=TOP,
    )
