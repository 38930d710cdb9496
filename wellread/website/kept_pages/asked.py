"""What a request asks for, read from its WSGI environment: under which address its answer may be kept, in what form."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from wellread.website.kept_pages.forms import best_coding

NEVER_KEPT = ("/admin/", "/review/", "/health/", "/images/", "/.well-known/")
"""The editors' house, what is secret, what operators ask, and what lies in files. Static files stand apart as well."""
LONGEST = 500
# What advertisers and newsletters hang on an address. No page reads them; programs are told that they are unknown.
_TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "_ga"})
_TRACKING_BEGINS = "utm_"


@dataclass(frozen=True)
class Asked:
    """`address` is empty where the answer must not be kept; `searches` where it has parameters, which are endless."""

    address: str
    searches: bool
    coding: str
    if_none_match: str
    without_body: bool


def read_asked(environ: Mapping[str, Any]) -> Asked | None:
    """Return what a public page is asked for, or None for what is no question for one."""
    method, path = environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", "")
    if method not in {"GET", "HEAD"} or path.startswith((*NEVER_KEPT, settings.STATIC_URL)):
        return None
    query = environ.get("QUERY_STRING", "")
    return Asked(
        address=_address(environ, path, query),
        searches=bool(query),
        coding=best_coding(environ.get("HTTP_ACCEPT_ENCODING", "")),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
        without_body=method == "HEAD",
    )


def _address(environ: Mapping[str, Any], path: str, query: str) -> str:
    if len(path) + len(query) > LONGEST or environ.get("SCRIPT_NAME") or _is_signed_in(environ):
        return ""
    parameters = canonical_query(path, query) if query else ""
    if "\ufffd" in parameters:
        return ""
    # htmx asks for a part of a page under the address of the whole.
    part = "part" if environ.get("HTTP_HX_REQUEST") else ""
    return f"{_origin(environ)} {part} {path}?{parameters}"


def canonical_query(path: str, query: str) -> str:
    """Return the parameters sorted by name, each name's values in the order given, without those nobody reads."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not path.startswith("/api/"):
        pairs = [pair for pair in pairs if not _is_tracking(pair[0])]
    return (
        urlencode(sorted(pairs, key=itemgetter(0))) if all("\ufffd" not in "".join(one) for one in pairs) else "\ufffd"
    )


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_BEGINS)


def _is_signed_in(environ: Mapping[str, Any]) -> bool:
    """Return whether a session comes along; its cookie belongs to the editors' house, so elsewhere it is a mistake."""
    return settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")


def _origin(environ: Mapping[str, Any]) -> str:
    """Return scheme and host as they came: a host that is not ours gets no page, and http may be sent to https."""
    scheme, host = environ.get("wsgi.url_scheme", ""), environ.get("HTTP_HOST", environ.get("SERVER_NAME", ""))
    if settings.USE_X_FORWARDED_HOST:
        host = environ.get("HTTP_X_FORWARDED_HOST", host)
    if settings.SECURE_PROXY_SSL_HEADER:
        scheme += environ.get(settings.SECURE_PROXY_SSL_HEADER[0], "")
    return f"{scheme}://{host}"
