"""When this home was last backed up, so that `doctor` can say so."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_FILE = "last-backup"


def note_backup(home: Path) -> None:
    """Write the time down. A backup that was made counts, even if that cannot be written."""
    with suppress(OSError):
        (home / _FILE).write_text(datetime.now(UTC).isoformat(timespec="seconds") + "\n", encoding="ascii")


def last_backup(home: Path) -> datetime | None:
    try:
        return datetime.fromisoformat((home / _FILE).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
