"""Kill whoever publishes and re-indexes, at random moments, and see that nothing is lost and nothing disagrees.

    python -m tests.journeys.kill --times 200 --seed 1

It makes a home of its own. Each time, a process publishes, withdraws, moves terms, searches and builds the index
anew, in an order that the seed decides, and says what was acknowledged; after a moment it is killed (SIGKILL). Another
process then opens the library as a server would.
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

LONGEST_LIFE_SECONDS = 1.5
Say = Callable[[str], object]
Job = Callable[[Say], None]


@dataclass
class Outcome:
    """What was seen over all times."""

    times: int = 0
    acknowledged: int = 0
    slowest_start_seconds: float = 0.0
    faults: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=30, help="how many articles the library has besides")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wellread-kill-") as home:
        outcome = run(Path(home), given.times, given.seed, given.articles)
    print(  # noqa: T201  # this is a program
        f"{outcome.times} processes killed, {outcome.acknowledged} changes acknowledged, {outcome.faults} faults; "
        f"the slowest start after it took {outcome.slowest_start_seconds * 1000:.0f} ms."
    )
    sys.exit(1 if outcome.faults else 0)


def run(home: Path, times: int, seed: int, articles: int) -> Outcome:
    os.environ |= {"WELLREAD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wellread.settings.production"}
    os.environ["WELLREAD_LOG_LEVEL"] = "ERROR"
    import django  # noqa: PLC0415  # settings read the environment that was just made

    django.setup()
    from tests.journeys import killed_work  # noqa: PLC0415  # as above

    chance = random.Random(seed)
    outcome = Outcome()
    # Whatever uses the index runs in a process of its own: threads of tantivy do not survive a fork.
    in_own_process(partial(killed_work.prepare_library, articles))
    for _ in range(times):
        seed_of_life = chance.random()
        said = live_and_die(partial(killed_work.work, seed_of_life), chance)
        acknowledged = [line.split() for line in said.splitlines() if line.endswith(" .")]
        told = in_own_process(partial(killed_work.examine, acknowledged))
        outcome.times += 1
        outcome.acknowledged += len(acknowledged)
        take_down(told, outcome)
    return outcome


def take_down(told: str, outcome: Outcome) -> None:
    for line in told.splitlines():
        word, _, rest = line.partition(" ")
        if word == "start":
            outcome.slowest_start_seconds = max(outcome.slowest_start_seconds, float(rest))
        else:
            outcome.faults += 1
            print(f"After kill {outcome.times}: {rest}", flush=True)  # noqa: T201  # as above


def in_own_process(job: Job) -> str:
    """Run a job in a forked process, and return what it said; a job that fails is a fault."""
    child, pipe = forked(job)
    said = read_until(pipe, float("inf"))
    _, status = os.waitpid(child, 0)
    return said if status == 0 else f"{said}\nfault a process ended with status {status}"


def live_and_die(job: Job, chance: random.Random) -> str:
    """Run a job in a forked process, kill it at a random moment, and return what it had said."""
    child, pipe = forked(job)
    said = read_until(pipe, time.monotonic() + chance.uniform(0, LONGEST_LIFE_SECONDS))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return said + read_until(pipe, float("inf"))


def forked(job: Job) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    try:
        job(lambda line: os.write(writing, f"{line} .\n".encode() if line[0].isdigit() else f"{line}\n".encode()))
    except BaseException as error:  # noqa: BLE001  # the parent has to hear of it, whatever it is
        os.write(writing, f"fault {type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def read_until(pipe: int, end: float) -> str:
    """Read what comes until a moment, or until nobody can write any more."""
    said = b""
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([pipe], [], [], None if left == float("inf") else left)
        piece = os.read(pipe, 65536) if ready else b""
        said += piece
        if ready and not piece:
            os.close(pipe)
            break
    return said.decode()


if __name__ == "__main__":
    main()
