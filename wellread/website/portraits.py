"""The picture of a person, cut to a square."""

from typing import Any

from django.http import FileResponse, Http404
from wagtail.images.models import Filter, SourceImageIOError

from wellread.website.stored_files import send_file

SQUARE = "fill-480x480|format-jpeg"


def open_portrait(image: Any) -> FileResponse:
    """Return the picture of a Wagtail image; raise Http404 if its file is gone or is no picture."""
    if not image.file.storage.exists(image.file.name):
        raise Http404(f"The file of image {image.pk} is gone.")
    try:
        rendition = find_rendition(image, SQUARE)
    except (SourceImageIOError, OSError) as error:
        raise Http404(f"The file of image {image.pk} cannot be read.") from error
    return send_file(rendition.file.storage, rendition.file.name)


def find_rendition(image: Any, spec: str) -> Any:
    """Return a Wagtail image in another form, made if nobody asked before.

    As `image.get_rendition`, which leaves the file open in which it makes the picture.
    """
    wanted = Filter(spec=spec)
    try:
        return image.find_existing_rendition(wanted)
    except image.get_rendition_model().DoesNotExist:
        with image.generate_rendition_file(wanted) as file:
            rendition, _made = image.renditions.get_or_create(
                filter_spec=spec,
                focal_point_key=wanted.get_cache_key(image),
                defaults={"file": file},
            )
        return rendition
