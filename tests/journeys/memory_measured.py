"""Ask a running server for very many different selections of terms, and see that its memory stays flat.

python -m tests.journeys.flat_memory --addresses 100000
"""

import argparse
import random
import re
from contextlib import closing
from itertools import islice
from multiprocessing.pool import ThreadPool
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from tests.journeys.running_server import Home, Workers
from wellread.cli.home import prepare
from wellread.cli.sample_library import load_sample_library
from wellread.vocabulary.models import Term

WORKERS = 2
PARTS = 10
TWICE = 10
"""Every tenth address is asked for twice, so that its page is kept."""
MOST_GROWTH = 1.10


def different_addresses(seed):
    """Yield addresses of the list with one to three terms of each facet, no two alike, for ever."""
    chance = random.Random(seed)
    terms = {facet: [] for facet in ("disease", "topic")}
    for facet, slug in Term.objects.in_use().values_list("facet__slug", "slug").order_by("pk"):
        terms[facet].append(slug)
    seen = set()
    while True:
        drawn = [(facet, slug) for facet, slugs in terms.items() for slug in chance.sample(slugs, chance.randint(1, 3))]
        address = f"/articles/?{urlencode(sorted(drawn))}"
        if address not in seen:
            seen.add(address)
            yield address


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.flat_memory", description=__doc__)
    parser.add_argument("--addresses", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    prepare()
    load_sample_library()
    addresses = different_addresses(options.seed)
    part = max(1, options.addresses // PARTS)
    home = Home(Path(settings.WELLREAD_HOME))
    with home.serve(workers=WORKERS) as port, closing(Workers(port, workers=WORKERS)) as workers:
        measured = [_megabytes(workers)]
        print(f"before: {_in_words(measured[0])}", flush=True)  # noqa: T201
        for number in range(1, PARTS + 1):
            _ask_all(workers, list(islice(addresses, part)))
            measured.append(_megabytes(workers))
            print(f"after {number * part} addresses: {_in_words(measured[-1])}", flush=True)  # noqa: T201
    # The first parts fill what is filled once: the pages that are kept, and what the libraries remember.
    growth = sum(measured[-1].values()) / sum(measured[PARTS // 5].values())
    print(f"from a fifth of the way to its end: {growth:.3f} times as much")  # noqa: T201
    return 0 if growth <= MOST_GROWTH else 1


def _ask_all(workers, addresses):
    """Let every worker answer a share of the addresses."""
    shares = [addresses[number :: len(workers.connections)] for number in range(len(workers.connections))]
    with ThreadPool(len(shares)) as threads:
        threads.starmap(_ask_share, zip(workers.connections.values(), shares, strict=True), chunksize=1)


def _ask_share(connection, addresses):
    for number, address in enumerate(addresses):
        for _ in range(2 if number % TWICE == 0 else 1):
            connection.request("GET", address, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (address, answer.status)


def _megabytes(workers):
    return {worker: _resident_kilobytes(worker) / 1024 for worker in workers.connections}


def _resident_kilobytes(worker):
    status = Path(f"/proc/{worker}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])


def _in_words(measured):
    return ", ".join(f"{megabytes:.0f} MB" for megabytes in measured.values())
