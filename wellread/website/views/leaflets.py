"""An article on paper, and what a printed one leads back to."""

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from wellread.discovery.articles import ArticleView, Moved, Withdrawn, find_article
from wellread.publishing.history import editions_of
from wellread.publishing.models import Publication
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import article_address
from wellread.website.frame import render_page
from wellread.website.glossary import words_of
from wellread.website.leaflet import Size, file_name, leaflet, leaflet_pdf
from wellread.website.press import BUSY_SECONDS, NoPressError, PressBusyError
from wellread.website.still_current import still_current
from wellread.website.views.articles import withdrawn_page

logger = logging.getLogger(__name__)


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the leaflet of the current edition, in normal or in large print."""

    def show(view: ArticleView) -> HttpResponse:
        size = _size(request)
        plain = f"size={size}" if size else ""
        if request.META.get("QUERY_STRING", "") != plain:
            # Setting type takes a second: endless parameters must not make the same leaflet anew.
            return HttpResponseRedirect(f"{request.path}?{plain}".rstrip("?"))
        page = leaflet(view, size=size, words=words_of(view.content.language), today=timezone.localdate())
        try:
            printed = leaflet_pdf(page)
        except (NoPressError, PressBusyError) as error:
            return _no_leaflet(request, view, error)
        answer = HttpResponse(printed, content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="{file_name(_ascii(view), size)}"'
        # Browsers show a PDF in a viewer of their own, with its own style; a sandbox would keep Chromium from it.
        answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return _of_article(request, slug, "website:leaflet", show)


def _no_leaflet(request: HttpRequest, view: ArticleView, error: NoPressError | PressBusyError) -> HttpResponse:
    busy = isinstance(error, PressBusyError)
    if not busy:
        logger.error("A leaflet could not be made: %s", error)
    values = {
        "article_url": _article_url(view),
        "headline": view.hit.headline,
        "language": view.hit.language,
        "busy": busy,
    }
    answer = render_page(request, "no_leaflet.html", values, status=503, translations={})
    if busy:
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer


@require_safe
def current(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell whether a printed edition is still the current one."""

    def show(view: ArticleView) -> HttpResponse:
        editions = editions_of(Publication.objects.get(source_id=view.hit.source_id))
        printed = _edition(request, [one.number for one in editions])
        page = still_current(view, editions, printed=printed)
        translations = {one.language: _current_address(one.slug, language=one.language) for one in view.translations}
        return render_page(request, "still_current.html", {"page": page}, translations=translations)

    return _of_article(request, slug, "website:still_current", show)


def _of_article(
    request: HttpRequest, slug: str, name: str, show: Callable[[ArticleView], HttpResponse]
) -> HttpResponse:
    found = find_article(slug, language=active_language())
    match found:
        case ArticleView():
            return show(found)
        case Moved():
            asked = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
            return HttpResponsePermanentRedirect(reverse(name, args=[found.slug]) + asked)
        case Withdrawn():
            return withdrawn_page(request, found, printed=True)
        case None:
            raise Http404(f"There is no article {slug}.")


def _size(request: HttpRequest) -> Size:
    try:
        return Size(request.GET.get("size", ""))
    except ValueError as error:
        raise Http404("There are leaflets in normal print, and with size=large.") from error


def _edition(request: HttpRequest, numbers: list[int]) -> int:
    """Return the edition that the reader holds, 0 if the address names none; 404 for one that never was."""
    given = request.GET.get("edition", "")
    if not given:
        return 0
    if given not in map(str, numbers):
        raise Http404(f"There is no edition {given[:20]}.")
    return int(given)


def _article_url(view: ArticleView) -> str:
    return article_address(view.hit.slug, language=view.hit.language)


def _current_address(slug: str, *, language: str) -> str:
    with override(language):
        return reverse("website:still_current", args=[slug])


def _ascii(view: ArticleView) -> str:
    return view.hit.slug if view.hit.slug.isascii() else "leaflet"
