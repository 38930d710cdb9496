"""What programs can ask: articles, one article, facets, answers, suggestions."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from wellread import __version__
from wellread.api import problems, shapes
from wellread.api.addresses import api_article_url
from wellread.api.description import (
    DESCRIPTION,
    FACET_PARAMETERS,
    LANGUAGE,
    LIST_PARAMETERS,
    QUESTION_PARAMETERS,
    SUGGEST_PARAMETERS,
    DescribedAPI,
)
from wellread.api.errors import BadParameterError
from wellread.api.parameters import (
    check_names,
    facet_slugs,
    read_facets,
    read_language,
    read_question,
    read_search,
)
from wellread.api.shaping import answer_list, article_list, facet_list, suggestion_list, whole_article
from wellread.discovery.answers import find_answers
from wellread.discovery.articles import Moved, Withdrawn, find_article
from wellread.discovery.errors import UnknownTermError
from wellread.discovery.search import search
from wellread.discovery.suggestions import suggest

api = DescribedAPI(
    title="Wellread",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,  # its page loads scripts from another host
)
api.exception_handler(Exception)(problems.unexpected)
api.exception_handler(SuspiciousOperation)(problems.unreadable)
api.exception_handler(BadParameterError)(problems.bad_parameter)
api.exception_handler(UnknownTermError)(problems.unknown_term)


@api.get(
    "/v1/articles",
    url_name="articles",
    operation_id="list_articles",
    summary="List articles",
    response={200: shapes.ArticleList, 400: shapes.ParameterProblem},
    openapi_extra={"parameters": LIST_PARAMETERS},
)
def articles(request: HttpRequest, response: HttpResponse) -> shapes.ArticleList:
    """One page of the articles that have the words and terms asked for, and the counts of all terms."""
    asked = read_search(request.GET)
    response.headers["Content-Language"] = asked.language
    return article_list(search(asked))


@api.get(
    "/v1/articles/{slug}",
    url_name="article",
    operation_id="read_article",
    summary="Read an article",
    response={
        200: shapes.Article,
        400: shapes.ParameterProblem,
        404: shapes.Problem,
        410: shapes.WithdrawnProblem,
    },
    openapi_extra={
        "parameters": [LANGUAGE],
        "responses": {301: {"description": "The article has another address now: follow `Location`."}},
    },
)
def article(request: HttpRequest, response: HttpResponse, slug: str) -> shapes.Article | HttpResponse:
    """An article's current edition: all its words, who reviewed them, and what a reader can do next."""
    check_names(request.GET, {"language"})
    language = read_language(request.GET)
    response.headers["Content-Language"] = language
    match find_article(slug, language=language):
        case None:
            return problems.no_such_article(slug, language)
        case Moved(slug=new_slug):
            return HttpResponsePermanentRedirect(api_article_url(new_slug, language))
        case Withdrawn() as gone:
            return problems.withdrawn(gone)
        case found:
            return whole_article(found, facet_slugs())


@api.get(
    "/v1/facets",
    url_name="facets",
    operation_id="list_facets",
    summary="List facets and their terms",
    response={200: shapes.FacetList, 400: shapes.ParameterProblem},
    openapi_extra={"parameters": FACET_PARAMETERS},
)
def facets(request: HttpRequest, response: HttpResponse) -> shapes.FacetList:
    """All terms of every facet with their counts; with words or terms chosen, the counts that hold for these."""
    asked = read_facets(request.GET)
    response.headers["Content-Language"] = asked.language
    return facet_list(search(asked).facets)


@api.get(
    "/v1/answers",
    url_name="answers",
    operation_id="find_answers",
    summary="Ask a question",
    response={200: shapes.AnswerList, 400: shapes.ParameterProblem},
    openapi_extra={"parameters": QUESTION_PARAMETERS},
)
def answers(request: HttpRequest, response: HttpResponse) -> shapes.AnswerList:
    """Passages that answer a question, word for word as they were published; without one, articles that may help."""
    words, language = read_question(request.GET)
    response.headers["Content-Language"] = language
    return answer_list(find_answers(words, language=language), facet_slugs(), language=language)


@api.get(
    "/v1/suggest",
    url_name="suggest",
    operation_id="suggest",
    summary="Complete what somebody types",
    response={200: shapes.SuggestionList, 400: shapes.ParameterProblem},
    openapi_extra={"parameters": SUGGEST_PARAMETERS},
)
def suggestions(request: HttpRequest, response: HttpResponse) -> shapes.SuggestionList:
    """Terms, questions, headlines and people with words that begin so: published words only."""
    words, language = read_question(request.GET)
    response.headers["Content-Language"] = language
    return suggestion_list(words, suggest(words, language=language), language=language)
