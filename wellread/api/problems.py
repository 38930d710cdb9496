"""Errors as programs read them: problem details, RFC 9457."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from wellread.api.errors import BadParameterError
from wellread.discovery.articles import Withdrawn
from wellread.discovery.errors import UnknownTermError

MEDIA_TYPE = "application/problem+json"
TYPES = "https://wellread.invalid/problems/"
"""What every problem's type begins with: names, not addresses to open (docs/api.md lists them)."""

logger = logging.getLogger(__name__)


def problem(status: HTTPStatus, kind: str, detail: str, **more: Any) -> JsonResponse:
    values = {"type": TYPES + kind, "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JsonResponse(values, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def bad_parameter(request: HttpRequest, error: BadParameterError) -> JsonResponse:
    return problem(HTTPStatus.BAD_REQUEST, "bad-parameter", str(error), parameter=error.parameter, limit=error.limit)


def unknown_term(request: HttpRequest, error: UnknownTermError) -> JsonResponse:
    return problem(HTTPStatus.BAD_REQUEST, "unknown-term", str(error), parameter=error.facet, limit=None)


def no_such_address(request: HttpRequest) -> JsonResponse:
    detail = f"There is nothing at {request.path}. /api/openapi.json lists what there is."
    return problem(HTTPStatus.NOT_FOUND, "not-found", detail)


def no_such_article(slug: str, language: str) -> JsonResponse:
    return problem(HTTPStatus.NOT_FOUND, "not-found", f"There is no article “{slug}” in the language “{language}”.")


def unreadable(request: HttpRequest, error: SuspiciousOperation) -> JsonResponse:
    """Answer a request that Django itself will not read, such as one with thousands of parameters."""
    return problem(HTTPStatus.BAD_REQUEST, "unreadable", f"The request cannot be read: {error}")


def withdrawn(article: Withdrawn) -> JsonResponse:
    return problem(
        HTTPStatus.GONE,
        "withdrawn",
        f"“{article.headline}” was withdrawn on {article.on.isoformat()}. {article.reason}".strip(),
        reason=article.reason,
        withdrawn_on=article.on.isoformat(),
    )


def wrong_method(request: HttpRequest, allowed: str) -> JsonResponse:
    response = problem(
        HTTPStatus.METHOD_NOT_ALLOWED, "wrong-method", f"This address is only for reading: use one of {allowed}."
    )
    response.headers["Allow"] = allowed
    return response


def unexpected(request: HttpRequest, error: Exception) -> JsonResponse:
    """Answer what went wrong here without a word of how, which goes to the log."""
    logger.error("The API failed", extra={"path": request.path}, exc_info=error)
    when = timezone.now().strftime("%Y-%m-%d %H:%M:%S")
    response = problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal-error",
        f"Something is wrong here. Try again later; if it stays, tell the operator when it was: {when} UTC.",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
