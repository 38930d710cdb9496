"""Overrule what a rule found: by a content lead, with a reason, until the words of the finding change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wellread.articles.models import Article
from wellread.articles.quality import Finding
from wellread.publishing.errors import OverrulingError
from wellread.publishing.models import Overruling, user_name
from wellread.review.events import record


@dataclass(frozen=True)
class Judged:
    """A finding, and what somebody decided about it."""

    finding: Finding
    overruling: Overruling | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended or overruled; what stops a publication cannot be overruled."""
        return self.finding.blocks or self.overruling is None


def may_overrule(user: Any) -> bool:
    return bool(user.has_perm("publishing.overrule_finding"))


def with_overrulings(found: Iterable[Finding], *, source_id: str) -> list[Judged]:
    """Return each finding with its overruling, if it has one that stands."""
    decided = {(one.rule, one.digest): one for one in Overruling.objects.filter(source_id=source_id)}
    return [Judged(finding, decided.get((finding.rule, finding.digest))) for finding in found]


def open_findings(found: Iterable[Finding], *, source_id: str) -> list[Finding]:
    """Return the findings that nobody has overruled."""
    return [one.finding for one in with_overrulings(found, source_id=source_id) if one.is_open]


@transaction.atomic
def overrule(article: Article, finding: Finding, *, reason: str, user: Any) -> Overruling:
    """Let a finding stand; raise OverrulingError without a reason, or for what must be mended."""
    told = reason.strip()
    if finding.blocks:
        raise OverrulingError(_("%s must be mended: it cannot be overruled.") % finding.rule)
    if not told:
        raise OverrulingError(_("Say why this may stay as it is."))
    overruling, made = Overruling.objects.get_or_create(
        source_id=article.source_id,
        rule=finding.rule,
        digest=finding.digest,
        defaults={"article": article, "sentence": finding.sentence, "reason": told, "by": user_name(user)},
    )
    if made:
        record(article, "overruled", f"{finding.rule}, {finding.sentence} {told}", user=user)
    return overruling
