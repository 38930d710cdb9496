"""What an article still needs before readers see it, and the two ways to give it that: sign, or waive."""

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
from wellread.articles.quality import Finding, findings
from wellread.articles.reading import content_of
from wellread.articles.wording import Wording, content_digest, medical_wording
from wellread.publishing.door import chosen_terms
from wellread.publishing.models import Refusal, user_name
from wellread.publishing.rules import term_findings
from wellread.review.attest import may_waive, sign, waive
from wellread.review.coverage import Coverage, coverage_of
from wellread.review.errors import NotEntitledError, WordsChangedError
from wellread.review.models import reviewer_of
from wellread.review.subject import subject_of


@dataclass(frozen=True)
class Readiness:
    """The latest draft's words, what covers them, and what the rules say of them."""

    content: ArticleContent
    wording: list[Wording]
    digest: str
    coverage: Coverage | None
    findings: list[Finding]


def readiness_of(article: Article) -> Readiness:
    """Return how ready the article is, as it stands in memory."""
    content = content_of(article)
    return Readiness(
        content=content,
        wording=medical_wording(content),
        digest=content_digest(content),
        coverage=coverage_of(content),
        findings=[*findings(content), *term_findings(chosen_terms(article))],
    )


class WaiverForm(forms.Form):
    """Why these words may be published without a medical review."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It goes into the ledger. Readers see “Not medically reviewed”."),
    )


def show_readiness(request: HttpRequest, page_id: int) -> HttpResponse:
    article = _draft(request, page_id)
    ready = readiness_of(article)
    return render(
        request,
        "publishing/readiness.html",
        {
            "article": article,
            "ready": ready,
            "reviewer": reviewer_of(request.user),
            "waiver_form": WaiverForm(initial={"digest": ready.digest}) if may_waive(request.user) else None,
            "refusal": Refusal.objects.filter(article=article).first(),
            "may_edit": article.permissions_for_user(request.user).can_edit(),
        },
    )


@require_POST
def sign_words(request: HttpRequest, page_id: int) -> HttpResponse:
    article = _draft(request, page_id)
    reviewer = reviewer_of(request.user)
    if reviewer is None:
        raise NotEntitledError(_("Your account does not belong to a reviewer."))
    shown = request.POST.get("digest", "")
    sign(subject_of(article), reviewer=reviewer, shown_digest=shown, by=request.user.get_username())
    messages.success(request, _("You have signed these words as %(name)s.") % {"name": reviewer})
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
        permissions.can_edit() or permissions.can_publish() or reviewer_of(request.user) or may_waive(request.user)
    )
    if not allowed:
        raise PermissionDenied
    draft: Article = article.get_latest_revision_as_object()
    return draft


def readiness_address(article: Article) -> str:
    return reverse("article_readiness", args=[article.pk])
