"""What a clinician sees who came by a link: who they are, then the review (or what they signed), then thanks.

The address holds the secret, so nothing else on the web may learn it, no cache keep it and no crawler list it. It is
also why Django's CSRF token is not asked for: nobody can send a form here without knowing the link, and the cookie of
whoever typed the code is not sent along from other sites.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellread.articles.images import frozen_images
from wellread.articles.models import institution
from wellread.articles.preview import render_preview
from wellread.articles.reading import content_of
from wellread.review.errors import InvitationError, MailError, ReviewError, WordsChangedError, WrongCodeError
from wellread.review.events import record
from wellread.review.forms import SignForm
from wellread.review.invitations import (
    CODE_MINUTES,
    confirm_code,
    draft_of,
    find,
    is_held_by,
    language_of,
    send_code,
    use,
)
from wellread.review.models import Attestation
from wellread.review.publisher import publisher
from wellread.review.screen import read_screen
from wellread.review.signing import Person, Shown, Signed, ask_for_changes, decline, sign_and_go_on
from wellread.review.taking_back import confirm_by_mail, take_signature_back
from wellread.review.workflow import Invitation

COOKIE = "wellread_review"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Invitation, str, Rest], HttpResponseBase]


def by_link(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """Give a view the invitation that the address opens, in its article's language; say in words why it opens none."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        with override(language_of(token)):
            try:
                response = view(request, find(token), token, *args, **kwargs)
            except InvitationError as error:
                response = _page("ended.html", {"sentence": str(error)}, status=410)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return guarded


def confirmed(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """Let only the browser in that typed the right code, and only with a link to review."""
    return _confirmed(view, Invitation.Purpose.REVIEW)


def confirmed_to_take_back(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """Let only the browser in that typed the right code, and only with a link to take a signature back."""
    return _confirmed(view, Invitation.Purpose.TAKE_BACK)


def _confirmed(view: View[Rest], purpose: Invitation.Purpose) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(
        request: HttpRequest, invitation: Invitation, token: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if invitation.purpose != purpose:
            # Whoever may take a signature back may not sign with the same link, nor the other way round.
            return redirect(_START[Invitation.Purpose(invitation.purpose)], token)
        if not is_held_by(invitation, request.COOKIES.get(COOKIE, "")):
            return redirect("guest_identity", token)
        return view(request, invitation, token, *args, **kwargs)

    return guarded


_START = {Invitation.Purpose.REVIEW: "guest_review", Invitation.Purpose.TAKE_BACK: "guest_take_back"}
"""Where each kind of link begins."""


@by_link
@require_safe
@confirmed
def show(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    return _show(invitation, token, SignForm())


@by_link
@require_safe
def identity(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if invitation.codes_sent == 0:
        record(invitation.article, "invitation_opened", str(invitation.reviewer))
    return _ask_who(invitation, token)


@by_link
@require_POST
def code(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Send a code."""
    try:
        send_code(invitation)
    except (InvitationError, MailError) as error:
        return _ask_who(invitation, token, error=str(error))
    return redirect("guest_identity", token)


@by_link
@require_POST
def confirm(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Let whoever types the code in, by a cookie for this link alone."""
    try:
        secret = confirm_code(invitation, request.POST.get("code", ""))
    except WrongCodeError as error:
        invitation.refresh_from_db()
        return _ask_who(invitation, token, error=str(error))
    response = redirect(_START[Invitation.Purpose(invitation.purpose)], token)
    response.set_cookie(
        COOKIE,
        secret,
        path=reverse("guest_review", args=[token]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@by_link
@require_safe
@confirmed
def words(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show the whole article as readers will see it."""
    draft = draft_of(invitation)
    terms = [term.pk for term in draft.terms.all()]
    return render_preview(request, content_of(draft), terms, lambda file: reverse("guest_image", args=[token, file]))


@by_link
@require_safe
@confirmed
def image(request: HttpRequest, invitation: Invitation, token: str, file: str) -> HttpResponse:
    if file not in {one.file for one in content_of(draft_of(invitation)).images}:
        raise Http404
    with frozen_images().open(file) as opened:
        return HttpResponse(opened.read(), content_type=f"image/{file.rsplit('.', 1)[-1].replace('jpg', 'jpeg')}")


@by_link
@require_POST
@confirmed
def sign(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    form = SignForm(request.POST)
    if not form.is_valid():
        return _show(invitation, token, form)
    values = form.cleaned_data
    shown = Shown(values["digest"], values["until"], values["sentence"], values["review"])
    done: list[Signed] = []

    def act() -> tuple[Invitation.Outcome, Attestation | None]:
        if shown.digest != invitation.digest:
            raise WordsChangedError(
                _("The words of “%s” have changed since they were shown. Read them again.") % invitation.article.title
            )
        signed = sign_and_go_on(draft_of(invitation), _person(invitation), shown)
        done.append(signed)
        return Invitation.Outcome.SIGNED, signed.attestation

    return _act(invitation, token, act, "signed", signed=done)


@by_link
@require_POST
@confirmed
def ask(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    def act() -> tuple[Invitation.Outcome, None]:
        ask_for_changes(draft_of(invitation), _person(invitation), comment=request.POST.get("comment", ""))
        return Invitation.Outcome.CHANGES, None

    return _act(invitation, token, act, "changes", note=request.POST.get("comment", ""))


@by_link
@require_POST
@confirmed
def refuse(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    def act() -> tuple[Invitation.Outcome, None]:
        reason = request.POST.get("reason", "")
        decline(draft_of(invitation), _person(invitation), shown_digest=invitation.digest, reason=reason)
        return Invitation.Outcome.DECLINED, None

    return _act(invitation, token, act, "declined", note=request.POST.get("reason", ""))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_to_take_back
def take_back(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Say what follows from taking a signature back, and do it."""
    if request.method != "POST":
        return _show_signed(invitation, token)
    reason = request.POST.get("reason", "")

    def act() -> tuple[Invitation.Outcome, Attestation | None]:
        take_signature_back(invitation, reason=reason)
        return Invitation.Outcome.REVOKED, invitation.attestation

    return _act(invitation, token, act, "revoked", note=reason)


def _show_signed(invitation: Invitation, token: str, *, error: str = "") -> HttpResponse:
    signed = invitation.attestation
    lost = publisher().rests_on(signed) if signed else []
    return _page("take_back.html", {"signed": signed, "lost": lost, "token": token, "error": error})


Act = Callable[[], tuple[Invitation.Outcome, Attestation | None]]


def _act(
    invitation: Invitation, token: str, act: Act, way: str, *, signed: list[Signed] | None = None, note: str = ""
) -> HttpResponse:
    try:
        use(invitation, act, note=note)
    except InvitationError:
        raise
    except ReviewError as error:
        if invitation.purpose == Invitation.Purpose.TAKE_BACK:
            return _show_signed(invitation, token, error=str(error))
        return _show(invitation, token, SignForm(), error=str(error))
    values = {"way": way, "headline": invitation.article.title, "signed": signed[0] if signed else None}
    if signed:
        values["mailed_to"] = hinted(invitation.email) if confirm_by_mail(invitation, signed[0].attestation) else ""
    response = _page("thanks.html", values)
    response.delete_cookie(COOKIE, path=reverse("guest_review", args=[token]), samesite="Lax")
    return response


def _person(invitation: Invitation) -> Person:
    # Not translated: the ledger calls things by one name, whatever language its reviewers read.
    return Person(invitation.reviewer, None, f"invitation {invitation.pk}")


def _show(invitation: Invitation, token: str, form: SignForm, *, error: str = "") -> HttpResponse:
    values = {
        "screen": read_screen(draft_of(invitation), invitation.reviewer),
        "form": form,
        "token": token,
        "error": error,
    }
    return _page("review.html", values)


def _ask_who(invitation: Invitation, token: str, *, error: str = "") -> HttpResponse:
    values = {
        "invitation": invitation,
        "token": token,
        "error": error,
        "minutes": CODE_MINUTES,
        "address": hinted(invitation.email),
        "code_is_on_its_way": bool(invitation.code_hash),
        "takes_back": invitation.purpose == Invitation.Purpose.TAKE_BACK,
    }
    return _page("identity.html", values)


def hinted(email: str) -> str:
    """Return enough of an address for its owner to know it: whoever has the link only does not learn it."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"


def _page(template: str, values: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Render without the request, so that nothing in it can touch a session or set a cookie."""
    values = {**values, "institution": institution().name, "sample": settings.WELLREAD_SAMPLE}
    return HttpResponse(render_to_string(f"review/guest/{template}", values), status=status)
