"""The search page that `wagtail start` makes for every new site, over the same articles: what we are compared with."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines

from wellread.articles.models import Article

PATH = "wagtail-search/"
PAGE_SIZE = 10
TEMPLATE = engines["django"].from_string("""{% load wagtailcore_tags %}<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Search</title></head>
<body>
<h1>Search</h1>
<form action="/wagtail-search/" method="get">
  <input type="text" name="query"{% if search_query %} value="{{ search_query }}"{% endif %}>
  <input type="submit" value="Search" class="button">
</form>
{% if search_results %}
<p>{{ search_results.paginator.count }} articles</p>
<ul>
  {% for result in search_results %}
  <li>
    <h4><a href="{% pageurl result %}">{{ result }}</a></h4>
    {% if result.summary %}{{ result.summary }}{% endif %}
  </li>
  {% endfor %}
</ul>
{% if search_results.has_previous %}<a href="?query={{ search_query|urlencode }}&amp;page={{ search_results.previous_page_number }}">Previous</a>{% endif %}
{% if search_results.has_next %}<a href="?query={{ search_query|urlencode }}&amp;page={{ search_results.next_page_number }}">Next</a>{% endif %}
{% elif search_query %}
No results found
{% endif %}
</body>
</html>
""")  # noqa: E501  # as the project template has it


def search(request: HttpRequest) -> HttpResponse:
    """Answer as the project template's view does, for articles that have all words."""
    words = request.GET.get("query", "")
    found = Article.objects.live().search(words, operator="and") if words else Article.objects.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return HttpResponse(TEMPLATE.render({"search_query": words, "search_results": page}, request))
