"""All addresses that the URL configuration knows, filled with whatever could lead to something."""

import re
from itertools import product

from django.contrib.admindocs.views import simplify_regex
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import override

FACETS = ["diseases", "topics", "nothing"]
CODES = ["en", "es", "nothing"]
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes(language):
    """Return every route of the configuration for a language, such as articles/<words:slug>/."""
    with override(language):
        return list(dict.fromkeys(_routes(get_resolver().url_patterns, "")))


def addresses(route, *, words, numbers, names):
    """Return a route's addresses: words for what takes words, numbers for numbers, names for files."""
    choices = {"int": numbers, "uuid": [], "frozen_image": names, "path": [*words, *names]}
    parameters = PARAMETER.findall(route)
    wanted = [choices.get(converter, words) for converter, _ in parameters]
    for number, (converter, name) in enumerate(parameters):
        if name == "language":
            wanted[number] = CODES
        elif number == 0 and len(parameters) > 1 and converter == "words":
            # Of two words, the first is a facet's path.
            wanted[number] = FACETS
    shape = PARAMETER.sub("{}", route.replace("{", "{{").replace("}", "}}"))
    return [f"/{shape.format(*values)}" for values in product(*wanted)]


def _routes(patterns, prefix):
    for one in patterns:
        pattern = one.pattern
        part = simplify_regex(str(pattern)).lstrip("/") if isinstance(pattern, RegexPattern) else str(pattern)
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, prefix + part)
        else:
            yield prefix + part
