"""What reviewing asks of the station above it, which registers the answers when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import TaskState

from wellread.articles.models import Article
from wellread.articles.quality import Finding
from wellread.review.models import Attestation

Approve = Callable[[TaskState, Any, str, str], str]
"""Takes a workflow's step, who approves it (an account or None), their name, and a comment. The last step publishes.
Returns why that was refused, in a sentence, or nothing."""


@dataclass(frozen=True)
class Publisher:
    """Whoever publishes: `rests_on` names what readers would lose with a signature, `findings` what rules say."""

    approve: Approve
    rests_on: Callable[[Attestation], list[str]]
    findings: Callable[[Article], list[Finding]]


_registered: list[Publisher] = []


def register_publisher(publisher: Publisher) -> None:
    _registered[:] = [publisher]


def publisher() -> Publisher:
    return _registered[0]
