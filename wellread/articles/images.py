"""Freeze images by their content, so that an edition shows for ever what was published."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from wagtail.images import get_image_model

from wellread.articles.errors import ImageError

_ENDINGS = {".jpeg": ".jpg"}


@dataclass(frozen=True)
class FrozenImage:
    """A copy of an image's bytes: `file` is their SHA-256 and the ending; sizes in pixels."""

    file: str
    width: int
    height: int


def frozen_images() -> Storage:
    """Return the store of frozen images; what lies in it is public only while an edition shows it."""
    return storages["frozen"]


def freeze(image: Any) -> FrozenImage:
    """Keep the bytes of a Wagtail image under their hash; raise ImageError if the file is gone."""
    try:
        with image.open_file() as file:
            content: bytes = file.read()
    except OSError as error:
        raise ImageError(f"The file of image {image.pk}, {image.title}, cannot be read.") from error
    ending = PurePosixPath(image.file.name).suffix.lower()
    name = hashlib.sha256(content).hexdigest() + _ENDINGS.get(ending, ending)
    store = frozen_images()
    if not store.exists(name):
        store.save(name, ContentFile(content))
    return FrozenImage(name, image.width, image.height)


def image_from_bytes(content: bytes, *, title: str, ending: str) -> Any:
    """Return the library's image with these bytes, made if there is none; raise ImageError if it is no image."""
    model = get_image_model()
    known = model.objects.filter(file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest()).first()
    if known:
        return known
    image = model(title=title[:255] or "image")
    try:
        image.file.save(f"{hashlib.sha256(content).hexdigest()[:20]}{ending}", ContentFile(content), save=False)
        image.get_file_hash()
        image.save()
    except (OSError, ValueError, TypeError) as error:
        raise ImageError(f"“{title}” is not an image that can be read.") from error
    return image
