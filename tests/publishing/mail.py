"""Mail servers that fail as real ones do, and a library whose reviews are due."""

from collections.abc import Callable
from datetime import date, datetime, time
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from tests.factories import ReviewerFactory, UserFactory, make_article, sign_article
from wellread.articles.models import Article
from wellread.publishing.groups import LEADS
from wellread.publishing.models import Edition
from wellread.review.clock import ReminderSent
from wellread.review.due import add_months
from wellread.review.models import Attestation, Reviewer

HERE = "tests.publishing.mail"


class AwayBackend(EmailBackend):
    """A server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError(111, "Connection refused")


class OneBadAddressBackend(EmailBackend):
    """A server that refuses one address."""

    def send_messages(self, messages: Any) -> int:
        if any("bad@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({"bad@example.org": (550, b"No such mailbox")})
        return int(super().send_messages(messages))


class BreaksAfterwardsBackend(EmailBackend):
    """A server that takes the mail and then breaks the connection."""

    def close(self) -> None:
        raise ConnectionResetError(104, "Connection reset by peer")


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour=hour)))


def lead(address: str = "lead@example.org", **fields: Any) -> Any:
    user = UserFactory(email=address, **fields)
    user.groups.add(Group.objects.get_or_create(name=LEADS)[0])
    return user


def administrator(address: str = "administrator@example.org") -> Any:
    return UserFactory(email=address, is_superuser=True)


def reviewer(address: str = "reviewer@example.org", **fields: Any) -> Reviewer:
    return ReviewerFactory(user=UserFactory(email=address) if address else None, **fields)


def due_article(due: date, *, by: Reviewer | None = None, **fields: Any) -> Article:
    """Return a published article whose review is due on a day."""
    article = make_article(**fields)
    attestation = sign_article(article, by, signed_at=at(add_months(due, -36)))
    article.get_latest_revision().publish()
    Attestation.objects.filter(pk=attestation.pk).update(review_due=due)
    Edition.objects.filter(attestation=attestation).update(review_due=due)
    article.refresh_from_db()
    return article


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def told() -> list[tuple[str, str, int]]:
    """Return what was recorded: to whom, of which article, at which step."""
    return sorted(ReminderSent.objects.values_list("recipient", "source_id", "step"))


Run = Callable[[date], Any]
