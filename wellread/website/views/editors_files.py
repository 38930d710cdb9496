"""What lies in the stores, for those who may use the admin."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from wellread.articles.images import frozen_images
from wellread.website.stored_files import send_file


@require_safe
def frozen(request: HttpRequest, file: str) -> FileResponse:
    """Send a frozen image whether or not an edition shows it."""
    return send_file(frozen_images(), file)


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Send an original or a rendition; names that lead out of the store are refused."""
    return send_file(default_storage, name)
