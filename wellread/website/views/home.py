"""The first page."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.articles import institution_call_to_action, recently_reviewed
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Hit
from wellread.discovery.search import search
from wellread.review.coverage import Status
from wellread.vocabulary.languages import active_language
from wellread.website.article_page import call_line
from wellread.website.book_index import book_index
from wellread.website.example_questions import example_questions, lately_reviewed
from wellread.website.first_steps import first_steps
from wellread.website.frame import render_page
from wellread.website.page_heads import home_head
from wellread.website.specimen import find_specimen

SHOWN = 4
EXAMPLES = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language, today = active_language(), timezone.localdate()
    settled = institution()
    found = search(SearchRequest(language=language, page_size=SHOWN))
    latest = lately_reviewed(language)
    reviewed = _reviewed_here(latest) or recently_reviewed(language, limit=SHOWN, today=today)
    values = {
        "description": settled.description,
        "total": found.total,
        "indexes": [book_index(facet, language=language) for facet in found.facets],
        "newest": found.hits,
        "reviewed": reviewed,
        "specimen": find_specimen(reviewed, language=language),
        "examples": example_questions(latest, language=language, limit=EXAMPLES),
        "steps": first_steps(found.facets, language=language, today=today),
        "call": call_line(institution_call_to_action(settled)),
    }
    return render_page(request, "home.html", values, head=home_head(settled, language=language))


def _reviewed_here(latest: Iterable[Hit]) -> list[Hit]:
    """Return those that our own reviewers signed, if there are enough to show: then nobody has to look for others."""
    own = [hit for hit in latest if hit.review.status in {Status.CURRENT, Status.OVERDUE}]
    return own[:SHOWN] if len(own) >= SHOWN else []
