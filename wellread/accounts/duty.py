"""Who must have a second factor, who has one, and whether it was shown in this session."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

REQUIRED, OPTIONAL, OFF = "required", "optional", "off"
SHOWN_BY = "second_factor_shown_by"
"""Where the session keeps who showed a second factor in it."""

_PUBLISH = ("publish_page",)
_ADMINISTER = ("add_user", "change_user", "change_group")


def policy() -> str:
    return str(settings.WELLREAD_SECOND_FACTOR)


def accountable() -> QuerySet[Any]:
    """Return the active accounts that may publish, sign or administer: a stolen one could put words before readers."""
    by_group = Q(groups__page_permissions__permission__codename__in=_PUBLISH) | Q(
        groups__permissions__codename__in=_ADMINISTER
    )
    signs = Q(reviewer__active=True)
    itself = Q(is_superuser=True) | Q(user_permissions__codename__in=_ADMINISTER)
    return get_user_model().objects.filter(by_group | signs | itself, is_active=True).distinct()


def with_second_factor() -> QuerySet[Any]:
    """Return the accounts, each with `has_second_factor`."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return get_user_model().objects.annotate(has_second_factor=Exists(factors))


def must_have(user: Any) -> bool:
    return policy() == REQUIRED and accountable().filter(pk=user.pk).exists()


def has(user: Any) -> bool:
    return with_second_factor().filter(pk=user.pk, has_second_factor=True).exists()


def lacking() -> QuerySet[Any]:
    """Return the accounts that should have a second factor and have none."""
    return with_second_factor().filter(pk__in=accountable().values("pk"), has_second_factor=False)


def was_shown(request: HttpRequest) -> bool:
    return bool(request.session.get(SHOWN_BY) == request.user.pk)


def note_shown(request: HttpRequest, user: Any) -> None:
    request.session[SHOWN_BY] = user.pk


def forget_shown(request: HttpRequest) -> None:
    request.session.pop(SHOWN_BY, None)
