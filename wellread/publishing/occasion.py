"""What the door should know beyond the article itself: who acts, why, and what an import restores."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from wagtail.log_actions import get_active_log_context

from wellread.publishing.models import user_name


@dataclass(frozen=True)
class EditionFacts:
    """What an export of Wellread says of an edition, to be kept when it comes back."""

    number: int
    kind: str
    published_at: datetime
    change_note: str = ""


@dataclass(frozen=True)
class Occasion:
    """Why something is published or withdrawn just now."""

    by: str = ""
    reason: str = ""
    restored: EditionFacts | None = None


_occasion: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


@contextmanager
def occasion(*, by: str = "", reason: str = "", restored: EditionFacts | None = None) -> Iterator[None]:
    """Tell the door, for what is saved inside this block, who acts and why."""
    token = _occasion.set(Occasion(by, reason, restored))
    try:
        yield
    finally:
        _occasion.reset(token)


def current_occasion() -> Occasion:
    """Return what was told, or at least who is signed in to the admin."""
    return _occasion.get() or Occasion(by=user_name(get_active_log_context().user))
