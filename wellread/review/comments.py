"""A reviewer's comments at a place in the article: Wagtail's own, so that editors find them beside the words."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Comment

from wellread.articles.content import block_texts
from wellread.articles.models import Article
from wellread.articles.reading import block_content
from wellread.review.errors import ReviewError


@dataclass(frozen=True)
class Place:
    """Where a comment can stand: Wagtail's path to it, and its first words."""

    path: str
    label: str


def places(draft: Article) -> list[Place]:
    """Return headline, summary and each block of the body."""
    found = [Place("title", _("Headline")), Place("summary", _("Summary"))]
    for child in draft.body:
        content = block_content(child.block_type, child.value)
        words = " ".join(block_texts(content)) if content else ""
        found.append(Place(f"body.{child.id}", Truncator(words or child.block.label).words(9)))
    return found


def comment(draft: Article, *, path: str, text: str, user: Any) -> Comment:
    """Leave a comment for the editors; raise ReviewError for an empty one or a place that is gone."""
    if not text.strip():
        raise ReviewError(_("Write the comment first."))
    if path not in {place.path for place in places(draft)}:
        raise ReviewError(_("The place of this comment is no longer in the article."))
    found: Comment = Comment.objects.create(
        page_id=draft.pk, user=user, text=text.strip(), contentpath=path, revision_created=draft.latest_revision
    )
    return found


def open_comments(draft: Article) -> list[Comment]:
    found = Comment.objects.filter(page_id=draft.pk, resolved_at=None).select_related("user")
    return list(found.order_by("created_at"))
