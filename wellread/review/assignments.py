"""Open reviews: who does them until when, and who may."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.coverage import Basis, coverage_of
from wellread.review.differences import Difference, difference
from wellread.review.entitlement import knows, objections
from wellread.review.errors import MailError, NotEntitledError, ReviewError
from wellread.review.events import record
from wellread.review.mail import mail_is_set_up, send
from wellread.review.models import Attestation, Reviewer, SpecialtyException
from wellread.review.predecessor import last_signed
from wellread.review.subject import Subject, subject_of
from wellread.review.workflow import Assignment, MedicalReviewTask

logger = logging.getLogger(__name__)

SOON = timedelta(days=90)
"""A signature that is due again within this time does not spare a new review."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do a review, or why not; `load` counts the open reviews that they have."""

    reviewer: Reviewer
    objections: tuple[str, ...]
    load: int
    only_specialty: bool = False


@dataclass(frozen=True)
class Moved:
    """That the words are not those that the reviewer opened before."""

    opened_at: datetime
    difference: Difference


def begin(task_state: TaskState) -> None:
    """Open the review for a medical step that has just started, or skip it where a fresh signature covers the words."""
    task = task_state.task.specific
    article = task_state.revision.as_object()
    if not isinstance(task, MedicalReviewTask) or not isinstance(article, Article):
        return
    subject = subject_of(article)
    needless = _needless(task, subject.content, today=timezone.localdate())
    if needless:
        task_state.status, task_state.comment = TaskState.STATUS_SKIPPED, needless
        task_state.finished_at = timezone.now()
        task_state.save()
        return
    before = Assignment.objects.filter(article=article, task_state__task=task_state.task).order_by("-pk").first()
    again = before if before and before.task_state.workflow_state_id == task_state.workflow_state_id else None
    assignment = Assignment.objects.create(
        task_state=task_state,
        article=article,
        reviewer=_suggested(again, task, subject),
        priority=again.priority if again else Assignment.Priority.NORMAL,
        due_on=timezone.localdate() + timedelta(days=task.days),
    )
    tell_reviewer(assignment)


def _needless(task: MedicalReviewTask, content: ArticleContent, *, today: date) -> str:
    coverage = coverage_of(content)
    if coverage and coverage.basis == Basis.INFORMATION:
        return _("Not a medical article.")
    fresh = [one for one in signatures_for(task, content) if one.review_due > today + SOON]
    if not fresh:
        return ""
    told = {"name": fresh[0].signed_as, "day": date_format(timezone.localdate(fresh[0].signed_at))}
    return _("%(name)s signed just these words on %(day)s.") % told


def signatures_for(task: MedicalReviewTask, content: ArticleContent) -> list[Attestation]:
    """Return the standing signatures under these words by somebody who knows one of the step's specialties."""
    digest = content_digest(content)
    standing = Attestation.objects.filter(
        Q(digest=digest) | Q(minor_changes__digest=digest), language=content.language, revocation=None
    ).exclude(reviewer__person__slug__in=[author.slug for author in content.authors])
    signed = standing.distinct().select_related("reviewer__person")
    return [one for one in signed if _knows_step(one.reviewer, task, content.source_id)]


def step_to_repeat(workflow_state: WorkflowState, article: Article) -> MedicalReviewTask | None:
    """Return a step that was signed for words which have changed since, once all steps are done."""
    if workflow_state.get_next_task() is not None:
        return None
    content = subject_of(article).content
    signed = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).values_list("task_id", flat=True)
    for task in workflow_state.workflow.tasks.filter(pk__in=signed).specific():
        if isinstance(task, MedicalReviewTask) and content.kind == "medical" and not signatures_for(task, content):
            return task
    return None


def _suggested(again: Assignment | None, task: MedicalReviewTask, subject: Subject) -> Reviewer | None:
    """Return who had this review before, or else who signed the article last, if they may sign it."""
    last = last_signed(subject.content.source_id, subject.content.language)
    known = [again.reviewer] if again and again.reviewer else [last.reviewer.looked_after_by] if last else []
    return next((one for one in known if one.user and not step_objections(one, task, subject)), None)


def step_objections(reviewer: Reviewer, task: MedicalReviewTask | None, subject: Subject) -> list[str]:
    """Return why a reviewer may not sign these words for a step of the workflow; empty if they may."""
    found = objections(reviewer, subject, on=timezone.localdate())
    if task and not _knows_step(reviewer, task, subject.content.source_id):
        found.append(
            _("%(reviewer)s knows none of the specialties that “%(step)s” asks for.")
            % {"reviewer": reviewer, "step": task.name}
        )
    return found


def _knows_step(reviewer: Reviewer, task: MedicalReviewTask, source_id: str) -> bool:
    wanted = [term.pk for term in task.specialties.all()]
    if not wanted or knows(reviewer, wanted):
        return True
    return SpecialtyException.objects.filter(reviewer=reviewer, source_id=source_id).exists()


def task_of(assignment: Assignment | None) -> MedicalReviewTask | None:
    return assignment.task_state.task.specific if assignment else None


def screen_objections(reviewer: Reviewer, assignment: Assignment | None, subject: Subject) -> list[str]:
    """Return why a reviewer may not sign now; an open review that somebody else has is theirs."""
    found = step_objections(reviewer, task_of(assignment), subject)
    if assignment and assignment.reviewer and assignment.reviewer != reviewer:
        found.append(
            _("%(other)s has been asked to do this review. An editor can give it to you.")
            % {"other": assignment.reviewer}
        )
    return found


def candidates(subject: Subject, task: MedicalReviewTask | None) -> list[Candidate]:
    """Return all active reviewers, those who may first, whoever has least to do before the others."""
    waiting = Count("assignments", filter=Q(assignments__task_state__status=TaskState.STATUS_IN_PROGRESS))
    reviewers = Reviewer.objects.filter(active=True).select_related("person", "user").annotate(load=waiting)
    found = [_candidate(one, one.load, subject, task) for one in reviewers.prefetch_related("specialties", "languages")]
    return sorted(found, key=lambda one: (bool(one.objections), one.load, str(one.reviewer)))


def _candidate(reviewer: Reviewer, load: int, subject: Subject, task: MedicalReviewTask | None) -> Candidate:
    against = step_objections(reviewer, task, subject)
    excepted = SpecialtyException.objects.filter(reviewer=reviewer, source_id=subject.content.source_id).exists()
    outside = not knows(reviewer, subject.terms), task is not None and not _knows_step(reviewer, task, "")
    only = bool(against) and not excepted and len(against) == sum(outside)
    return Candidate(reviewer, tuple(against), load, only_specialty=only)


@transaction.atomic
def assign(assignment: Assignment, reviewer: Reviewer | None, *, reason: str, user: Any, seen: int | None) -> None:
    """Give an open review to somebody, or to nobody in particular; `seen` is the id of who had it when that was shown.

    Raise ReviewError where it is over or has moved meanwhile, or without a reason where somebody has it already;
    NotEntitledError where the reviewer may not sign the words.
    """
    locked = _locked_open(assignment)
    if locked.reviewer_id != seen:
        raise ReviewError(
            _("Somebody gave this review to %s meanwhile. Look again.") % (locked.reviewer or _("nobody"))
        )
    if locked.reviewer == reviewer:
        return
    if locked.reviewer and not reason.strip():
        raise ReviewError(_("Say why the review moves: %s is told.") % locked.reviewer)
    draft = locked.article.get_latest_revision_as_object()
    against = step_objections(reviewer, task_of(locked), subject_of(draft)) if reviewer else []
    if against:
        raise NotEntitledError(" ".join(against))
    if reviewer and reviewer.user is None:
        raise ReviewError(_("%s has no account to do this review with. Send an invitation instead.") % reviewer)
    _move(locked, reviewer, reason.strip(), user=user)


def _locked_open(assignment: Assignment) -> Assignment:
    """Return the row as it stands now, locked, or raise ReviewError for one that is over."""
    locked = Assignment.objects.open().select_for_update(of=("self",)).filter(pk=assignment.pk).first()
    if locked is None:
        raise ReviewError(_("This review is over: it was signed, or an editor took the article back."))
    return locked


def _move(assignment: Assignment, reviewer: Reviewer | None, reason: str, *, user: Any) -> None:
    before, assignment.reviewer = assignment.reviewer, reviewer
    assignment.save(update_fields=["reviewer"])
    told = _("From %(before)s to %(after)s.") % {"before": before or _("nobody"), "after": reviewer or _("nobody")}
    record(assignment.article, "assigned", f"{told} {reason}".strip(), user=user)
    tell_reviewer(assignment)
    if before and before.user and before != reviewer:
        words = _("“%(headline)s” is no longer waiting for you. %(reason)s")
        body = words % {"headline": assignment.article.title, "reason": reason}
        _mail_later(before, _("A review was given to somebody else"), body)


def release(assignment: Assignment, *, reason: str, user: Any) -> None:
    """Leave an open review to whoever may do it."""
    _move(assignment, None, reason, user=user)


def take_over(assignment: Assignment, reviewer: Reviewer, *, reason: str, user: Any) -> None:
    """Give an open review to somebody whose right to it was checked before."""
    _move(_locked_open(assignment), reviewer, reason, user=user)


@transaction.atomic
def hand_over(leaving: Reviewer, *, user: Any) -> tuple[int, int]:
    """Pass on the open reviews of somebody who has left; return how many the successor has now, and how many nobody."""
    moved = freed = 0
    successor = leaving.looked_after_by
    reason = _("%s has left.") % leaving
    for assignment in Assignment.objects.open().filter(reviewer=leaving):
        draft = assignment.article.get_latest_revision_as_object()
        against = step_objections(successor, task_of(assignment), subject_of(draft))
        fits = successor != leaving and successor.user is not None and not against
        _move(assignment, successor if fits else None, reason, user=user)
        moved, freed = moved + fits, freed + (not fits)
    return moved, freed


@transaction.atomic
def note_opening(assignment: Assignment, reviewer: Reviewer, draft: Article, content: ArticleContent) -> Moved | None:
    """Remember what is on the reviewer's screen; return what they opened before if the words are others now."""
    wording, digest = medical_wording(content), content_digest(content)
    moved = None
    if assignment.opened_digest and assignment.opened_digest != digest:
        record(draft, "moved_on", _("%s opened it before the words changed.") % assignment.opened_by)
        if assignment.opened_by == reviewer and assignment.opened_at:
            moved = Moved(assignment.opened_at, difference(assignment.opened_wording or [], wording))
    assignment.opened_by, assignment.opened_at = reviewer, timezone.now()
    assignment.opened_digest, assignment.opened_wording = digest, wording
    assignment.save(update_fields=["opened_by", "opened_at", "opened_digest", "opened_wording"])
    TaskState.objects.filter(pk=assignment.task_state_id).update(revision=draft.latest_revision)
    return moved


def waiting_for(reviewer: Reviewer, *, today: date) -> Iterable[Assignment]:
    """Return the open reviews that a reviewer has, the most urgent first."""
    found = Assignment.objects.open().filter(reviewer=reviewer).by_urgency(today)
    return found.select_related("article", "task_state__task")


def free_for(reviewer: Reviewer, *, today: date, at_most: int = 50) -> list[Assignment]:
    """Return open reviews that nobody has and the reviewer may do, the most urgent first."""
    free = Assignment.objects.open().filter(reviewer=None).by_urgency(today)
    looked_at = free.select_related("article__latest_revision", "task_state__task")[:at_most]
    return [one for one in looked_at if not _objections_to(reviewer, one)]


def _objections_to(reviewer: Reviewer, assignment: Assignment) -> Collection[str]:
    draft = assignment.article.get_latest_revision_as_object()
    return step_objections(reviewer, task_of(assignment), subject_of(draft))


def tell_reviewer(assignment: Assignment) -> None:
    """Send whoever has the review a mail, once all this is kept."""
    reviewer = assignment.reviewer
    if reviewer is None or reviewer.user is None:
        return
    lines = [
        _("“%(headline)s” waits for your review until %(day)s.")
        % {"headline": assignment.article.title, "day": date_format(assignment.due_on)},
        settings.WELLREAD_PUBLIC_URL + reverse("review_screen", args=[assignment.article_id]),
    ]
    _mail_later(reviewer, _("A review waits for you: %s") % assignment.article.title, "\n\n".join(lines))


def _mail_later(reviewer: Reviewer, subject: str, body: str) -> None:
    address = reviewer.user.email if reviewer.user else ""
    if address and mail_is_set_up():
        transaction.on_commit(partial(_send_quietly, subject, body, address), robust=True)


def _send_quietly(subject: str, body: str, address: str) -> None:
    """Whoever misses a message finds the review in their list; sending it must not undo what was done."""
    try:
        send(subject, body, to=address)
    except MailError as error:
        logger.warning("Mail about a review was not sent: %s", error)
