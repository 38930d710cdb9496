"""Feeds of any selection of articles."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.known_terms import KnownTerms, known_terms
from wellread.discovery.latest import Latest, latest_articles, library_changed_at
from wellread.discovery.request import SearchRequest
from wellread.discovery.snapshots import current_moment
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import absolute, feed_address, list_address
from wellread.website.asked import read_page
from wellread.website.feeds import FeedPage, changed_at, write_feed

PAGE_SIZE = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    known = known_terms.at(current_moment(), active_language())
    asked, moved = _read(request, known)
    if moved:
        return HttpResponsePermanentRedirect(feed_address(asked))
    today = timezone.localdate()
    latest = latest_articles(asked, today=today)
    last = max(1, -(-latest.total // PAGE_SIZE))
    if asked.page > last:
        raise Http404(f"This feed ends with page {last}.")
    modified = library_changed_at(timezone.localtime())
    body = write_feed(_feed_page(asked, known, latest, last=last, modified=modified))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    return get_conditional_response(request, last_modified=int(modified.timestamp()), response=response) or response


def _read(request: HttpRequest, known: KnownTerms) -> tuple[SearchRequest, bool]:
    """Return the selection that was asked for, and whether a term of it has another slug now.

    A feed is followed for years: what it does not know it refuses, instead of sending more than was wanted.
    """
    page, notices = read_page(request.GET.get("page", ""))
    wanted = {facet.slug: [slug for slug in request.GET.getlist(facet.slug) if slug] for facet in known.facets}
    pairs = [(facet, slug) for facet, slugs in wanted.items() for slug in slugs]
    unknown = [slug for facet, slug in pairs if (facet, slug) not in known.slugs]
    if unknown or notices or request.GET.get("q"):
        raise Http404("A feed takes known terms and the number of a page, no words.")
    now = {pair: known.terms[known.slugs[pair]].name.slug for pair in pairs}
    selected = {facet: frozenset(now[facet, slug] for slug in slugs) for facet, slugs in wanted.items() if slugs}
    asked = SearchRequest(language=active_language(), selected=selected, page=page, page_size=PAGE_SIZE)
    return asked, any(slug != today for (_facet, slug), today in now.items())


def _feed_page(asked: SearchRequest, known: KnownTerms, latest: Latest, *, last: int, modified: datetime) -> FeedPage:
    settled = institution()
    numbers = {"first": 1, "previous": asked.page - 1, "next": asked.page + 1, "last": last}
    pages = {
        relation: absolute(feed_address(replace(asked, page=number)))
        for relation, number in numbers.items()
        if last > 1 and 1 <= number <= last
    }
    names = [
        term.name.name
        for facet in known.facets
        for term in facet.terms
        if term.name.slug in asked.selected.get(facet.slug, ())
    ]
    return FeedPage(
        title=f"{settled.name}: {', '.join(names) or _('All articles')}",
        language=asked.language,
        list_url=absolute(list_address(replace(asked, page=1))),
        own_url=absolute(feed_address(asked)),
        first_url=absolute(feed_address(replace(asked, page=1))),
        pages=pages,
        publisher=settled.name,
        rights=settled.rights or f"© {settled.name}",
        updated=changed_at(latest, library_changed_at=modified),
        latest=latest,
    )
