"""Number what editors change about finding among all public changes, in the same transaction."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wellread.discovery.models import BestBet, BestBetArticle, Crisis, WordEquivalent
from wellread.publishing.changes import record_change
from wellread.publishing.models import Change

_KINDS: dict[type[Model], Change.Kind] = {
    BestBet: Change.Kind.BEST_BET,
    BestBetArticle: Change.Kind.BEST_BET,
    Crisis: Change.Kind.CRISIS,
    WordEquivalent: Change.Kind.EQUIVALENT,
}


@receiver(post_save)
@receiver(post_delete)
def record_change_of_finding(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if sender in _KINDS and not raw:
        record_change(_KINDS[sender], _subject(instance))


def _subject(instance: Any) -> str:
    """Return whose words changed: en/blood in pee. A best bet's article is named by its bet alone."""
    if isinstance(instance, BestBetArticle):
        return f"best bet {instance.best_bet_id}"
    return f"{instance.language}/{instance}"[:300]
