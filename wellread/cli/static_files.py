"""Collect style sheets, scripts and pictures where whitenoise serves them from, when they have changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from wellread.cli.terminal import waiting


def changed() -> bool:
    """Return whether what is collected differs from what is installed."""
    return not _mark().exists() or _mark().read_text(encoding="ascii") != _fingerprint()


def collect_if_changed() -> bool:
    """Collect the files unless that was done; return whether it was needed."""
    if not changed():
        return False
    with waiting("Collecting the static files"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _mark().write_text(_fingerprint(), encoding="ascii")
    return True


def _mark() -> Path:
    """Return the file that remembers what was collected; beside the files, for those are public."""
    return Path(settings.WELLREAD_HOME) / "static-fingerprint"


def _fingerprint() -> str:
    """Return a digest of names, sizes and times of all static files: much quicker than reading them."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
