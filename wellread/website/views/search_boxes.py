"""For the search boxes of browsers: the library as a search engine (OpenSearch 1.1), and what one may be typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.suggestions import suggest
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import absolute, suggestion_address
from wellread.website.asked import read_words

DESCRIPTION_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE = "application/x-suggestions+json"
LONGEST_SHORT_NAME = 16
"""Characters that OpenSearch allows."""


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    settled = institution()
    values = {
        "short_name": settled.name[:LONGEST_SHORT_NAME].rstrip(),
        "description": settled.description or settled.name,
        "language": active_language(),
        "search_url": absolute(reverse("website:articles")) + "?q={searchTerms}",
        "suggest_url": absolute(reverse("website:suggestions")) + "?q={searchTerms}",
        "self_url": absolute(reverse("website:opensearch")),
    }
    text = get_template("website/opensearch.xml").render(values)
    return HttpResponse(text, content_type=DESCRIPTION_TYPE)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer as browsers ask: the words, what they may become, nothing about each, where each leads."""
    language = active_language()
    words, _notices = read_words(request.GET.get("q", ""))
    found = suggest(words, language=language) if words else ()
    addresses = [absolute(suggestion_address(one, language=language)) for one in found]
    # OpenSearch Suggestions 1.0: an array of four.
    answer = [words, [one.text for one in found], [""] * len(found), addresses]
    response = JsonResponse(answer, safe=False, content_type=SUGGESTIONS_TYPE)
    response.headers["Cache-Control"] = "private, max-age=60"
    return response
