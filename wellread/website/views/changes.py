"""An article's change log, and its feed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from wellread.articles.models import institution
from wellread.discovery.articles import ArticleView, Moved, Withdrawn, find_article
from wellread.publishing.history import difference_between, editions_of
from wellread.publishing.models import Publication
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import absolute
from wellread.website.change_log import ChangeLog, ShownDifference, change_log, shown_difference
from wellread.website.frame import render_page
from wellread.website.page_heads import changes_head
from wellread.website.views.articles import withdrawn_page

Show = Callable[[ArticleView, Publication], HttpResponse]


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    def show(view: ArticleView, publication: Publication) -> HttpResponse:
        difference = _asked_difference(request, publication)
        log = _log(view, publication, difference)
        return render_page(
            request, "changes.html", {"page": log}, head=changes_head(log, [view.hit, *view.translations])
        )

    return _of_article(request, slug, "website:changes", show)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    def show(view: ArticleView, publication: Publication) -> HttpResponse:
        return HttpResponse(_atom(_log(view, publication, None)), content_type="application/atom+xml; charset=utf-8")

    return _of_article(request, slug, "website:changes_feed", show)


def _of_article(request: HttpRequest, slug: str, name: str, show: Show) -> HttpResponse:
    """Answer as the article's own address does: moved, withdrawn, or never there."""
    found = find_article(slug, language=active_language())
    match found:
        case ArticleView():
            return show(found, Publication.objects.get(source_id=found.hit.source_id))
        case Moved():
            return HttpResponsePermanentRedirect(reverse(name, args=[found.slug]))
        case Withdrawn():
            return withdrawn_page(request, found)
        case None:
            raise Http404(f"There is no article {slug}.")


def _log(view: ArticleView, publication: Publication, difference: ShownDifference | None) -> ChangeLog:
    return change_log(
        view.hit.headline,
        view.hit.slug,
        language=view.hit.language,
        editions=editions_of(publication),
        difference=difference,
    )


def _asked_difference(request: HttpRequest, publication: Publication) -> ShownDifference | None:
    """Return the difference that was asked for; 404 for an edition that does not exist."""
    if not {"from", "to"} & request.GET.keys():
        return None
    older, newer = (_number(request.GET.get(name, "")) for name in ("from", "to"))
    found = difference_between(publication, older=older, newer=newer)
    if found is None:
        raise Http404(f"There are no editions {older} and {newer} of {publication}.")
    return shown_difference(found, older=older, newer=newer)


def _number(text: str) -> int:
    """Return the number of an edition; what is none of their numbers is 0, which no edition has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _atom(log: ChangeLog) -> bytes:
    address = log.canonical
    atom = Atom1Feed(
        title=log.headline,
        link=address,
        description="",
        language=log.language,
        feed_url=absolute(log.feed_url),
        feed_guid=address,
        author_name=institution().name,
    )
    for one in log.editions:
        atom.add_item(
            title=f"{log.headline}: {one.kind}",
            link=f"{address}#edition-{one.number}",
            unique_id=f"{address}#edition-{one.number}",
            description=" ".join(filter(None, [one.change_note, f"{one.review}."])),
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return bytes(atom.writeString("utf-8"), "utf-8")
