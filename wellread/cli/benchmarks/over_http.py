"""Two workers over the same articles: our JSON search and Wagtail's own search page, loaded in turns."""

import http.client
import json
import re
import statistics
from collections.abc import Sequence
from urllib.parse import urlencode

from wellread.cli.benchmarks.asking import Asked, draw_requests
from wellread.cli.benchmarks.library import MadeLibrary
from wellread.cli.benchmarks.load import CLIENTS, Load, put_under_load
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.measured_server import HOST, measured_server
from wellread.cli.benchmarks.options import Options
from wellread.cli.benchmarks.results import Findings, Row, Table, Target
from wellread.cli.benchmarks.wagtail_page import PAGE_SIZE, PATH
from wellread.cli.terminal import tell
from wellread.indexing.library import engine_here, wanted_state
from wellread.indexing.rebuilding import rebuild

WORKERS = 2
QUESTIONS = 400
VERIFIED = 20
TIMES_FASTER = 5
SLOWEST_MS = 50
WARMING_SECONDS = 2.0
OURS, OURS_IN_HTML, WAGTAILS = "our JSON search, with all counts", "our search page", "Wagtail's search page"


class UnequalPagesError(Exception):
    """Two pages that find different numbers of articles are not worth comparing."""


def compare_over_http(options: Options, home: MadeHome, findings: Findings) -> None:
    library = MadeLibrary(options.articles, options.seed)
    tell(f"Writing {options.articles} articles ...")
    home.fill(library)
    rebuild(engine_here(), wanted_state(), wait_seconds=60.0)
    asked = draw_requests(library, words=2, terms=0, number=QUESTIONS)
    paths = {
        OURS: [f"/api/v1/articles?{urlencode({'q': ' '.join(one.words), 'page_size': PAGE_SIZE})}" for one in asked],
        OURS_IN_HTML: [f"/articles/?{urlencode({'q': ' '.join(one.words)})}" for one in asked],
        WAGTAILS: [f"/{PATH}?{urlencode({'query': ' '.join(one.words)})}" for one in asked],
    }
    with measured_server(workers=WORKERS) as port:
        findings.notes.append(_verify(port, asked[:VERIFIED], paths))
        loads = _take_turns(port, paths, options)
    findings.tables.append(_table(loads))
    findings.targets.extend(_targets(loads))


def _take_turns(port: int, paths: dict[str, list[str]], options: Options) -> dict[str, list[Load]]:
    loads: dict[str, list[Load]] = {name: [] for name in paths}
    for name in paths:
        put_under_load(HOST, port, paths[name], seconds=WARMING_SECONDS)
    for _ in range(options.rounds):
        for name in paths:
            tell(f"Asking {name} from {CLIENTS} clients for {options.seconds:g} seconds ...")
            loads[name].append(put_under_load(HOST, port, paths[name], seconds=options.seconds))
    return loads


def _verify(port: int, asked: Sequence[Asked], paths: dict[str, list[str]]) -> str:
    """See that both find the same number of articles, or raise UnequalPagesError."""
    for number, one in enumerate(asked):
        ours = json.loads(_get(port, paths[OURS][number]))["total"]
        told = re.search(r"<p>(\d+) articles</p>", _get(port, paths[WAGTAILS][number]))
        wagtails = int(told[1]) if told else 0
        if ours != wagtails:
            raise UnequalPagesError(f"{' '.join(one.words)}: we find {ours}, Wagtail {wagtails}; nothing was timed.")
    return f"Before timing, both found the same number of articles for {len(asked)} pairs of words."


def _get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def _table(loads: dict[str, list[Load]]) -> Table:
    rows = [
        Row(
            name,
            {
                "requests a second": statistics.median(one.a_second for one in some),
                "p50 ms": statistics.median(one.percentile(50) for one in some),
                "p99 ms": statistics.median(one.percentile(99) for one in some),
                "failures": float(sum(one.failures for one in some)),
            },
        )
        for name, some in loads.items()
    ]
    return Table(f"{WORKERS} workers, {CLIENTS} clients, two words", tuple(rows))


def _targets(loads: dict[str, list[Load]]) -> list[Target]:
    pairs = zip(loads[OURS], loads[WAGTAILS], strict=True)
    ratio = statistics.median(ours.a_second / wagtails.a_second for ours, wagtails in pairs)
    slowest = statistics.median(one.percentile(99) for one in loads[OURS])
    return [
        Target(
            "our JSON search answers at least 5 times as many requests a second as Wagtail's search page",
            f"{TIMES_FASTER}",
            f"{ratio:.1f}",
            ratio >= TIMES_FASTER,
        ),
        Target("our JSON search at p99", f"{SLOWEST_MS} ms", f"{slowest:.0f} ms", slowest <= SLOWEST_MS),
    ]
