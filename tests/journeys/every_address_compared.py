"""Change everything that readers can see, one after the other, and ask both workers of a running server at once after.

python -m tests.journeys.nothing_stale              # every address that leads anywhere: some minutes
python -m tests.journeys.nothing_stale --kinds      # one of each kind of page

Their answers are compared with what this process makes anew, which keeps no pages. At last the days go by.
"""

import argparse
import logging
from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from tests.journeys.running_server import Home, Workers
from tests.journeys.watched_library import CHANGES, WatchedLibrary, ask, reader
from wellread.cli.home import prepare
from wellread.discovery.models import Crisis
from wellread.vocabulary.models import Facet, Term

WORKERS = 2
CLOCK = Path(__file__).with_name("moved_clock")


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.nothing_stale", description=__doc__)
    parser.add_argument("--kinds", action="store_true", help="ask for one of each kind of page only")
    options = parser.parse_args(arguments)
    # Some addresses lead nowhere on purpose.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    prepare()
    # What comes with Wellread would stand in the way of what is made here.
    for model in (Term, Facet, Crisis):
        model.objects.all().delete()
    library = WatchedLibrary()
    every = [] if options.kinds else library.addresses()
    clock = Path(settings.WELLREAD_HOME) / "clock"
    clock.write_text("0", encoding="ascii")
    home = Home(Path(settings.WELLREAD_HOME))
    home.environment |= {"JOURNEY_CLOCK": str(clock), "PYTHONPATH": str(CLOCK)}
    wrong = 0
    with home.serve(workers=WORKERS) as port, closing(Workers(port, workers=WORKERS)) as workers:
        for change in CHANGES:
            wrong += _compare(workers, library, every, change.__name__, lambda change=change: change(library))
        days = (library.due() - timezone.localdate()).days + 1
        wrong += _compare(workers, library, every, "a review falls due", lambda: clock.write_text(str(days)), days=days)
    print(f"{len(CHANGES) + 1} changes, {WORKERS} workers: {wrong} wrong answers")  # noqa: T201
    return 1 if wrong else 0


def _compare(workers, library, every, name, change, *, days=0):
    """Warm both workers, change something, and return how many of their next answers are not right."""
    connections = list(workers.connections.values())
    addresses = list(dict.fromkeys([*every, *library.one_of_each_kind()]))
    before = {}
    for address in addresses:
        # Searches are kept when they are asked for twice.
        for _ in range(2 if "?" in address else 1):
            first, *_others = [_ask(connection, address) for connection in connections]
        before[address] = first
    change()
    addresses = list(dict.fromkeys([*addresses, *library.one_of_each_kind()]))
    told = {address: [_ask(connection, address) for connection in connections] for address in addresses}
    true = dict(_make_anew(addresses, connections, days=days))
    wrong = [address for address in addresses if any(one != true[address] for one in told[address])]
    different = sum(before.get(address) != true[address] for address in addresses)
    print(f"{name}: {different} of {len(addresses)} addresses differ; wrong: {wrong or 'none'}", flush=True)  # noqa: T201
    return len(wrong) + (0 if different else 1)


def _make_anew(addresses, connections, *, days):
    moved = time_machine.travel(timezone.now() + timedelta(days=days)) if days else nullcontext()
    with override_settings(WELLREAD_PAGE_CACHE_MB=0), moved:
        for address in addresses:
            yield address, ask(reader(), address)
            # A server hangs up on whoever is silent for half a minute.
            for connection in connections:
                _ask(connection, "/health/live")


def _ask(connection, address):
    connection.request("GET", address)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Location", ""), answer.read()
