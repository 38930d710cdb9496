"""The engine and its peers over the same articles, asked the same in turns."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wellread.cli.benchmarks.asking import Asked, Peer, differences, draw_requests
from wellread.cli.benchmarks.bare import BarePeer, PlainestPeer
from wellread.cli.benchmarks.engine_peer import EnginePeer
from wellread.cli.benchmarks.fts5 import Fts5Peer
from wellread.cli.benchmarks.library import MadeArticle, MadeLibrary
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.options import MOST_FOR_DATABASE, MOST_IN_MEMORY, Options
from wellread.cli.benchmarks.postgresql import PostgresqlPeer, why_not
from wellread.cli.benchmarks.results import Findings, Row, Table, Target
from wellread.cli.benchmarks.timing import Times, take_turns
from wellread.cli.benchmarks.wagtail_peer import WagtailPeer
from wellread.cli.terminal import tell

QUESTIONS = 300
VERIFIED = 60
BEGINNINGS = 500
AIMS = {5_000: 0.5, 100_000: 2.0, 1_000_000: 15.0}
"""Milliseconds at the median that we aim for, by the size of the library."""
MAIN, WORDS = "two words, two terms in each facet", "two words"


class UnequalAnswersError(Exception):
    """Who answers otherwise than the others is not worth timing."""


@dataclass(frozen=True)
class Compared:
    """The engine and its peers, filled."""

    engine: EnginePeer
    counting: Mapping[str, Peer]
    finding: Mapping[str, Peer]
    library: MadeLibrary


def compare(options: Options, folder: Path, home: MadeHome | None, findings: Findings) -> Compared:
    """Fill all, see that they answer the same, and time them; add what was found to the findings."""
    library = MadeLibrary(options.articles, options.seed)
    compared = _fill(options, folder, home, library, findings)
    findings.notes.append(_verify(compared))
    seconds = {"rounds": options.rounds}
    main = _time_peers(compared.counting, draw_requests(library, words=2, terms=2, number=QUESTIONS), **seconds)
    findings.tables.append(_table(f"{MAIN}: ten hits and all 95 counts", main))
    findings.targets.extend(_targets(options.articles, main))
    others = (
        (
            f"{WORDS}: ten hits and the total; all but Wagtail also count",
            2,
            0,
            {**compared.counting, **compared.finding},
        ),
        ("one word: ten hits and all 95 counts", 1, 0, compared.counting),
        ("no words, two terms in each facet: ten hits and all 95 counts", 0, 2, compared.counting),
    )
    for title, words, terms, peers in others:
        asked = draw_requests(library, words=words, terms=terms, number=QUESTIONS)
        findings.tables.append(_table(title, _time_peers(peers, asked, **seconds)))
    findings.tables.append(_engine_alone(compared, rounds=options.rounds))
    findings.targets.extend(_suggestion_target(options.articles, findings.tables[-1]))
    return compared


def _fill(options: Options, folder: Path, home: MadeHome | None, library: MadeLibrary, findings: Findings) -> Compared:
    peers = [EnginePeer(folder / "engine"), *_peers(options, folder, home, findings)]
    # A million articles do not fit into memory: then making them is part of the time, and the note says so.
    in_memory = options.articles <= MOST_IN_MEMORY
    articles: Iterable[MadeArticle] = list(library) if in_memory else library
    rows = []
    for peer in peers:
        tell(f"Filling {peer.name} with {options.articles} articles ...")
        begun = time.perf_counter()
        peer.fill(articles)
        seconds = time.perf_counter() - begun
        rows.append(Row(peer.name, {"articles a second": options.articles / seconds, "seconds": seconds}))
    note = "" if in_memory else "Making the articles is part of these times."
    findings.tables.append(Table("filling", tuple(rows), note))
    by_name = {peer.name: peer for peer in peers}
    finding = {WagtailPeer.name: by_name.pop(WagtailPeer.name)} if WagtailPeer.name in by_name else {}
    engine = peers[0]
    assert isinstance(engine, EnginePeer)  # noqa: S101  # it was put there
    return Compared(engine, by_name, finding, library)


def _peers(options: Options, folder: Path, home: MadeHome | None, findings: Findings) -> list[Peer]:
    peers: list[Peer] = []
    if "bare" in options.peers:
        peers.append(BarePeer(folder / "bare"))
    if "plainest" in options.peers:
        peers.append(PlainestPeer(folder / "plainest"))
    if "fts5" in options.peers:
        peers.append(Fts5Peer(folder))
    if home is not None:
        peers.append(WagtailPeer(home))
    elif "wagtail" in options.peers:
        findings.notes.append(f"Wagtail's own search is compared with up to {MOST_FOR_DATABASE} articles.")
    if "postgresql" in options.peers:
        reason = why_not(options.postgresql)
        if reason:
            findings.notes.append(reason)
        else:
            peers.append(PostgresqlPeer(options.postgresql))
    return peers


def _verify(compared: Compared) -> str:
    """See that everybody finds and counts the same, or raise UnequalAnswersError with what differs."""
    kinds = [(2, 2), (2, 0), (1, 1), (0, 2), (0, 0), (3, 1)]
    found: list[str] = []
    number = 0
    for words, terms in kinds:
        for asked in draw_requests(compared.library, words=words, terms=terms, number=VERIFIED // len(kinds), seed=11):
            peers = {**compared.counting, **(compared.finding if words and not terms else {})}
            found += differences(asked, {name: peer.answer(asked) for name, peer in peers.items()})
            number += 1
    if found:
        raise UnequalAnswersError("\n".join([f"{len(found)} answers differ; nothing was timed.", *found[:5]]))
    return f"Before timing, all gave the same totals and counts to {number} requests."


def _time_peers(peers: Mapping[str, Peer], asked: Sequence[Asked], *, rounds: int) -> dict[str, Times]:
    subjects: dict[str, Callable[[Asked], object]] = {name: peer.answer for name, peer in peers.items()}
    return take_turns(subjects, asked, rounds=rounds)


def _table(title: str, times: Mapping[str, Times]) -> Table:
    own = times[EnginePeer.name]
    rows = [
        Row(
            name,
            {
                "p50 ms": one.median,
                "p99 ms": one.percentile(99),
                "times the engine's": None if one is own else one.ratio_to(own),
            },
        )
        for name, one in times.items()
    ]
    return Table(title, tuple(rows))


def _targets(articles: int, times: Mapping[str, Times]) -> list[Target]:
    own = times[EnginePeer.name]
    found = []
    if BarePeer.name in times and articles <= 100_000:
        ratio = own.ratio_to(times[BarePeer.name])
        found.append(
            Target(
                "the engine takes at most twice as long as the tantivy queries that it needs",
                "2.0",
                f"{ratio:.2f}",
                ratio <= 2,
            )
        )
    if Fts5Peer.name in times and articles >= 100_000:
        ratio = times[Fts5Peer.name].ratio_to(own)
        sentence = "the engine is at least 20 times faster than FTS5 with GROUP BY"
        found.append(Target(sentence, "20", f"{ratio:.1f}", ratio >= 20))
    if articles in AIMS:
        aim = AIMS[articles]
        sentence = f"the median with {articles} articles"
        found.append(Target(sentence, f"{aim:g} ms", f"{own.median:.2f} ms", own.median <= aim))
    return found


def _engine_alone(compared: Compared, *, rounds: int) -> Table:
    """Time what peers do not do: excerpts, corrections, suggestions, answers."""
    engine, library = compared.engine, compared.library
    asked = draw_requests(library, words=2, terms=2, number=QUESTIONS)
    chance = random.Random(library.seed)  # noqa: S311  # no secret
    mistaken = [replace(one, words=(_mistaken(one.words[0], chance), one.words[1])) for one in asked]
    articles = [library.article(chance.randint(1, library.size)) for _ in range(BEGINNINGS)]
    beginnings = [_beginning(article.headline, chance) for article in articles]
    questions = [
        question for article in articles for question in [passage.question for passage in article.passages] if question
    ]
    times: dict[str, Times] = {}
    subjects: dict[str, tuple[Callable[[Asked], object], Sequence[Asked]]] = {
        MAIN: (engine.answer, asked),
        f"{MAIN}, with excerpts": (lambda one: engine.result(one, with_excerpts=True), asked),
        "one of the words with a typing mistake": (engine.answer, mistaken),
    }
    for name, (subject, requests) in subjects.items():
        times |= take_turns({name: subject}, requests, rounds=rounds)
    times |= take_turns(
        {"suggestions for a beginning": engine.suggest},
        beginnings,
        rounds=rounds,
    )
    times |= take_turns({"passages that answer a question": engine.passages}, questions[:QUESTIONS], rounds=rounds)
    rows = tuple(Row(name, {"p50 ms": one.median, "p99 ms": one.percentile(99)}) for name, one in times.items())
    return Table("the engine alone", rows)


def _suggestion_target(articles: int, table: Table) -> list[Target]:
    if articles != 100_000:
        return []
    [slowest] = [row.figures["p99 ms"] for row in table.rows if row.name.startswith("suggestions")]
    assert slowest is not None  # noqa: S101  # the table has just been made
    return [Target("suggestions at p99", "5 ms", f"{slowest:.2f} ms", slowest < 5)]


def _mistaken(word: str, chance: random.Random) -> str:
    """Return the word with two neighbouring letters in its middle exchanged."""
    at = chance.randint(1, max(1, len(word) - 3))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _beginning(headline: str, chance: random.Random) -> str:
    """Return what somebody may have typed of a headline so far: from two letters to two words and a bit."""
    return headline[: chance.randint(2, min(len(headline), 16))]
