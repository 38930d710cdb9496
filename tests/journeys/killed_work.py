"""What the process does that `kill` kills, and what the next one sees."""

import random
import time

from django.db import connection

from tests.factories import TermFactory, make_published
from tests.indexing.many_editions import fill
from wellread.articles.models import Article
from wellread.cli.home import prepare
from wellread.indexing.drift import drift
from wellread.indexing.errors import BusyIndexError
from wellread.indexing.keeping import keep
from wellread.indexing.library import current_engine, engine_here, wanted_state
from wellread.indexing.rebuilding import rebuild
from wellread.publishing.models import Edition, Publication
from wellread.publishing.publish import publish, withdraw
from wellread.vocabulary.models import Term

ARTICLES, TERMS = 12, 6
SLUG = "killed-{}"


def prepare_library(more_articles, say):
    prepare()
    terms = [TermFactory(slug=SLUG.format(number)) for number in range(TERMS)]
    for number in range(ARTICLES):
        make_published(signed=False, title=f"Killed {number}", slug=SLUG.format(number), terms=[terms[number % TERMS]])
    fill(more_articles)
    keep(scrub=True)
    connection.close()


def work(seed, say):
    """Change the library and its index until killed; say each change after it is committed."""
    chance = random.Random(seed)
    while True:
        article = Article.objects.get(slug=SLUG.format(chance.randrange(ARTICLES)))
        match chance.choice(["publish", "publish", "publish", "withdraw", "move", "search", "search", "rebuild"]):
            case "publish":
                publish_again(article, chance, say)
            case "withdraw":
                withdraw_public(article, say)
            case "move":
                term = Term.objects.get(slug=SLUG.format(TERMS - 1))
                term.parents.set(Term.objects.filter(slug=SLUG.format(chance.randrange(TERMS - 1))))
            case "search":
                current_engine()
            case "rebuild":
                rebuild(engine_here(), wanted_state())


def publish_again(article, chance, say):
    draft = article.get_latest_revision_as_object()
    draft.title = f"Killed at {chance.random()}"
    edition = publish(draft, revision=draft.save_revision(clean=False))
    say(f"{edition.publication_id} {edition.number}")


def withdraw_public(article, say):
    if article.live:
        withdraw(article, reason="At random.")
        publication = Publication.objects.get(article=article)
        say(f"{publication.pk} 0")


def examine(acknowledged, say):
    """Open the library as a server does, and say how long that took and whatever is wrong."""
    started_at = time.perf_counter()
    engine = current_engine()
    say(f"start {time.perf_counter() - started_at}")
    for fault in [*engine.check(), *drift(engine), *lost(acknowledged)]:
        say(f"fault {fault}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        if cursor.fetchone()[0] != "ok":
            say("fault The database is damaged.")
    for number in range(ARTICLES):
        bring_back(SLUG.format(number))
    try:
        keep(scrub=True)
    except BusyIndexError as error:
        say(f"fault {error}")


def lost(acknowledged):
    """Yield a sentence for each acknowledged edition or withdrawal that is not there."""
    last = {int(publication): int(number) for publication, number, _ in acknowledged}
    for publication, number in last.items():
        if number == 0 and Publication.objects.get(pk=publication).withdrawn_at is None:
            # It may have been published again, without having said so before it was killed.
            if not Edition.objects.filter(publication=publication, current_of__isnull=False).exists():
                yield f"The withdrawal of publication {publication} is lost."
        elif number and not Edition.objects.filter(publication=publication, number__gte=number).exists():
            yield f"Edition {number} of publication {publication} is lost."


def bring_back(slug):
    """Publish what was withdrawn, so that the next one has as much to do."""
    article = Article.objects.get(slug=slug)
    if not article.live:
        article.get_latest_revision().publish()
