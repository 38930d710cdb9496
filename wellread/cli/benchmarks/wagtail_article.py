"""An article's page as Wagtail serves it by itself, over the same words: what our pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from wagtail import hooks
from wagtail.models import Site

from wellread.articles.libraries import library_of

LANGUAGE = "en"
# The base template that `wagtail start` makes, and the loop over the body that Wagtail's tutorial teaches.
TEMPLATE = engines["django"].from_string("""{% load static wagtailcore_tags wagtailuserbar %}<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{% block title %}{{ page.title }}{% endblock %}</title>
  {% if page.search_description %}<meta name="description" content="{{ page.search_description }}">{% endif %}
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="{% static 'website/css/wellread.css' %}">
</head>
<body>
  {% wagtailuserbar %}
  <h1>{{ page.title }}</h1>
  <p>{{ page.summary }}</p>
  {% for block in page.body %}{% include_block block %}{% endfor %}
</body>
</html>
""")


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer as `wagtail.views.serve` does, with the library in the place of the site's first page."""
    Site.find_for_request(request)
    page, args, kwargs = library_of(LANGUAGE).specific.route(request, [slug])
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, args, kwargs)
        if isinstance(answer, HttpResponse):
            return answer
    return HttpResponse(TEMPLATE.render(page.get_context(request), request))
