"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.articles import institution_call_to_action, newest, recently_reviewed
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import absolute, home_address
from wellread.website.article_page import call_line
from wellread.website.book_index import book_index
from wellread.website.example_questions import example_questions
from wellread.website.frame import render_page
from wellread.website.specimen import find_specimen

SHOWN = 4
EXAMPLES = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language, today = active_language(), timezone.localdate()
    settled = institution()
    found = search(SearchRequest(language=language, page_size=1))
    reviewed = recently_reviewed(language, limit=SHOWN, today=today)
    values = {
        "description": settled.description,
        "total": found.total,
        "indexes": [book_index(facet, language=language) for facet in found.facets],
        "newest": newest(language, limit=SHOWN, today=today),
        "reviewed": reviewed,
        "specimen": find_specimen(reviewed, language=language),
        "examples": example_questions(language, today=today, limit=EXAMPLES),
        "call": call_line(institution_call_to_action(settled)),
        "canonical": absolute(home_address(language)),
    }
    return render_page(request, "home.html", values)
