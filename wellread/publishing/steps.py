"""What reviewing asks of publishing: let the workflow go on, and what rests on a signature."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from wellread.articles.models import Article
from wellread.articles.quality import Finding
from wellread.articles.reading import content_of
from wellread.publishing.door import chosen_terms
from wellread.publishing.errors import REFUSED
from wellread.publishing.models import Publication
from wellread.publishing.occasion import occasion
from wellread.publishing.overruling import open_findings
from wellread.publishing.rules import judge
from wellread.review.assignments import step_to_repeat
from wellread.review.coverage import coverage_of
from wellread.review.models import Attestation
from wellread.review.publisher import Publisher


def approve(task_state: TaskState, user: Any, by: str, comment: str) -> str:
    """Approve a step of the workflow, whose last one publishes; return why that was refused, or nothing.

    A step that was signed for words which have changed since is gone through again before that.
    """
    try:
        with transaction.atomic(), occasion(by=by):
            step = TaskState.objects.select_for_update().get(pk=task_state.pk)
            if step.status != TaskState.STATUS_IN_PROGRESS:
                return ""
            step.approve(user=user, update=False, comment=comment)
            state = step.workflow_state
            draft = Article.objects.get(pk=state.object_id).get_latest_revision_as_object()
            # Nobody's permission is asked for: that the workflow came to its end is the permission to publish.
            state.update(user=None, next_task=step_to_repeat(state, draft))
    except REFUSED as error:
        return str(error)
    return ""


def rests_on(attestation: Attestation) -> list[str]:
    """Return a sentence for each article that readers see on a signature."""
    shown = Publication.objects.current().filter(current__attestation=attestation).select_related("current")
    return [_("“%s”, which readers see now") % one.current.headline for one in shown if one.current]


def findings_of(article: Article) -> list[Finding]:
    """Return what the rules say of an article, but for what somebody has overruled."""
    content = content_of(article)
    found = judge(article, content, chosen_terms(article), coverage_of(content))
    return open_findings(found, source_id=article.source_id)


PUBLISHER = Publisher(approve=approve, rests_on=rests_on, findings=findings_of)
