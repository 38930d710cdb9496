"""Who is told that reviews are due: whoever looks after them, the content leads, and later the administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from wellread.publishing.groups import LEADS
from wellread.publishing.models import user_name
from wellread.review.models import Reviewer
from wellread.vocabulary.languages import language_codes


@dataclass(frozen=True)
class Recipient:
    """Somebody with an address. People are one if their addresses are, however they are written."""

    address: str
    name: str
    language: str


@dataclass(frozen=True)
class Readership:
    """Who gets which reminders. A reviewer without an account, or without an address in it, gets none."""

    reviewers: Mapping[int, Recipient]
    leads: tuple[Recipient, ...]
    administrators: tuple[Recipient, ...]

    def of(self, keeper: Reviewer | None, *, escalated: bool) -> set[Recipient]:
        own = self.reviewers.get(keeper.pk) if keeper else None
        return {*self.leads, *([own] if own else []), *(self.administrators if escalated else ())}


def readership() -> Readership:
    users = get_user_model().objects.filter(is_active=True).exclude(email="").select_related(_PROFILE).order_by("pk")
    found = {user.pk: _recipient(user) for user in users}
    # Two accounts with one address are one person: they get one mail, in the language of the first.
    people = {one.address: one for one in reversed(found.values())}
    leads = set(get_user_model().objects.filter(groups__name=LEADS).values_list("pk", flat=True))
    administrators = {user.pk for user in users if user.is_superuser}
    reviewers = dict(Reviewer.objects.exclude(user=None).values_list("user_id", "pk"))
    return Readership(
        reviewers={reviewers[key]: people[one.address] for key, one in found.items() if key in reviewers},
        leads=tuple(people[one.address] for key, one in found.items() if key in leads),
        administrators=tuple(people[one.address] for key, one in found.items() if key in administrators),
    )


_PROFILE = "wagtail_userprofile"


def _recipient(user: Any) -> Recipient:
    profile = getattr(user, _PROFILE, None)
    preferred = profile.preferred_language if profile else ""
    language = preferred if preferred in language_codes() else settings.LANGUAGE_CODE
    return Recipient(user.email.strip().lower(), user_name(user), language)
