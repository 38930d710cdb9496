"""Build what stands around a review: an article in its workflow, people with accounts, and what a browser posts."""

from typing import Any

from django.urls import reverse
from wagtail.models import TaskState

from tests.factories import PersonFactory, ReviewerFactory, UserFactory, library, make_article
from wellread.articles.models import Article
from wellread.articles.wording import content_digest
from wellread.publishing.groups import EDITORS, LEADS, REVIEWERS, install_groups
from wellread.review.forms import CHECKS
from wellread.review.models import Reviewer
from wellread.review.signing import Shown
from wellread.review.statement import stands_until, statement
from wellread.review.subject import subject_of
from wellread.review.workflow import Assignment, open_review_of

PASSWORD = "a long enough password"


def account(group: str, **fields: Any) -> Any:
    """Return somebody with an account in one of the groups."""
    library()
    groups = {one.name: one for one in install_groups()}
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    user.groups.add(groups[group])
    return user


def editor(**fields: Any) -> Any:
    return account(EDITORS, **fields)


def lead(**fields: Any) -> Any:
    return account(LEADS, **fields)


def reviewer(name: str = "", **fields: Any) -> Reviewer:
    """Return a reviewer with an account."""
    person = PersonFactory(**({"name": name} if name else {}))
    return ReviewerFactory(user=account(REVIEWERS), person=person, **fields)


def in_review(user: Any = None, **fields: Any) -> tuple[Article, Assignment]:
    """Return an article whose medical review is open."""
    user = user or editor()
    article = make_article(**fields)
    article.get_workflow().start(article, user)
    approve_check(article, user)
    found = open_review_of(article)
    assert found is not None
    return article, found


def approve_check(article: Article, user: Any) -> None:
    step = TaskState.objects.get(workflow_state__object_id=str(article.pk), status="in_progress")
    step.task.specific.on_action(step, user, "approve")


def draft_of(article: Article) -> Article:
    """Return the latest draft, as whoever opens it now gets it."""
    draft: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    return draft


def shown(article: Article, by: Reviewer) -> Shown:
    """Return what is on a reviewer's screen of an article's latest draft."""
    return shown_of(draft_of(article), by)


def shown_of(draft: Article, by: Reviewer) -> Shown:
    """Return what is on a reviewer's screen of a draft that was read before."""
    subject, assignment = subject_of(draft), open_review_of(draft)
    until = stands_until(subject)
    sentence = statement(by, subject, until=until)
    return Shown(content_digest(subject.content), until.isoformat(), sentence, assignment.pk if assignment else None)


def posted(article: Article, by: Reviewer, **changes: Any) -> dict[str, Any]:
    """Return what the reviewer's browser posts to sign."""
    now = shown(article, by)
    values = {"digest": now.digest, "until": now.until, "sentence": now.sentence, "review": now.review or ""}
    return {**values, "password": PASSWORD, **dict.fromkeys(CHECKS, "on"), **changes}


def change(article: Article, **words: Any) -> Article:
    """Save a new draft with other words."""
    draft = draft_of(article)
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision()
    return draft


def post_sign(client: Any, article: Article, **changes: Any) -> Any:
    """Sign as whoever is signed in."""
    by = Reviewer.objects.get(user=client.session["_auth_user_id"])
    return client.post(reverse("review_sign", args=[article.pk]), posted(article, by, **changes), follow=True)
