"""A finished answer in the codings that readers' programs understand, each made once."""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import brotli
from django.http import HttpResponse

Headers = list[tuple[str, str]]
CODINGS = ("br", "gzip")
"""What pages are kept in; the first that a reader takes is sent. Who takes neither gets the page as it is."""
PLAIN = ""
# Higher ones take ten times as long and save a twentieth.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
NOT_WORTH_IT_BYTES = 600
OVERHEAD_BYTES = 2_500
"""About what the headers and the entry itself take in memory."""


@dataclass(frozen=True)
class Form:
    """An answer in one coding, ready to be sent."""

    etag: str
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Page:
    """An answer that may be given again, by its codings."""

    forms: Mapping[str, Form]

    @property
    def bytes(self) -> int:
        return OVERHEAD_BYTES + sum(len(form.body) for form in self.forms.values())

    def form(self, coding: str) -> Form:
        """Return the form in a coding, or the plain one, which is kept packed where the page could be packed."""
        found = self.forms.get(coding) or self.forms[PLAIN]
        if found.body or "gzip" not in self.forms:
            return found
        return Form(found.etag, found.headers, gzip.decompress(self.forms["gzip"].body))


def page_of(response: HttpResponse) -> Page:
    """Return a response in every form that readers may want."""
    if not is_packable(response):
        return Page({PLAIN: form_of(response, PLAIN)})
    plain = form_of(response, PLAIN)
    # Hardly anybody asks for it, and it is the largest by far: `Page.form` unpacks it.
    forms = {PLAIN: Form(plain.etag, plain.headers, b"")}
    return Page(forms | {coding: form_of(response, coding) for coding in CODINGS})


def form_of(response: HttpResponse, coding: str) -> Form:
    """Return a response in one coding, or as it is where packing is not worth it."""
    packable = is_packable(response)
    body = pack(response.content, coding) if packable else response.content
    etag = _etag(response, coding if packable else PLAIN)
    headers = [(name, value) for name, value in response.items() if name not in {"Content-Length", "ETag", "Vary"}]
    headers.append(("Content-Length", str(len(body))))
    if etag:
        headers.append(("ETag", etag))
    if vary := varies(response, packable=packable):
        headers.append(("Vary", ", ".join(vary)))
    if packable and coding:
        headers.append(("Content-Encoding", coding))
    return Form(etag, headers, body)


def varies(response: HttpResponse, *, packable: bool) -> list[str]:
    """Return what the answer depends on. The language is no such thing: only the address decides on it."""
    names = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    found = [name for name in names if name and name.lower() not in {"accept-language", "accept-encoding"}]
    return [*found, "Accept-Encoding"] if packable else found


def is_packable(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    written = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
    return written and len(response.content) >= NOT_WORTH_IT_BYTES and "Content-Encoding" not in response.headers


def pack(content: bytes, coding: str) -> bytes:
    match coding:
        case "br":
            return bytes(brotli.compress(content, quality=BROTLI_QUALITY))
        case "gzip":
            # No time in it: the same page has the same bytes in every worker.
            return gzip.compress(content, GZIP_LEVEL, mtime=0)
        case _:
            return content


def _etag(response: HttpResponse, coding: str) -> str:
    """Return the tag of exactly these bytes: a strong one differs between codings. Only what was found has one."""
    if response.status_code != 200:
        return ""
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    given = response.headers.get("ETag") or f'"{digest}"'
    return given if given.startswith("W/") or not coding else f'{given[:-1]}-{coding}"'


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """Return the coding to send to a reader whose program says what it takes (RFC 9110, section 12.5.3)."""
    named = dict(_weighed(accepted.lower().split(",")))
    return next((coding for coding in CODINGS if named.get(coding, 0.0) > 0), PLAIN)


def _weighed(parts: Iterable[str]) -> Iterable[tuple[str, float]]:
    for part in parts:
        name, _, weight = part.partition(";")
        _, _, number = weight.partition("q=")
        try:
            yield name.strip(), float(number) if number.strip() else 1.0
        except ValueError:
            yield name.strip(), 0.0


def is_known(etag: str, if_none_match: str) -> bool:
    """Return whether a reader has these bytes already; tags are compared weakly (RFC 9110, section 13.1.2).

    A star would mean any bytes at all; whoever sends it with a question is given the answer.
    """
    if not etag or not if_none_match:
        return False
    # No tag of ours has a comma in it.
    return etag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in if_none_match.split(",")}


def without_content(headers: Headers) -> Headers:
    """Return the headers of a 304: all but those that describe a body."""
    return [(name, value) for name, value in headers if not name.startswith("Content-") or name in _KEPT_ON_304]


_KEPT_ON_304 = {"Content-Location", "Content-Security-Policy"}
