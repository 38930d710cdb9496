"""The sitemap: an index, and the files that it names."""

from collections.abc import Callable
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from wellread.website.sitemap import SitemapFile, entries_of, files, write_entries, write_index


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = files()
    return _xml(lambda handler: write_index(found, handler))


@require_safe
def sitemap(request: HttpRequest, section: str, language: str, number: int) -> HttpResponse:
    entries = entries_of(SitemapFile(section, language, number))
    if not entries:
        raise Http404(f"The sitemap has no file {section}-{language}-{number}.")
    return _xml(lambda handler: write_entries(entries, handler))


def _xml(write: Callable[[SimplerXMLGenerator], None]) -> HttpResponse:
    text = StringIO()
    handler = SimplerXMLGenerator(text, "utf-8")
    handler.startDocument()
    write(handler)
    handler.endDocument()
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")
