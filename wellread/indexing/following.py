"""From the numbered list of public changes to what an index has to put and remove."""

from collections.abc import Iterable

from django.db.models import Q

from wellread.engine.values import Batch
from wellread.indexing.documents import documents
from wellread.publishing.models import Change, Publication, PublicationQuerySet

CHANGES_AT_ONCE = 500
"""As many changes are written in one batch: a few tenths of a second."""


def batch_after(change: int, *, up_to: int) -> Batch:
    """Return what the changes after a number mean for an index, at most CHANGES_AT_ONCE of them.

    Articles are read as they stand now, which may be newer than the last of these changes: it comes again with
    its own, and putting it twice changes nothing. New names, synonyms, codes and people need nothing here: they
    are looked up when reading.
    """
    last = min(up_to, change + CHANGES_AT_ONCE)
    rows = Change.objects.filter(number__gt=change, number__lte=last)
    touched = _touched(rows.order_by().values_list("kind", "subject").distinct())
    put = tuple(documents(touched))
    gone = set(touched.values_list("pk", flat=True)) - {document.key for document in put}
    return Batch(last, put, tuple(sorted(gone)))


def _touched(changes: Iterable[tuple[str, str]]) -> PublicationQuerySet:
    """Return the publications that any of the changes is about."""
    named: set[str] = set()
    under: set[int] = set()
    for kind, subject in changes:
        match kind:
            case Change.Kind.EDITION | Change.Kind.WITHDRAWAL:
                named.add(subject)
            case Change.Kind.ANCESTORS:
                under.add(int(subject))
    about = Q(source_id__in=named)
    if under:
        about |= Q(current__terms__in=under)
    return Publication.objects.filter(pk__in=Publication.objects.filter(about).order_by().values("pk"))
