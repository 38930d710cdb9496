"""The list of articles, and an article."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellread.discovery.answers import find_answers
from wellread.discovery.articles import ArticleView, Moved, Withdrawn, find_article
from wellread.discovery.known_terms import known_terms
from wellread.discovery.related import neighbours
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Answer
from wellread.discovery.search import search
from wellread.discovery.snapshots import current_moment
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import list_address
from wellread.website.article_list import list_page
from wellread.website.article_page import Around, published_page
from wellread.website.asked import read_list_request
from wellread.website.byline import people_with_a_page
from wellread.website.facet_names import facet_names
from wellread.website.frame import render_page
from wellread.website.glossary import words_of
from wellread.website.page_heads import article_head, list_head
from wellread.website.paging import last_page
from wellread.website.read_next import NEXT, next_lines
from wellread.website.reading_questions import reads_as_question

NEWEST = 4


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    language = active_language()
    asked = read_list_request(request.GET, known_terms.at(current_moment(), language), language=language)
    if asked.moved:
        return HttpResponsePermanentRedirect(list_address(asked.request))
    result = search(asked.request)
    if asked.request.page > last_page(result):
        raise Http404(f"The list ends with page {last_page(result)}.")
    if result.total:
        page = list_page(asked, result, answers=_best_answer(asked.request))
    else:
        newest = search(SearchRequest(language=language, page_size=NEWEST)).hits
        page = list_page(asked, result, newest=newest)
    return render_page(request, "articles.html", {"page": page}, head=list_head(page))


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_article(slug, language=active_language())
    match found:
        case ArticleView():
            return _published(request, found)
        case Moved():
            return HttpResponsePermanentRedirect(reverse("website:article", args=[found.slug]))
        case Withdrawn():
            return withdrawn_page(request, found)
        case None:
            raise Http404(f"There is no article {slug}.")


def _best_answer(request: SearchRequest) -> tuple[Answer, ...]:
    """Return the best answer where the words read as a question and nothing else was asked for."""
    plain = not request.selected and request.page == 1 and request.sort is None
    if not plain or not reads_as_question(request.words, language=request.language):
        return ()
    return find_answers(request.words, language=request.language, limit=1).answers


def _published(request: HttpRequest, view: ArticleView) -> HttpResponse:
    names = facet_names(view.content.language)
    people = people_with_a_page(person.slug for person in view.content.people)
    page = published_page(view, facet_names=names, people=people, around=around(view))
    head = article_head(view, facet_names=names, people=people)
    return render_page(request, "article.html", {"page": page}, head=head)


def around(view: ArticleView) -> Around:
    """Return what stands around an article without being part of it."""
    beside = neighbours(view, limit=NEXT, today=timezone.localdate())
    return Around(words_of(view.content.language), next_lines(beside))


def withdrawn_page(request: HttpRequest, withdrawn: Withdrawn, *, printed: bool = False) -> HttpResponse:
    """Return the page of an article that is gone; `printed` says that the reader holds one on paper."""
    # Reasons that Wellread itself gives have a translation; those in somebody's own words do not.
    reason = _(withdrawn.reason) if withdrawn.reason else ""
    values = {"withdrawn": withdrawn, "reason": reason, "printed": printed}
    return render_page(request, "withdrawn.html", values, status=410, translations={})
