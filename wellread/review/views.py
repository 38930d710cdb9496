"""The reviewer's screen and list in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wellread.articles.models import Article
from wellread.articles.preview import render_preview
from wellread.articles.reading import content_of
from wellread.review.assignments import free_for, waiting_for
from wellread.review.comments import comment, open_comments, places
from wellread.review.errors import ReviewError, WrongPasswordError
from wellread.review.events import record
from wellread.review.forms import SignForm
from wellread.review.models import Attestation, Reviewer, reviewer_of
from wellread.review.passwords import check_password
from wellread.review.screen import read_screen
from wellread.review.signing import Person, Shown, Signed, ask_for_changes, decline, sign_and_go_on

SIGNED_ON_A_PAGE = 25


@require_safe
def my_reviews(request: HttpRequest) -> HttpResponse:
    reviewer, today = _reviewer(request), timezone.localdate()
    signed = Attestation.objects.filter(reviewer=reviewer).select_related("ledger_entry", "revocation")
    values = {
        "reviewer": reviewer,
        "today": today,
        "waiting": list(waiting_for(reviewer, today=today)),
        "free": free_for(reviewer, today=today),
        "signed": Paginator(signed, SIGNED_ON_A_PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "review/my_reviews.html", values)


@never_cache
@require_safe
def show(request: HttpRequest, page_id: int) -> HttpResponse:
    return _show(request, _draft(page_id), _reviewer(request), SignForm())


@never_cache
@require_safe
def words(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the whole article as readers will see it."""
    _reviewer(request)
    draft = _draft(page_id)
    return render_preview(request, content_of(draft), [term.pk for term in draft.terms.all()])


@require_POST
def sign(request: HttpRequest, page_id: int) -> HttpResponse:
    draft, reviewer, form = _draft(page_id), _reviewer(request), SignForm(request.POST)
    if not form.is_valid():
        return _show(request, draft, reviewer, form)
    values = form.cleaned_data
    shown = Shown(values["digest"], values["until"], values["sentence"], values["review"])
    try:
        check_password(request, request.POST.get("password", ""))
        signed = sign_and_go_on(draft, _person(request, reviewer), shown)
    except WrongPasswordError as error:
        record(draft, "refused", _("%s typed a wrong password.") % reviewer, user=request.user)
        form.add_error(None, str(error))
        return _show(request, draft, reviewer, form)
    except ReviewError as error:
        messages.error(request, str(error))
        return redirect("review_screen", page_id)
    _thank(request, signed, draft)
    return redirect("my_reviews")


def _thank(request: HttpRequest, signed: Signed, draft: Article) -> None:
    messages.success(request, _("You have signed “%s”. Thank you.") % draft.title)
    if signed.refused:
        told = _("Your signature stands, but the article is not published yet. Its editors were told: %s")
        messages.warning(request, told % signed.refused)


@require_POST
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    draft, reviewer = _draft(page_id), _reviewer(request)
    try:
        ask_for_changes(draft, _person(request, reviewer), comment=request.POST.get("comment", ""))
    except ReviewError as error:
        messages.error(request, str(error))
        return redirect("review_screen", page_id)
    messages.success(request, _("“%s” is back with its editors, with your comment.") % draft.title)
    return redirect("my_reviews")


@require_POST
def refuse(request: HttpRequest, page_id: int) -> HttpResponse:
    draft, reviewer, given = _draft(page_id), _reviewer(request), request.POST
    try:
        decline(
            draft,
            _person(request, reviewer),
            shown_digest=given.get("digest", "")[:64],
            reason=given.get("reason", ""),
        )
    except ReviewError as error:
        messages.error(request, str(error))
        return redirect("review_screen", page_id)
    messages.success(request, _("You have declined “%s”. Its editors will ask somebody else.") % draft.title)
    return redirect("my_reviews")


@require_POST
def leave_comment(request: HttpRequest, page_id: int) -> HttpResponse:
    draft, given = _draft(page_id), request.POST
    _reviewer(request)
    try:
        comment(draft, path=given.get("path", ""), text=given.get("text", ""), user=request.user)
    except ReviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your comment stands beside the words in the editors' form."))
    return redirect("review_screen", page_id)


def _show(request: HttpRequest, draft: Article, reviewer: Reviewer, form: SignForm) -> HttpResponse:
    values = {
        "screen": read_screen(draft, reviewer),
        "form": form,
        "places": places(draft),
        "comments": open_comments(draft),
    }
    return render(request, "review/screen.html", values)


def _person(request: HttpRequest, reviewer: Reviewer) -> Person:
    user: Any = request.user
    # A signature's entry in the ledger is public, and the name that somebody signs in with may be their address.
    return Person(reviewer, user, f"account {user.pk}")


def _reviewer(request: HttpRequest) -> Reviewer:
    reviewer = reviewer_of(request.user)
    if reviewer is None:
        raise PermissionDenied
    return reviewer


def _draft(page_id: int) -> Article:
    draft: Article = get_object_or_404(Article, pk=page_id).get_latest_revision_as_object()
    return draft
