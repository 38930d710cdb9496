"""What readers tell us: whether an answer was clear, and which mistake an article has. Nothing of who is kept.

There is no cookie, hence no token: `Sec-Fetch-Site` and `Origin` say whether a form comes from our own page.
"""

from dataclasses import dataclass

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wellread.discovery.articles import Moved, Withdrawn, find_article
from wellread.publishing.models import Edition, Publication
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import article_address
from wellread.website.feedback import Place, count, edition_read, keep_comment, place_in, questions_of
from wellread.website.feedback_forms import ClearForm, CommentForm
from wellread.website.feedback_origin import from_own_page
from wellread.website.feedback_throttle import CLICKS_OF_ONE, CLICKS_ON_ARTICLE, COMMENTS_OF_ONE, visitor_key
from wellread.website.frame import render_page
from wellread.website.models import LONGEST_COMMENT, Feedback
from wellread.website.views.articles import withdrawn_page

# Anchors on the article's page that only show when an address leads to them.
THANKS, TELL, PAGE_THANKS = "--thanks", "--tell", "page--thanks"


@dataclass(frozen=True)
class Asked:
    """A current article that a reader tells something of."""

    request: HttpRequest
    publication: Publication
    current: Edition
    kind: Feedback

    @property
    def address(self) -> str:
        return article_address(self.publication.slug, language=self.publication.language)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a yes, a no, or words about an answer that was not clear."""
    asked = _asked(request, slug, "website:feedback", Feedback.UNCLEAR)
    if not isinstance(asked, Asked):
        return asked
    if request.method != "POST":
        return HttpResponseRedirect(asked.address)
    if not from_own_page(request):
        return _refused(asked, 403, _not_ours())
    return _take_click(asked) if "clear" in request.POST else _take_comment(asked)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form for reporting a mistake, or take what it sends."""
    asked = _asked(request, slug, "website:mistake", Feedback.MISTAKE)
    if not isinstance(asked, Asked):
        return asked
    if request.method != "POST":
        return _form_page(asked)
    if not from_own_page(request):
        return _refused(asked, 403, _not_ours())
    return _take_comment(asked)


def _asked(request: HttpRequest, slug: str, name: str, kind: Feedback) -> Asked | HttpResponse:
    found = find_article(slug, language=active_language())
    match found:
        case None:
            raise Http404(f"There is no article {slug}.")
        case Moved():
            return HttpResponsePermanentRedirect(reverse(name, args=[found.slug]), preserve_request=True)
        case Withdrawn():
            return withdrawn_page(request, found)
    publication = Publication.objects.select_related("current").get(source_id=found.hit.source_id)
    current = edition_read(publication, None)
    if current is None:
        raise Http404(f"{slug} has just been withdrawn.")
    return Asked(request, publication, current, kind)


def _take_click(asked: Asked) -> HttpResponse:
    form = ClearForm(asked.request.POST)
    edition = _edition(asked, form) if form.is_valid() else None
    place = place_in(edition, form.cleaned_data["place"]) if edition else None
    if edition is None or place is None:
        return _refused(asked, 400, _("This answer is not in the article any more. Please read it again."))
    after = THANKS if form.kind is Feedback.CLEAR else TELL
    if not form.is_trapped:
        visitor = visitor_key(asked.request, day=timezone.localdate())
        one_too_many = bool(visitor) and not CLICKS_OF_ONE.admits(visitor)
        if one_too_many or not CLICKS_ON_ARTICLE.admits(str(asked.publication.pk)):
            return _refused(asked, 429, _too_much())
        try:
            count(edition, place, form.kind)
        except DatabaseError:
            return _refused(asked, 503, _not_kept())
    return _back(asked, place.anchor + after)


def _take_comment(asked: Asked) -> HttpResponse:
    form = CommentForm(asked.request.POST)
    if not form.is_valid():
        return _refused(asked, 400, form.trouble)
    edition = _edition(asked, form)
    place = place_in(edition, form.cleaned_data["place"]) or Place()
    after = f"{place.anchor}{THANKS}" if asked.kind is Feedback.UNCLEAR and place.anchor else PAGE_THANKS
    if form.is_trapped:
        return _back(asked, after)
    today = timezone.localdate()
    visitor = visitor_key(asked.request, day=today)
    if visitor and not COMMENTS_OF_ONE.admits(visitor):
        return _refused(asked, 429, _too_much())
    try:
        kept = keep_comment(edition, place, asked.kind, form.cleaned_data["words"], today=today)
    except DatabaseError:
        return _refused(asked, 503, _not_kept())
    return _back(asked, after) if kept else _refused(asked, 429, _too_much())


def _edition(asked: Asked, form: ClearForm | CommentForm) -> Edition:
    return edition_read(asked.publication, form.cleaned_data.get("edition")) or asked.current


def _back(asked: Asked, anchor: str) -> HttpResponseRedirect:
    """Return to the article, to a place that thanks."""
    answer = HttpResponseRedirect(f"{asked.address}#{anchor}")
    answer.status_code = 303
    return answer


def _form_page(asked: Asked, *, status: int = 200, trouble: str = "") -> HttpResponse:
    sent = asked.request.POST
    values = {
        "headline": asked.current.headline,
        "language": asked.publication.language,
        "article_url": asked.address,
        "edition": asked.current.number,
        "questions": questions_of(asked.current),
        "place": sent.get("place", ""),
        "words": sent.get("words", ""),
        "longest": LONGEST_COMMENT,
        "trouble": trouble,
        "mistake": asked.kind is Feedback.MISTAKE,
        "only_told": "clear" in sent,
    }
    return render_page(asked.request, "feedback.html", values, status=status, translations={})


def _refused(asked: Asked, status: int, trouble: str) -> HttpResponse:
    return _form_page(asked, status=status, trouble=trouble)


def _not_ours() -> str:
    return _(
        "We could not tell that this form was sent from our own page, so nothing was kept. "
        "Please send it from here, or with a newer browser."
    )


def _too_much() -> str:
    return _("We have had a lot of feedback in a short time, so this was not kept. Please try again tomorrow.")


def _not_kept() -> str:
    return _("This could not be kept just now. Please try again in a few minutes.")
