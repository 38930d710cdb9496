"""What /api/openapi.json says beyond the types: parameters, and how errors come."""

from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from wellread.api.parameters import DEEPEST_HIT
from wellread.api.problems import MEDIA_TYPE
from wellread.discovery.request import DEEPEST_PAGE, LARGEST_PAGE_SIZE, LONGEST_WORDS, PAGE_SIZE, Sort
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Facet

DESCRIPTION = """\
The articles that readers see, for programs. Public, read-only, without keys or cookies, from any origin.

Every answer has all its keys: what is absent is null or empty. Fields may be added. An empty value of a
parameter counts as absent; an unknown parameter or value is refused (400), never ignored. Errors are
`application/problem+json` (RFC 9457). Answers carry an `ETag`: send it back in `If-None-Match`.

Example: `/api/v1/articles?q=lump&disease=breast-cancer&topic=diagnosis&topic=prevention` lists articles that have
the word "lump" or another form of it, are about breast cancer or a term below it, and about diagnosis or prevention.
"""


def parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


WORDS = parameter(
    "q",
    "Words; an article must have all of them, or if none has, some. Other forms of a word, synonyms of the vocabulary "
    "and slips in typing are understood; quotes ask for a phrase. Capitals and accents do not matter. "
    "Example: `calcium spots`.",
    {"type": "string", "maxLength": LONGEST_WORDS},
)
LANGUAGE = parameter("language", "The language of the articles and of the terms' names.", {"type": "string"})
EXACT = parameter(
    "exact", "Take the words as they are and correct no slip in typing.", {"type": "boolean", "default": False}
)
LIST_PARAMETERS = [
    WORDS,
    parameter(
        "sort",
        "`relevance` is the default with words, `newest` without; `reviewed` shows the latest review first.",
        {"enum": [sort.value for sort in Sort]},
    ),
    parameter(
        "page",
        f"Past the last page the hits are empty. `page` times `page_size` may be at most {DEEPEST_HIT}.",
        {"type": "integer", "default": 1, "minimum": 1, "maximum": DEEPEST_PAGE},
    ),
    parameter(
        "page_size",
        "Hits on a page.",
        {"type": "integer", "default": PAGE_SIZE, "minimum": 1, "maximum": LARGEST_PAGE_SIZE},
    ),
    LANGUAGE,
    parameter("explain", "Fills `because` of each hit: why it was found.", {"type": "boolean", "default": False}),
    EXACT,
]
FACET_PARAMETERS = [WORDS, LANGUAGE, EXACT]
QUESTION_PARAMETERS = [
    parameter("q", "A question in a reader's own words.", {"type": "string", "maxLength": LONGEST_WORDS}),
    LANGUAGE,
]
SUGGEST_PARAMETERS = [
    parameter("q", "What was typed so far, from two letters.", {"type": "string", "maxLength": LONGEST_WORDS}),
    LANGUAGE,
]
TAKES_TERMS = ("/api/v1/articles", "/api/v1/facets")


class DescribedAPI(NinjaAPI):
    """An API whose description names the library's own facets and languages."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["servers"] = [{"url": settings.WELLREAD_PUBLIC_URL}]
        for path in TAKES_TERMS:
            schema["paths"][path]["get"]["parameters"] += [_terms_of(facet) for facet in Facet.objects.all()]
        for operations in schema["paths"].values():
            _name_languages(operations["get"])
            _mark_problems(operations["get"])
        return schema


def _terms_of(facet: Facet) -> dict[str, Any]:
    about = (
        f"Slugs of terms of {facet.name}, as /api/v1/facets lists them, each as a parameter of its own: articles with "
        "any of them or a term below. Former slugs are understood."
    )
    strings = {"type": "array", "items": {"type": "string"}}
    return {**parameter(facet.slug, about, strings), "style": "form", "explode": True}


def _name_languages(operation: dict[str, Any]) -> None:
    languages = {"enum": language_codes(), "default": settings.LANGUAGE_CODE}
    operation["parameters"] = [
        {**one, "schema": languages} if one["name"] == "language" else one for one in operation["parameters"]
    ]


def _mark_problems(operation: dict[str, Any]) -> None:
    """Ninja describes every answer as application/json."""
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
