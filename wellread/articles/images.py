"""Freeze images by their content, so that an edition shows for ever what was published."""

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import Storage, storages
from PIL import Image as Picture
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from wellread.articles.errors import ImageError

_ENDINGS = {".jpeg": ".jpg"}
_KINDS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
# What Pillow raises for damaged bytes, by kind of picture.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)


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


def image_from_bytes(content: bytes, *, title: str) -> Any:
    """Return the library's image with these bytes, made if there is none; raise ImageError if readers cannot see it."""
    model = get_image_model()
    file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    known = model.objects.filter(file_hash=file_hash).first()
    if known:
        return known
    file = ImageFile(BytesIO(content), name=f"{hashlib.sha256(content).hexdigest()[:20]}{_ending_of(content, title)}")
    image = model(title=title[:255] or "image", file=file, file_hash=file_hash, file_size=len(content))
    image.save()
    return image


def _ending_of(content: bytes, title: str) -> str:
    """Return the ending that the bytes ask for, whatever their file was called; decodes all of them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            with Picture.open(BytesIO(content), formats=list(_KINDS)) as picture:
                picture.load()
                return _KINDS[str(picture.format)]
    except UnidentifiedImageError as error:
        raise ImageError(f"“{title}” is not an image that can be read. Give it as PNG, JPEG, GIF or WebP.") from error
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise ImageError(f"“{title}” has too many pixels. Make it smaller.") from error
    except _BROKEN as error:
        raise ImageError(f"“{title}” is damaged or cut off: {error}") from error
