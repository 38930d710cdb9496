"""What an article still needs before readers see it, for its editors: who reviews it, minor changes, waivers.

Reviewers sign on a screen of their own (`review.views`), to which this page leads them.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.articles.wording import Wording, content_digest, medical_wording
from wellread.publishing.door import chosen_terms
from wellread.publishing.errors import OverrulingError
from wellread.publishing.models import Refusal, user_name
from wellread.publishing.overruling import Judged, may_overrule, overrule, with_overrulings
from wellread.publishing.rules import judge
from wellread.review.attest import may_waive, waive
from wellread.review.authority import may_arrange, may_publish
from wellread.review.coverage import Coverage, coverage_of
from wellread.review.errors import WordsChangedError
from wellread.review.minor_changes import confirm, difference_to, mark, may_confirm, refuse_minor, signed_before
from wellread.review.models import reviewer_of
from wellread.review.workflow import MinorMark, open_review_of

LONGEST_REASON = 500


@dataclass(frozen=True)
class Readiness:
    """The latest draft's words, what covers them, and what the rules say of them."""

    content: ArticleContent
    wording: list[Wording]
    digest: str
    coverage: Coverage | None
    judged: list[Judged]

    @property
    def open(self) -> list[Judged]:
        return [one for one in self.judged if one.is_open]

    @property
    def overruled(self) -> list[Judged]:
        return [one for one in self.judged if not one.is_open]


def readiness_of(article: Article) -> Readiness:
    """Return how ready the article is, as it stands in memory."""
    content = content_of(article)
    coverage = coverage_of(content)
    found = judge(article, content, chosen_terms(article), coverage)
    return Readiness(
        content=content,
        wording=medical_wording(content),
        digest=content_digest(content),
        coverage=coverage,
        judged=with_overrulings(found, source_id=article.source_id),
    )


class WaiverForm(forms.Form):
    """Why these words may be published without a medical review."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It goes into the ledger. Readers see “Not medically reviewed”."),
    )


def show_readiness(request: HttpRequest, page_id: int) -> HttpResponse:
    article = _draft(request, page_id)
    if _only_reviews(request, article):
        return redirect("review_screen", page_id)
    ready = readiness_of(article)
    signed = signed_before(ready.content)
    return render(
        request,
        "publishing/readiness.html",
        {
            "article": article,
            "ready": ready,
            "reviewer": reviewer_of(request.user),
            "waiver_form": WaiverForm(initial={"digest": ready.digest}) if may_waive(request.user) else None,
            "refusal": Refusal.objects.filter(article=article).first(),
            "may_overrule": may_overrule(request.user),
            "may_edit": article.permissions_for_user(request.user).can_edit(),
            "may_arrange": may_arrange(request.user, article),
            "may_mark_minor": may_publish(request.user, article),
            "assignment": open_review_of(article),
            "signed": signed,
            "difference": difference_to(signed, ready.content) if signed else None,
            "minor": _minor(request, article, ready.digest),
        },
    )


def _only_reviews(request: HttpRequest, article: Article) -> bool:
    """Return whether somebody has nothing to do with the article but to review it, or to confirm a minor change."""
    permissions = article.permissions_for_user(request.user)
    if permissions.can_edit() or permissions.can_publish() or may_waive(request.user) or may_overrule(request.user):
        return False
    return reviewer_of(request.user) is not None and not MinorMark.objects.filter(article_id=article.pk).exists()


@dataclass(frozen=True)
class Minor:
    """A change that somebody marked as minor; `stale` says that the words have changed since."""

    mark: MinorMark
    stale: bool
    may_confirm: bool
    is_mine: bool


def _minor(request: HttpRequest, article: Article, digest: str) -> Minor | None:
    found = MinorMark.objects.select_related("attestation__reviewer__person").filter(article_id=article.pk).first()
    if found is None:
        return None
    mine = request.user.get_username() == found.marked_by
    return Minor(found, found.digest != digest, may_confirm(found, article, request.user), mine)


@require_POST
def mark_minor(request: HttpRequest, page_id: int) -> HttpResponse:
    mark(_draft(request, page_id), shown_digest=request.POST.get("digest", ""), user=request.user)
    messages.success(request, _("Marked. A second editor, or the reviewer who signed, looks at it and confirms."))
    return redirect("article_readiness", page_id)


@require_POST
def confirm_minor(request: HttpRequest, page_id: int) -> HttpResponse:
    draft = _draft(request, page_id)
    if "refuse" in request.POST:
        refuse_minor(draft, user=request.user)
        messages.success(request, _("Not minor: the words need a new signature."))
    else:
        confirm(draft, shown_digest=request.POST.get("digest", ""), user=request.user)
        messages.success(request, _("Confirmed. The signature covers these words, and readers will see “corrected”."))
    return redirect("article_readiness", page_id)


@require_POST
def overrule_finding(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a finding stand, if it is still what was shown."""
    article = _draft(request, page_id)
    if not may_overrule(request.user):
        raise PermissionDenied
    shown = request.POST.get("rule", ""), request.POST.get("digest", "")
    found = {(one.finding.rule, one.finding.digest): one.finding for one in readiness_of(article).judged}
    try:
        if shown not in found:
            raise OverrulingError(_("These words have changed since they were shown. Look at what the rules say now."))
        overrule(article, found[shown], reason=request.POST.get("reason", "")[:LONGEST_REASON], user=request.user)
        messages.success(request, _("Overruled. It ends when these words change."))
    except OverrulingError as error:
        messages.error(request, str(error))
    return redirect("article_readiness", page_id)


@require_POST
def waive_words(request: HttpRequest, page_id: int) -> HttpResponse:
    article = _draft(request, page_id)
    if not may_waive(request.user):
        raise PermissionDenied
    form = WaiverForm(request.POST)
    content = content_of(article)
    if not form.is_valid():
        messages.error(request, _("Say why this article may be published without a medical review."))
    elif form.cleaned_data["digest"] != content_digest(content):
        raise WordsChangedError(_("The words have changed since they were shown. Read them again."))
    else:
        waive(article, content, reason=form.cleaned_data["reason"], by=user_name(request.user))
        messages.success(request, _("These words may now be published without a medical review."))
    return redirect("article_readiness", page_id)


def _draft(request: HttpRequest, page_id: int) -> Article:
    """Return the article's latest draft; only those who may edit, publish, sign or waive may see it."""
    article = get_object_or_404(Article, pk=page_id)
    permissions = article.permissions_for_user(request.user)
    allowed = (
        permissions.can_edit()
        or permissions.can_publish()
        or reviewer_of(request.user)
        or may_waive(request.user)
        or may_overrule(request.user)
    )
    if not allowed:
        raise PermissionDenied
    draft: Article = article.get_latest_revision_as_object()
    return draft


def readiness_address(article: Article) -> str:
    return reverse("article_readiness", args=[article.pk])
