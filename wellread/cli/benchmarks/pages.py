"""Whole pages over HTTP: ours kept and made anew, under two servers; Wagtail's own; nginx with the same bytes."""

import http.client
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test.client import RequestFactory
from django.test.utils import override_settings

from wellread.cli.benchmarks.library import MadeLibrary
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.measured_server import GUNICORN, HOST, gunicorn_is_here, measured_server
from wellread.cli.benchmarks.nginx_peer import nginx, nginx_with
from wellread.cli.benchmarks.options import Options
from wellread.cli.benchmarks.results import Findings, Row, Table, Target
from wellread.cli.benchmarks.vocabulary import facets
from wellread.cli.benchmarks.wrk import Figures, ask, wrk_is_here
from wellread.cli.terminal import tell
from wellread.indexing.library import engine_here, wanted_state
from wellread.indexing.rebuilding import rebuild
from wellread.publishing.models import Publication
from wellread.website.kept_pages.first import KeptPagesFirst
from wellread.wsgi import application

WORKERS, CLIENTS = 2, 8
PAGES = 20
WARMING_CONNECTIONS = 6
"""So many new connections reach both workers nearly always."""
LISTS = 2_000
MEGABYTES = 64
CALLS = 2_000
STOCK_SETTINGS = "wellread.cli.benchmarks.stock_settings"
PACKED, PLAIN = {"Accept-Encoding": "br"}, {"Accept-Encoding": "identity"}
KEPT, KEPT_GUNICORN = "article, kept, granian", "article, kept, gunicorn"
ANEW, ANEW_GUNICORN = "article, made anew, granian", "article, made anew, gunicorn"
STOCK, NGINX, LIST = (
    "article as Wagtail serves it, granian",
    "nginx, the same bytes",
    "list with all 95 counts, made anew",
)
LEAST_TIMES_STOCK, MOST_TIMES_BELOW_NGINX, LIST_MS, KEPT_CPU_MS = 20, 6, 25, 0.3


class UnlikePagesError(Exception):
    """Pages without the same words are not worth comparing."""


@dataclass(frozen=True)
class Subject:
    """Who is asked for what."""

    port: int
    paths: Sequence[str]
    headers: Mapping[str, str]
    clients: int = CLIENTS


@dataclass
class Subjects:
    """All that take turns, while their servers run."""

    options: Options
    slugs: Sequence[str]
    named: dict[str, Subject] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def own_paths(self) -> list[str]:
        return [f"/articles/{slug}/" for slug in self.slugs]


def compare_pages(options: Options, home: MadeHome, findings: Findings) -> None:
    library = MadeLibrary(options.articles, options.seed)
    tell(f"Writing {options.articles} articles ...")
    home.fill(library)
    rebuild(engine_here(), wanted_state(), wait_seconds=60.0)
    slugs = list(Publication.objects.order_by("pk").values_list("slug", flat=True)[:PAGES])
    with ExitStack() as running, tempfile.TemporaryDirectory(prefix="wellread-bench-") as folder:
        subjects = Subjects(options, slugs)
        _start(subjects, running, Path(folder))
        findings.notes += [_verify(subjects, library), *subjects.notes]
        taken = _take_turns(subjects)
    findings.tables.append(_table(taken))
    findings.tables.append(_costs(slugs))
    findings.targets.extend(_targets(taken, findings.tables[-1]))


def _start(subjects: Subjects, running: ExitStack, folder: Path) -> None:
    """Start every server that there is, and note which there are not."""
    own, named = subjects.own_paths, subjects.named
    kept = running.enter_context(measured_server(workers=WORKERS, page_cache_mb=MEGABYTES))
    anew = running.enter_context(measured_server(workers=WORKERS))
    stock = running.enter_context(measured_server(workers=WORKERS, settings=STOCK_SETTINGS))
    named[KEPT], named[ANEW] = Subject(kept, own, PACKED), Subject(anew, own, PACKED)
    named[STOCK] = Subject(stock, [f"/wagtail-article/{slug}/" for slug in subjects.slugs], PLAIN)
    # One reader after the other: how long an answer takes, not how many there are.
    named[LIST] = Subject(anew, list(itertools.islice(_list_paths(), LISTS)), PACKED, clients=1)
    if gunicorn_is_here():
        for name, megabytes in ((KEPT_GUNICORN, MEGABYTES), (ANEW_GUNICORN, 0)):
            server = measured_server(workers=WORKERS, server=GUNICORN, page_cache_mb=megabytes)
            named[name] = Subject(running.enter_context(server), own, PACKED)
    else:
        subjects.notes.append("gunicorn was left out: pip install gunicorn.")
    if nginx():
        pages = [_get(kept, path, PACKED) for path in own]
        port, paths = running.enter_context(nginx_with(pages, folder, workers=WORKERS))
        named[NGINX] = Subject(port, paths, PACKED)
    else:
        subjects.notes.append("nginx was left out: apt install nginx-light.")
    if not wrk_is_here():
        subjects.notes.append("The clients are Python and take most of the processors: apt install wrk.")


def _list_paths() -> Iterator[str]:
    """Yield addresses of the list with one or two terms of each facet, no two alike."""
    of_disease, of_topic = ([term.slug for term in terms] for terms in facets().values())
    for disease, topic in itertools.product(of_disease, of_topic):
        yield f"/articles/?disease={disease}&topic={topic}"


def _verify(subjects: Subjects, library: MadeLibrary) -> str:
    """See that all pages have the words of their articles, or raise UnlikePagesError."""
    plain = {KEPT: subjects.named[KEPT], ANEW: subjects.named[ANEW], STOCK: subjects.named[STOCK]}
    for number in range(len(subjects.slugs)):
        passages = library.article(number + 1).passages
        for name, subject in plain.items():
            page = _get(subject.port, subject.paths[number], PLAIN).decode()
            missing = [passage.text for passage in passages if passage.text not in page]
            if missing:
                raise UnlikePagesError(f"{name}: {subject.paths[number]} lacks “{missing[0][:60]}”; nothing was timed.")
    return f"Before timing, all showed the same words of {len(subjects.slugs)} articles."


def _get(port: int, path: str, headers: Mapping[str, str]) -> bytes:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise UnlikePagesError(f"{path} is answered with {answer.status}; nothing was timed.")
    return content


def _take_turns(subjects: Subjects) -> dict[str, list[Figures]]:
    taken: dict[str, list[Figures]] = {name: [] for name in subjects.named}
    for name, one in subjects.named.items():
        tell(f"Warming {name} ...")
        for path in list(one.paths[:PAGES]) * WARMING_CONNECTIONS:
            _get(one.port, path, one.headers)
    for _ in range(subjects.options.rounds):
        for name, one in subjects.named.items():
            tell(f"Asking for {name}, {subjects.options.seconds:g} seconds ...")
            figures = ask(
                one.port, one.paths, seconds=subjects.options.seconds, headers=one.headers, clients=one.clients
            )
            taken[name].append(figures)
    return taken


def _table(taken: Mapping[str, Sequence[Figures]]) -> Table:
    rows = [
        Row(
            name,
            {
                "requests a second": statistics.median(one.a_second for one in some),
                "p50 ms": statistics.median(one.median for one in some),
                "p99 ms": statistics.median(one.slowest for one in some),
                "failures": float(sum(one.failures for one in some)),
                "times Wagtail's": _ratio(some, taken[STOCK]) if name not in {STOCK, LIST} else None,
            },
        )
        for name, some in taken.items()
    ]
    note = "Ours and nginx's come packed with brotli, Wagtail's as it is. The list is asked for by one client."
    return Table(f"{WORKERS} workers, {CLIENTS} clients with open connections", tuple(rows), note)


def _ratio(ours: Sequence[Figures], theirs: Sequence[Figures]) -> float:
    return statistics.median(one.a_second / other.a_second for one, other in zip(ours, theirs, strict=True))


def _costs(slugs: Sequence[str]) -> Table:
    """Time one process that answers by itself: what a page costs the processor, without a server around it."""
    with override_settings(WELLREAD_PAGE_CACHE_MB=MEGABYTES, ALLOWED_HOSTS=["*"]):
        kept = _milliseconds(KeptPagesFirst(application), slugs, calls=CALLS)
    with override_settings(WELLREAD_PAGE_CACHE_MB=0, ALLOWED_HOSTS=["*"]):
        anew = _milliseconds(application, slugs, calls=CALLS // 20)
    rows = (Row("article, kept", {"CPU ms": kept}), Row("article, made anew", {"CPU ms": anew}))
    return Table("what a page costs the processor, without a server around it", rows)


def _milliseconds(answer: Callable[..., Any], slugs: Sequence[str], *, calls: int) -> float:
    factory = RequestFactory(headers={"accept-encoding": "br"})
    asked = [factory.get(f"/articles/{slug}/").environ for slug in slugs]
    for one in asked:
        _drain(answer, one)
    begun = time.process_time()
    for number in range(calls):
        _drain(answer, asked[number % len(asked)])
    return (time.process_time() - begun) / calls * 1000


def _drain(answer: Callable[..., Any], environ: dict[str, Any]) -> None:
    response = answer({**environ}, lambda status, headers: None)
    b"".join(response)
    if hasattr(response, "close"):
        response.close()


def _targets(taken: Mapping[str, Sequence[Figures]], costs: Table) -> list[Target]:
    stock = _ratio(taken[KEPT], taken[STOCK])
    slow = statistics.median(one.median for one in taken[LIST])
    cost = costs.rows[0].figures["CPU ms"] or 0.0
    found = [
        Target(
            "kept articles are at least 20 times as many a second as Wagtail's",
            f"{LEAST_TIMES_STOCK}",
            f"{stock:.1f}",
            stock >= LEAST_TIMES_STOCK,
        ),
        Target("a list made anew at p50", f"{LIST_MS} ms", f"{slow:.1f} ms", slow < LIST_MS),
        Target("what a kept page costs the processor", f"{KEPT_CPU_MS} ms", f"{cost:.3f} ms", cost < KEPT_CPU_MS),
    ]
    if NGINX in taken:
        below = _ratio(taken[NGINX], taken[KEPT])
        sentence = "nginx sends the same bytes at most 6 times as often a second"
        found.append(Target(sentence, f"{MOST_TIMES_BELOW_NGINX}", f"{below:.1f}", below <= MOST_TIMES_BELOW_NGINX))
    return found
