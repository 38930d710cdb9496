"""Measure how soon every worker of a running server finds what another process publishes.

python -m tests.journeys.two_workers --times 30
"""

import argparse
import json
import statistics
from contextlib import closing
from pathlib import Path

from django.conf import settings

from tests.journeys.running_server import Home, Workers
from wellread.articles.models import Article
from wellread.cli.home import prepare
from wellread.cli.sample_library import load_sample_library
from wellread.publishing.publish import publish

WITHIN_MS = 250


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.two_workers", description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    options = parser.parse_args(arguments)
    prepare()
    load_sample_library()
    home = Home(Path(settings.WELLREAD_HOME))
    taken = []
    with home.serve(workers=2) as port, closing(Workers(port, workers=2)) as workers:
        for number in range(options.times):
            taken.append(_seen(workers, number))
    taken.sort()
    slow = sum(one > WITHIN_MS for one in taken)
    print(  # noqa: T201
        f"{options.times} publications, each until both workers had found it: "
        f"p50 {statistics.median(taken):.0f} ms, slowest {taken[-1]:.0f} ms; {slow} slower than {WITHIN_MS} ms"
    )
    return 1 if slow else 0


def _seen(workers, number):
    """Publish a new word, and return the milliseconds until the last worker has found it."""
    article = Article.objects.filter(live=True, kind="information").first() or _information()
    article = article.get_latest_revision_as_object()
    word = f"quillwort{number}x"
    article.title = f"A {word} grows"
    article.save_revision(clean=False)
    path = f"/api/v1/articles?q={word}&exact=true"
    workers.ask(path)
    publish(article)
    found = workers.all_say(path, lambda content: _has(content, word), seconds=20)
    assert None not in found, f"{word} was not found by every worker"
    return max(found) * 1000


def _has(content, word):
    return any(word in hit["headline"] for hit in json.loads(content)["hits"])


def _information():
    article = Article.objects.filter(live=True, locale__language_code="en").first().get_latest_revision_as_object()
    article.kind = "information"
    article.save_revision(clean=False)
    publish(article)
    return Article.objects.get(pk=article.pk)
