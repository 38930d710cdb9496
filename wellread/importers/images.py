"""The images of an article that comes in, from the folder beside its file."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage
from wagtail.images import get_image_model

from wellread.articles.content import ArticleContent
from wellread.articles.errors import ImageError
from wellread.articles.images import frozen_images, image_from_bytes
from wellread.importers.errors import UnsafePathError

_NOT_INSIDE = re.compile(r"^(/|~|[A-Za-z]:|[a-z]+://)|\\")


@dataclass
class NewFiles:
    """Files that were written for an item; they go again if it does not come in."""

    written: list[tuple[Storage, str]] = field(default_factory=list)

    def discard(self) -> None:
        for storage, name in self.written:
            storage.delete(name)


@contextmanager
def files_for_an_item() -> Iterator[NewFiles]:
    """Yield where to note new files, and delete those noted if the block raises."""
    files = NewFiles()
    try:
        yield files
    except BaseException:
        files.discard()
        raise


def load_images(content: ArticleContent, *, folder: Path, files: NewFiles) -> dict[str, Any]:
    """Return the library's image for each file that the content names; raise ImageError or UnsafePathError."""
    return {name: _load(name, folder, files) for name in _names(content)}


def image_digests(content: ArticleContent, *, folder: Path) -> Mapping[str, str]:
    """Return SHA-256 of the bytes of each file that the content names."""
    return {name: hashlib.sha256(_read(name, folder)).hexdigest() for name in _names(content)}


def _names(content: ArticleContent) -> list[str]:
    return list(dict.fromkeys(image.file for image in content.images))


def _load(name: str, folder: Path, files: NewFiles) -> Any:
    content = _read(name, folder)
    file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    is_new = not get_image_model().objects.filter(file_hash=file_hash).exists()
    image = image_from_bytes(content, title=name)
    if is_new:
        files.written.append((image.file.storage, image.file.name))
    frozen = hashlib.sha256(content).hexdigest() + PurePosixPath(image.file.name).suffix.lower()
    if not frozen_images().exists(frozen):
        # Reading the article will make it.
        files.written.append((frozen_images(), frozen))
    return image


def _read(name: str, folder: Path) -> bytes:
    path, most = _inside(name, folder), settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    try:
        size = path.stat().st_size
        if size > most:
            raise ImageError(f"{name} has {size:,} bytes; {most:,} is the most.")
        return path.read_bytes()
    except OSError as error:
        raise ImageError(f"{name} cannot be read beside the article's file: {error.strerror}.") from error


def _inside(name: str, folder: Path) -> Path:
    """Return the file's path; raise UnsafePathError for one outside the folder, also by a link."""
    told = f"“{name[:100]}” is no path inside the folder of the article's file."
    if _NOT_INSIDE.search(name) or ".." in PurePosixPath(name).parts:
        raise UnsafePathError(told)
    try:
        path = (folder / name).resolve()
    except (OSError, RuntimeError) as error:
        raise UnsafePathError(told) from error
    if not path.is_relative_to(folder.resolve()):
        raise UnsafePathError(told)
    return path
