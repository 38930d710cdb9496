"""A question, and the passages that answer it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.answers import find_answers
from wellread.discovery.articles import institution_call_to_action
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.vocabulary.languages import active_language
from wellread.website.answers_page import answers_page, empty_answers_page
from wellread.website.article_page import call_line
from wellread.website.asked import read_words
from wellread.website.example_questions import example_questions, lately_reviewed
from wellread.website.frame import render_page
from wellread.website.page_heads import answers_head

NEWEST = 4
EXAMPLES = 5


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    language, today = active_language(), timezone.localdate()
    words, notices = read_words(request.GET.get("q", ""))
    call = call_line(institution_call_to_action(institution()))
    if words:
        found = find_answers(words, language=language, today=today)
        page = answers_page(found, language=language, notices=tuple(notices), call=call)
    else:
        page = empty_answers_page(language=language, notices=tuple(notices), call=call)
        page = replace(page, examples=example_questions(lately_reviewed(language), language=language, limit=EXAMPLES))
    if not page.answers and not page.articles and not page.crisis:
        page = replace(page, newest=search(SearchRequest(language=language, page_size=NEWEST)).hits)
    return render_page(request, "answers.html", {"page": page}, head=answers_head(page.words, page.canonical))
