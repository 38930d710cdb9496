"""Ask every search with odd words, and note what broke and what was slow.

python -m tests.journeys.odd_input            # all of it, with times
"""

import argparse
import time

from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve

from tests.journeys.odd_words import byte_strings, named
from wellread.articles.libraries import ensure_libraries
from wellread.cli.sample_library import load_sample_library
from wellread.review.keys import make_key
from wellread.vocabulary.table import load_starter

ADDRESSES = (
    "/articles/?q=",
    "/answers/?q=",
    "/suggest?q=",
    "/api/v1/articles?q=",
    "/api/v1/answers?q=",
    "/api/v1/suggest?q=",
    "/api/v1/articles?explain=true&q=",
    "/api/v1/articles?disease=breast-cancer&q=",
)
SLOW_MS = 100


def addresses():
    """Return those addresses that there are, in both languages, each waiting for the words."""
    found = []
    for address in ADDRESSES:
        if address.startswith("/api/"):
            found += [address, address.replace("?", "?language=es&")]
        else:
            found += [address, f"/es{address}"]
    return [address for address in found if _leads_somewhere(address.partition("?")[0])]


def _leads_somewhere(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def ask(client, address):
    """Return the status and the milliseconds of an answer."""
    begun = time.perf_counter()
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content, (time.perf_counter() - begun) * 1000


def _is_slow_again(client, address):
    return min(ask(client, address)[2] for _ in range(3)) > SLOW_MS


def load_library():
    make_key()
    ensure_libraries()
    load_starter()
    load_sample_library()


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.odd_input", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    load_library()
    client = Client(raise_request_exception=False)
    wanted = [address + words for words in [*named(), *byte_strings(options.seed)] for address in addresses()]
    print(f"{len(wanted)} requests to {len(addresses())} addresses ...", flush=True)  # noqa: T201
    statuses, times, broken = {}, [], []
    ask(client, addresses()[0])
    for address in wanted:
        status, _content, milliseconds = ask(client, address)
        statuses[status] = statuses.get(status, 0) + 1
        times.append((milliseconds, address))
        if status >= 500:
            broken.append((status, address))
    times.sort(reverse=True)
    print(f"statuses: {statuses}; p50 {times[len(times) // 2][0]:.1f} ms, slowest {times[0][0]:.1f} ms")  # noqa: T201
    for status, address in broken[:20]:
        print(f"broken: {status} {address[:200]}")  # noqa: T201
    for milliseconds, address in times[:10]:
        print(f"{milliseconds:7.1f} ms {address[:120]}")  # noqa: T201
    # Whatever else the machine does hits some of so many; what is slow by itself is slow again.
    slow = [address for milliseconds, address in times if milliseconds > SLOW_MS and _is_slow_again(client, address)]
    print(f"{len(broken)} broken, {len(slow)} slower than {SLOW_MS} ms")  # noqa: T201
    return 1 if broken else 0
