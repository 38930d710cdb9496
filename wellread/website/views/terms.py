"""A facet with all its terms, and a term with its articles."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wellread.discovery.request import LARGEST_PAGE_SIZE, SearchRequest
from wellread.discovery.search import search
from wellread.vocabulary.languages import active_language
from wellread.vocabulary.lookup import find_term
from wellread.vocabulary.models import Facet, Term
from wellread.website.addresses import absolute, feed_address, paged
from wellread.website.asked import read_page
from wellread.website.book_index import book_index
from wellread.website.by_topic import by_topic
from wellread.website.example_questions import questions_about
from wellread.website.frame import render_page
from wellread.website.page_heads import facet_head, term_head
from wellread.website.paging import last_page, pager
from wellread.website.term_page import TermPage, also_called, articles_address, neighbours

QUESTIONS = 5


@require_safe
def facet(request: HttpRequest, path: str) -> HttpResponse:
    found = get_object_or_404(Facet, path=path)
    language = active_language()
    counts = {one.slug: one for one in search(SearchRequest(language=language, page_size=1)).facets}
    values = {"index": book_index(counts[found.slug], language=language)}
    head = facet_head(found.name_in(language), reverse("website:facet", args=[path]), language=language)
    return render_page(request, "facet.html", values, head=head)


@require_safe
def term(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    found_facet = get_object_or_404(Facet.objects.prefetch_related("names"), path=path)
    found = find_term(found_facet, slug)
    if found is None:
        raise Http404(f"{found_facet.name} has no term {slug}.")
    if found.moved:
        return HttpResponsePermanentRedirect(reverse("website:term", args=[path, found.term.slug]))
    page, notices = read_page(request.GET.get("page", ""))
    shown = _term_page(found_facet, found.term, page=page)
    head = term_head(shown, found.term, language=active_language())
    return render_page(request, "term.html", {"page": replace(shown, notices=tuple(notices))}, head=head)


def _term_page(facet: Facet, term: Term, *, page: int) -> TermPage:
    language = active_language()
    asked = SearchRequest(language=language, selected={facet.slug: frozenset({term.slug})})
    # The first page shows articles by topic, so it looks at more of them than it lists.
    found = search(replace(asked, page_size=LARGEST_PAGE_SIZE) if page == 1 else replace(asked, page=page))
    result = replace(found, request=replace(asked, page=page), hits=found.hits[: asked.page_size])
    if page > last_page(result):
        raise Http404(f"The articles about {term.name} end with page {last_page(result)}.")
    address = reverse("website:term", args=[facet.path, term.slug])
    broader, narrower = neighbours(term, next(one for one in result.facets if one.slug == facet.slug))
    return TermPage(
        facet_name=facet.name_in(language),
        facet_path=facet.path,
        name=term.name_in(language),
        definition=term.definition_in(language),
        also_called=also_called(term, language=language),
        broader=broader,
        narrower=narrower,
        result=result,
        notices=(),
        pager=pager(current=page, last=last_page(result), address=lambda number: paged(address, number)),
        list_url=articles_address(facet, term, language=language),
        canonical=absolute(paged(address, page)),
        feed_url=feed_address(asked),
        questions=questions_about(found.hits, language=language, limit=QUESTIONS) if page == 1 else (),
        groups=by_topic(replace(found, request=asked), facet=facet.slug) if page == 1 else (),
    )
