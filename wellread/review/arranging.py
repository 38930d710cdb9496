"""Screens for editors and leads: who reviews what until when, exceptions, and invitations."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellread.articles.content import PersonContent
from wellread.articles.models import Article
from wellread.articles.writing import find_person
from wellread.review.assignments import assign, candidates, task_of
from wellread.review.attest import make_exception
from wellread.review.authority import (
    arranged_by,
    may_arrange,
    may_arrange_somewhere,
    may_except,
    may_revoke_for_another,
    may_vouch,
)
from wellread.review.errors import NotEntitledError, ReviewError
from wellread.review.events import record
from wellread.review.forms import InvitationForm, PlanForm
from wellread.review.invitations import invitations_of, invite, take_back
from wellread.review.mail import mail_is_set_up
from wellread.review.models import Reviewer
from wellread.review.predecessor import standing_signatures
from wellread.review.subject import subject_of
from wellread.review.workflow import Assignment, Invitation, open_review_of

ON_A_PAGE = 50


@require_safe
def open_reviews(request: HttpRequest) -> HttpResponse:
    if not may_arrange_somewhere(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    own = Assignment.objects.open().filter(article__in=arranged_by(request.user).values("pk"))
    found = own.by_urgency(today).select_related("article", "reviewer__person", "task_state__task")
    values = {"page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("p")), "today": today}
    return render(request, "review/open_reviews.html", values)


@require_safe
def arrange(request: HttpRequest, page_id: int) -> HttpResponse:
    return _show(request, _draft(request, page_id), InvitationForm(initial={"reviewer": request.GET.get("reviewer")}))


@require_POST
def give(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give the open review to somebody else, or to nobody in particular."""
    draft = _draft(request, page_id)
    assignment = get_object_or_404(Assignment, article=draft, pk=request.POST.get("review") or 0)
    chosen, seen = request.POST.get("reviewer", ""), request.POST.get("seen", "")
    reviewer = Reviewer.objects.filter(pk=chosen).first() if chosen.isdigit() else None

    def act() -> str:
        reason = request.POST.get("reason", "")
        assign(assignment, reviewer, reason=reason, user=request.user, seen=int(seen) if seen.isdigit() else None)
        return _("The review is with %s now.") % (reviewer or _("whoever may do it"))

    return _done(request, page_id, act)


@require_POST
def plan(request: HttpRequest, page_id: int) -> HttpResponse:
    draft = _draft(request, page_id)
    assignment = get_object_or_404(Assignment.objects.open(), article=draft)
    form = PlanForm(request.POST, instance=assignment)
    if form.is_valid():
        Assignment.objects.filter(pk=assignment.pk).update(**form.cleaned_data)
        told = {"day": date_format(assignment.due_on), "priority": assignment.get_priority_display()}
        record(draft, "planned", _("Due %(day)s, priority %(priority)s.") % told, user=request.user)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("Give a day such as 2026-12-31, and one of the priorities."))
    return redirect("review_arrange", page_id)


@require_POST
def make_an_exception(request: HttpRequest, page_id: int) -> HttpResponse:
    draft = _draft(request, page_id)
    if not may_except(request.user):
        raise PermissionDenied
    reviewer = get_object_or_404(Reviewer, pk=request.POST.get("reviewer") or 0)

    def act() -> str:
        reason, by = request.POST.get("reason", ""), request.user.get_username()
        with transaction.atomic():
            made = make_exception(reviewer, source_id=draft.source_id, reason=reason, by=by)
            record(draft, "exception", f"{reviewer}: {made.reason}", user=request.user)
        return _("%s may sign this article now.") % reviewer

    return _done(request, page_id, act)


@require_POST
def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """Submit the article to its workflow, whose medical step opens the review."""
    draft = _draft(request, page_id)
    workflow = draft.get_workflow()
    if workflow is None or not draft.permissions_for_user(request.user).can_submit_for_moderation():
        messages.error(request, _("The article is locked, is in its workflow already, or has none."))
        return redirect("review_arrange", page_id)
    state = draft.current_workflow_state
    if state:
        state.resume(request.user)
    else:
        workflow.start(draft, request.user)
    messages.success(request, _("The article is in its workflow now."))
    return redirect("review_arrange", page_id)


@require_POST
def send_invitation(request: HttpRequest, page_id: int) -> HttpResponse:
    draft, form = _draft(request, page_id), InvitationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("No invitation was sent. The form below says what it needs."))
        return _show(request, draft, form)
    values = form.cleaned_data
    try:
        reviewer = values["reviewer"] or _newcomer(values, draft, request.user)
        invite(draft, reviewer, email=values["email"], user=request.user, days=values["days"])
    except ReviewError as error:
        messages.error(request, str(error))
        return _show(request, draft, form)
    messages.success(request, _("The link went to %s.") % values["email"])
    return redirect("review_arrange", page_id)


@transaction.atomic
def _newcomer(values: dict[str, Any], draft: Article, user: Any) -> Reviewer:
    """Return somebody as a reviewer without an account; whoever is known by name and credentials stays who they are."""
    if not may_vouch(user, draft):
        raise NotEntitledError(_("Whoever may publish the article can invite somebody new. Choose a reviewer."))
    person = find_person(PersonContent(values["name"], values["credentials"]))
    told = {name: values[name] for name in ("licence", "conflicts_of_interest")}
    reviewer, _made = Reviewer.objects.get_or_create(person=person, defaults=told)
    if not reviewer.conflicts_of_interest.strip():
        raise ReviewError(
            _("Ask %s about conflicts of interest and funding, and write the answer down: “None.” is one.") % reviewer
        )
    return reviewer


@require_POST
def take_invitation_back(request: HttpRequest, page_id: int, invitation_id: int) -> HttpResponse:
    draft = _draft(request, page_id)
    invitation = get_object_or_404(Invitation, article=draft, pk=invitation_id)

    def act() -> str:
        take_back(invitation)
        return _("The link opens nothing any more.")

    return _done(request, page_id, act)


def _done(request: HttpRequest, page_id: int, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except ReviewError as error:
        messages.error(request, str(error))
    return redirect("review_arrange", page_id)


def _show(request: HttpRequest, draft: Article, invitation_form: InvitationForm) -> HttpResponse:
    assignment = open_review_of(draft)
    state = draft.current_workflow_state
    if not may_vouch(request.user, draft):
        invitation_form.leave_out_newcomers()
    values = {
        "article": draft,
        "assignment": assignment,
        "candidates": candidates(subject_of(draft), task_of(assignment)),
        "plan_form": PlanForm(instance=assignment) if assignment else None,
        "invitation_form": invitation_form,
        "invitations": invitations_of(draft),
        "mail_is_set_up": mail_is_set_up(),
        "may_except": may_except(request.user),
        "signatures": standing_signatures(draft) if may_revoke_for_another(request.user) else (),
        "step": state.current_task_state.task if state and state.current_task_state else None,
        "needs_changes": bool(state and state.status == state.STATUS_NEEDS_CHANGES),
        "today": timezone.localdate(),
    }
    return render(request, "review/arrange.html", values)


def _draft(request: HttpRequest, page_id: int) -> Article:
    article = get_object_or_404(Article, pk=page_id)
    if not may_arrange(request.user, article):
        raise PermissionDenied
    draft: Article = article.get_latest_revision_as_object()
    return draft
