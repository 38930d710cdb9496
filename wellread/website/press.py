"""Make a tagged PDF of a page: the only place that knows WeasyPrint, which needs libraries of the system.

Without them Wellread runs as well; only what is printed cannot be had, and `wellread doctor` names the packages.
"""

import importlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PIL import ImageFile

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
"""What Debian and Ubuntu call the libraries that set type, and a font."""
VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, with a language and a title, so that a screen reader reads it in order."""

# One leaflet at a time in each process: setting type takes a core for a second or two. Few may wait for their turn, so
# that most threads of a worker stay free for those who read.
_one_at_a_time = threading.Lock()
MOST_AT_THE_PRESS = 3
_places = threading.BoundedSemaphore(MOST_AT_THE_PRESS)
BUSY_SECONDS = 10
"""After how long somebody who was sent away may ask again."""


class NoPressError(Exception):
    """Something that printing needs is missing on this machine; the message says what."""


class PressBusyError(Exception):
    """As many leaflets as may be are being made just now."""


@dataclass(frozen=True)
class SmallFile:
    """A picture to be set into the page."""

    content: bytes
    content_type: str


FindFile = Callable[[str], SmallFile | None]
"""From an address in the page to the file that it means, or None for one that is not to be had."""


def print_pdf(html: str, *, stylesheet: str, base_url: str, find_file: FindFile, identifier: bytes) -> bytes:
    """Return the page as PDF/UA. Nothing is asked from anywhere: only `find_file` gives pictures.

    The same page and identifier give the same bytes. Raises NoPressError, and PressBusyError where too many want one.
    """
    weasyprint, urls = _load()
    fetcher = _fetcher(urls, find_file)
    with _place(), _one_at_a_time:
        page = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher)
        style = weasyprint.CSS(string=stylesheet, base_url=base_url, url_fetcher=fetcher)
        printed: bytes = page.write_pdf(stylesheets=[style], pdf_variant=VARIANT, pdf_identifier=identifier)
    return printed


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise PressBusyError
    try:
        yield
    finally:
        _places.release()


def fault() -> str:
    """Return why nothing can be printed here, or "" if all is well."""
    try:
        weasyprint, _urls = _load()
    except NoPressError as error:
        return str(error)
    with _one_at_a_time:
        tried: bytes = weasyprint.HTML(string="<p>A</p>").write_pdf(uncompressed_pdf=True)
    return "" if b"/FontDescriptor" in tried else "This machine has no font."


def _load() -> tuple[Any, Any]:
    # Not at the top: loading it takes a second and 40 MB, which only a process that prints needs, and fails
    # where the libraries are missing.
    try:
        weasyprint, urls = importlib.import_module("weasyprint"), importlib.import_module("weasyprint.urls")
    except (ImportError, OSError) as error:
        raise NoPressError(str(error).partition("\n")[0]) from error
    # WeasyPrint lets the whole process read pictures that were cut off; editors' uploads must be refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint, urls


def _fetcher(urls: Any, find_file: FindFile) -> Any:
    class OurFilesOnly(urls.URLFetcher):
        """Gives the files that it is told of and opens no connection, whatever a page says."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            found = find_file(url)
            if found is None:
                raise ValueError(f"Nothing is fetched for a leaflet: {url}")
            return urls.URLFetcherResponse(url, found.content, {"Content-Type": found.content_type})

    return OurFilesOnly()
