"""Examine the library itself: the database, what must be in it, and whether editions are what they say."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.utils import timezone

from wellread.articles.images import frozen_images
from wellread.articles.models import Library
from wellread.articles.wording import content_digest
from wellread.cli.findings import Found, advice, ok, wrong
from wellread.cli.home import database_exists, database_file, pending_migrations
from wellread.publishing.consistency import inconsistencies
from wellread.publishing.groups import RIGHTS
from wellread.publishing.internal_links import broken_links
from wellread.publishing.models import Change, EditionImage, Publication, Refusal
from wellread.review.append_only import missing_guards
from wellread.review.models import LedgerEntry
from wellread.review.verify import verify_ledger
from wellread.vocabulary.languages import language_codes

RESTORE = "Restore a backup: wellread restore FILE.tar.gz"
CLOCK_TOLERANCE = timedelta(minutes=5)
MOST_LINKS_NAMED = 5


def database() -> Iterator[Found]:
    if not database_exists():
        yield wrong("database", f"There is no database at {database_file()}.", "Run: wellread setup")
        return
    try:
        if connection.vendor == "sqlite":
            yield from _sqlite()
        pending = pending_migrations()
    except DatabaseError as error:
        yield wrong("database", f"{database_file()} cannot be used: {error}.", RESTORE)
        return
    if pending:
        yield wrong("migrations", f"{pending} migrations are to come.", "Run: wellread setup")
    else:
        yield ok("migrations", "The database is up to date.")


def _sqlite() -> Iterator[Found]:
    mode, told = (_ask(f"PRAGMA {pragma}") for pragma in ("journal_mode", "quick_check"))
    if mode == "wal":
        yield ok("journal", "Readers and writers do not wait for each other (WAL).")
    else:
        yield advice("journal", f"The journal mode is {mode}, not WAL.", "Keep the home on a local disk.")
    if told == "ok":
        yield ok("database", f"{database_file()} is sound.")
    else:
        yield wrong("database", f"SQLite finds {database_file()} damaged: {told}.", RESTORE)


def _ask(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def necessities() -> Iterator[Found]:
    there = set(Library.objects.values_list("locale__language_code", flat=True))
    missing = [code for code in language_codes() if code not in there]
    groups = set(Group.objects.filter(name__in=RIGHTS).values_list("name", flat=True))
    missing += [name for name in RIGHTS if name not in groups]
    if missing:
        yield wrong("libraries and groups", f"Missing: {', '.join(missing)}.", "Run: wellread setup")
    else:
        yield ok("libraries and groups", "One library for each language, and all groups, are there.")
    if not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
        mend = "Run: wellread setup --username NAME --password-file FILE"
        yield advice("administrator", "Nobody may do everything in the admin.", mend)


def editions() -> Iterator[Found]:
    mend = "Publish or withdraw the article again in the admin."
    disagreements = inconsistencies()
    for sentence in disagreements:
        yield wrong("editions", sentence, mend)
    damaged = 0
    current = Publication.objects.current().select_related("current")
    for publication in current.iterator():
        edition = publication.current
        if edition is not None and content_digest(edition.read()) != edition.digest:
            damaged += 1
            yield wrong("editions", f"{edition} does not hold the words that its digest was made of.", RESTORE)
    if not disagreements and not damaged:
        yield ok("editions", f"{current.count()} articles are public, each as its edition says.")


def images() -> Iterator[Found]:
    files = EditionImage.objects.filter(edition__current_of__isnull=False).values_list("file", flat=True).distinct()
    damaged = 0
    for file in files:
        sentence = _image_fault(file)
        if sentence:
            damaged += 1
            yield wrong("images", sentence, RESTORE)
    if not damaged:
        yield ok("images", f"{len(files)} published images are there, unchanged.")


def _image_fault(file: str) -> str:
    store = frozen_images()
    if not store.exists(file):
        return f"The published image {file} is missing."
    with store.open(file) as content:
        digest = hashlib.sha256(content.read()).hexdigest()
    return "" if file.startswith(digest) else f"The published image {file} has changed."


def ledger() -> Iterator[Found]:
    mend = "docs/review.md says what to do."
    faults = [fault.sentence for fault in verify_ledger()] + [
        f"The trigger {name} is gone." for name in missing_guards()
    ]
    for sentence in faults:
        yield wrong("ledger", sentence, mend)
    if not faults:
        yield ok("ledger", f"{LedgerEntry.objects.count()} entries, unbroken and signed.")


def clock() -> Iterator[Found]:
    last = Change.objects.order_by("-number").values_list("at", flat=True).first()
    now = timezone.now()
    if last and last > now + CLOCK_TOLERANCE:
        sentence = f"The clock says {now:%Y-%m-%d %H:%M}, but the last change was made at {last:%Y-%m-%d %H:%M} (UTC)."
        yield wrong("clock", sentence, "Set the clock: due dates and schedules follow it.")
    else:
        yield ok("clock", f"{timezone.localtime(now):%Y-%m-%d %H:%M} in {timezone.get_current_timezone_name()}.")


def links() -> Iterator[Found]:
    broken = list(broken_links())
    for one in broken[:MOST_LINKS_NAMED]:
        sentence = f"In “{one.headline}” the link “{one.link.words}” leads nowhere any more: {one.link.address}."
        yield advice("links", sentence, "An editor mends it in the admin; Review boards, Broken links, lists all.")
    if len(broken) > MOST_LINKS_NAMED:
        yield advice("links", f"{len(broken) - MOST_LINKS_NAMED} more links lead nowhere any more.")
    if not broken:
        yield ok("links", "Every link into the library leads somewhere.")


def refusals() -> Iterator[Found]:
    for refusal in Refusal.objects.select_related("article"):
        sentence = f"The schedule could not publish “{refusal.article.title}”. {refusal.reason}"
        yield advice("schedule", sentence, "An editor mends it in the admin.")
