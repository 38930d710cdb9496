"""Whether the links of an article's words lead somewhere in this library, and which published ones do not any more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect

from wellread.articles.content import ArticleContent
from wellread.articles.links import Link, links_of
from wellread.articles.models import Article, Person
from wellread.articles.passages import anchors
from wellread.publishing.models import Address, Edition, Publication
from wellread.review.models import Attestation
from wellread.vocabulary.lookup import find_term
from wellread.vocabulary.models import Facet

TOP = "page--"
"""How the website begins the ids of its own parts of a page; those are none of an article's words."""

_SOME_ARTICLE = "/articles/an-article/"


@dataclass(frozen=True)
class BrokenLink:
    """A link of an article that readers see, which leads nowhere any more."""

    article_id: int | None
    headline: str
    language: str
    link: Link


def dead_links(content: ArticleContent) -> list[Link]:
    """Return the links into this library, or inside the article, that lead nowhere."""
    return [link for link in links_of(content) if _is_ours(link.address) and not _leads_somewhere(link, content)]


def broken_links() -> Iterator[BrokenLink]:
    """Yield what broke since it was published: what it leads to was withdrawn, or is called otherwise."""
    shown = Edition.objects.filter(current_of__isnull=False).annotate(text=Cast("content", TextField()))
    rows = shown.filter(text__contains="href=").select_related("publication").defer("index_words", "search_text")
    sound: set[str] = set()
    for edition in rows.order_by("headline", "pk").iterator(chunk_size=200):
        content, publication = edition.read(), edition.publication
        for link in links_of(content):
            if link.address in sound or not _is_ours(link.address):
                continue
            if not _leads_somewhere(link, content):
                yield BrokenLink(publication.article_id, edition.headline, publication.language, link)
            elif urlsplit(link.address).path:
                sound.add(link.address)  # many articles lead to the same few


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme and parts.scheme not in {"http", "https"}:
        return False
    return not parts.netloc or parts.netloc == urlsplit(settings.WELLREAD_PUBLIC_URL).netloc


def _leads_somewhere(link: Link, content: ArticleContent) -> bool:
    parts = urlsplit(link.address)
    if not (parts.path or parts.query or parts.netloc):
        places = {"", *anchors(content.body)}
        return unquote(parts.fragment) in places or parts.fragment.startswith(TOP)
    path = urljoin(_SOME_ARTICLE, unquote(parts.path) or "/")
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return True
    language = get_language_from_path(path) or settings.LANGUAGE_CODE
    with override(language):
        match = _match(path)
    return match is not None and _exists(match, language, content)


def _match(path: str) -> ResolverMatch | None:
    """Return what answers at a path; a browser that leaves out the last slash is led to it."""
    for one in (path, f"{path}/"):
        try:
            return resolve(one)
        except Resolver404:
            continue
    return None


def _exists(match: ResolverMatch, language: str, content: ArticleContent) -> bool:
    look = _LOOKS.get(match.view_name)
    return look(match.kwargs, language, content) if look else True


def _article(named: dict[str, Any], language: str, content: ArticleContent) -> bool:
    """Return whether readers find the article, or will find it because it is this one."""
    published = Address.objects.filter(language=language, slug=named["slug"], publication__current__isnull=False)
    itself = Article.objects.filter(source_id=content.source_id, slug=named["slug"])
    return published.exists() or bool(itself.exists())


def _person(named: dict[str, Any], language: str, content: ArticleContent) -> bool:
    person = Person.objects.filter(slug=named["slug"])
    shown = Publication.objects.current().filter(current__people__person__in=person)
    return shown.exists() or named["slug"] in {one.slug for one in content.people}


def _facet(named: dict[str, Any], language: str, content: ArticleContent) -> bool:
    return Facet.objects.filter(path=named["path"]).exists()


def _term(named: dict[str, Any], language: str, content: ArticleContent) -> bool:
    facet = Facet.objects.filter(path=named["path"]).first()
    return facet is not None and find_term(facet, named["slug"]) is not None


def _stamp(named: dict[str, Any], language: str, content: ArticleContent) -> bool:
    return Attestation.objects.filter(ledger_entry=named["number"]).exists()


_LOOKS: dict[str, Callable[[dict[str, Any], str, ArticleContent], bool]] = {
    "website:article": _article,
    "website:changes": _article,
    "website:leaflet": _article,
    "website:person": _person,
    "website:facet": _facet,
    "website:term": _term,
    "website:stamp": _stamp,
}
"""Addresses that exist only while what they name does, by the names that the website gives them."""
