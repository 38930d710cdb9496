"""Kept pages before everything else: Django is not even asked. What it costs is one line read from the database."""

from collections.abc import Callable, Iterable
from typing import Any

from wellread.website.kept_pages.answering import find_kept

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class KeptPagesFirst:
    """A WSGI application that gives what is kept, and hands every other request on."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        found = find_kept(environ)
        if found is None:
            return self._application(environ, start_response)
        start_response(f"{found.status.value} {found.status.phrase}", list(found.headers))
        return [found.body]
