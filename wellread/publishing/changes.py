"""Number every public change in the order of commits."""

from uuid import UUID

from django.db import connection, transaction

from wellread.publishing.models import Change, LibraryState


@transaction.atomic
def record_change(kind: Change.Kind, subject: str) -> int:
    """Write the next row of the outbox in the caller's transaction and return its number."""
    state = locked_state()
    state.last_change += 1
    state.save(update_fields=["last_change"])
    Change.objects.create(number=state.last_change, kind=kind, subject=subject)
    return state.last_change


def locked_state() -> LibraryState:
    """Return the library's one row, locked until the transaction ends, so that numbers follow commits."""
    state = LibraryState.objects.select_for_update().order_by("pk").first()
    return state or LibraryState.objects.create()


def last_change() -> int:
    """Return the number of the last public change, 0 before the first."""
    return LibraryState.objects.order_by("pk").values_list("last_change", flat=True).first() or 0


def library_and_change() -> tuple[str, int]:
    """Return whose changes these are, and the number of the last one; "" and 0 before the first."""
    with connection.cursor() as cursor:
        # In plain SQL because every search asks it: a fifth of the time that a query set takes.
        cursor.execute("SELECT library_id, last_change FROM publishing_librarystate ORDER BY id LIMIT 1")
        row = cursor.fetchone()
    return (str(UUID(str(row[0]))), row[1]) if row else ("", 0)
