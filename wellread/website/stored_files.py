"""Send a stored file as what it is, and never as more."""

from datetime import timedelta

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage
from django.http import FileResponse, Http404

CONTENT_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
PUBLIC_FOR = timedelta(minutes=5)
"""How long a copy may outlive the publication that showed it."""


def content_type(name: str) -> str | None:
    """Return the content type of an image by its name, or None for any other file."""
    return CONTENT_TYPES.get(f".{name.rpartition('.')[2].lower()}")


def send_file(storage: Storage, name: str) -> FileResponse:
    """Return a file: images to be shown, anything else to be saved; raise Http404 if it cannot be read.

    A file that somebody uploaded must never run as a page of this site.
    """
    shown = content_type(name)
    try:
        file = storage.open(name, "rb")
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404(f"There is no file {name}.") from error
    response = FileResponse(
        file,
        as_attachment=shown is None,
        content_type=shown or "application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def public(response: FileResponse) -> FileResponse:
    """Let readers' browsers keep the file for a short while."""
    response.headers["Cache-Control"] = f"public, max-age={int(PUBLIC_FOR.total_seconds())}"
    return response
