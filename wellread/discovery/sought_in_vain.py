"""Count the words that found nothing, without any trace of who sought them, and without ever delaying a search.

A search appends a line to a file in the home; `collect`, called by the clock and by the report, takes the lines into
the database. So nothing that readers do waits for the database's one writer.
"""

import contextlib
import logging
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F

from wellread.discovery import once_only
from wellread.discovery.models import LONGEST_SOUGHT, SoughtWords
from wellread.discovery.phrases import normal_form
from wellread.discovery.results import SearchResult
from wellread.vocabulary.languages import language_codes

logger = logging.getLogger(__name__)

DAYS_KEPT = 180
MOST_WORDS = 6
LARGEST_FILE_BYTES = 1_000_000
"""What is sought after the file has grown so large is not counted until the clock has taken it in."""
SAME_PAGE_SECONDS = 2.0
ABANDONED_SECONDS = 600.0
_FOLDER = "sought-in-vain"
_WAITING = "waiting.txt"
# Telephone numbers, record numbers, dates of birth: codes such as C50.911 have fewer digits in one word.
_LOOKS_PERSONAL = re.compile(r"@|://|www\.|[0-9]{5}|(?:[0-9][^0-9]{0,3}){7}", re.IGNORECASE)
_last = threading.local()


def note(result: SearchResult, *, today: date) -> None:
    """Count the words of a result if they found nothing anywhere; never raises, never waits."""
    request = result.request
    if result.total or result.instead or request.page > 1 or request.selected or not request.words:
        return
    words = countable(request.words)
    line = f"{today.isoformat()}\t{request.language}\t{words}\n"
    if words:
        # Who is given a kept page is not counted.
        once_only.tell()
    if words and not _asked_just_now(line):
        _append(line)


def countable(words: str) -> str:
    """Return the words as they are counted, or nothing where they are long or look like something personal."""
    form = normal_form(words)
    if _LOOKS_PERSONAL.search(words) or len(form) > LONGEST_SOUGHT or len(form.split()) > MOST_WORDS:
        return ""
    return form


def _asked_just_now(line: str) -> bool:
    """Return whether this thread was asked the same a moment ago: a page asks for articles and for answers."""
    now = time.monotonic()
    before, asked_at = getattr(_last, "asked", ("", 0.0))
    _last.asked = line, now
    return bool(before == line and now - asked_at < SAME_PAGE_SECONDS)


def folder() -> Path:
    return Path(settings.WELLREAD_HOME) / _FOLDER


def _append(line: str) -> None:
    try:
        folder().mkdir(mode=0o700, exist_ok=True)
        with (folder() / _WAITING).open("a", encoding="utf-8") as file:
            if file.tell() < LARGEST_FILE_BYTES:
                file.write(line)
    except OSError:
        logger.warning("Words sought in vain cannot be counted: %s cannot be written.", folder())


def collect() -> int:
    """Take what waits in files into the database and return how many searches that were."""
    if not folder().exists():
        return 0
    files = list(_take())
    found = Counter(line for file in files for line in _whole_lines(file))
    _add(found)
    for file in files:
        file.unlink(missing_ok=True)
    return found.total()


def _take() -> Iterator[Path]:
    """Rename what waits, so that no two collectors count it; what one left that was killed is taken up later."""
    long_ago = time.time() - ABANDONED_SECONDS
    left = [file for file in folder().glob("*.taken") if file.stat().st_mtime < long_ago]
    for file in [folder() / _WAITING, *left]:
        own = folder() / f"{uuid.uuid4()}.taken"
        with contextlib.suppress(FileNotFoundError):
            file.rename(own)
            yield own


def _whole_lines(file: Path) -> Iterator[tuple[date, str, str]]:
    """Yield day, language and words of each line; one that a full disk cut is left out."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        day, _, rest = line.partition("\t")
        language, _, words = rest.partition("\t")
        with contextlib.suppress(ValueError):
            if language in language_codes() and countable(words) == words != "":
                yield date.fromisoformat(day), language, words


@transaction.atomic
def _add(found: Counter[tuple[date, str, str]]) -> None:
    for (day, language, words), times in found.items():
        row, _made = SoughtWords.objects.get_or_create(day=day, language=language, words=words)
        SoughtWords.objects.filter(pk=row.pk).update(times=F("times") + times)


def tidy(*, today: date) -> None:
    """What the clock does: take in what waits and forget what is old. The next tick does what fails now."""
    try:
        collect()
        prune(today=today)
    except (DatabaseError, OSError):
        logger.exception("What was sought in vain could not be taken in")


def prune(*, today: date) -> int:
    """Forget what was sought more than `DAYS_KEPT` days ago and return how many rows that were."""
    _, rows = SoughtWords.objects.filter(day__lt=today - timedelta(days=DAYS_KEPT)).delete()
    return rows.get("discovery.SoughtWords", 0)
