"""The head of each kind of page, for programs: see docs/structured-data.md."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellread.articles.models import InstitutionSettings, Person
from wellread.discovery.articles import ArticleView, Translation
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Hit
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Term
from wellread.website.addresses import absolute, article_address, feed_address, home_address
from wellread.website.article_data import article_nodes
from wellread.website.article_facts import article_facts
from wellread.website.article_list import ListPage
from wellread.website.change_log import ChangeLog
from wellread.website.page_data import home_nodes, person_nodes, stamp_nodes, term_nodes
from wellread.website.page_head import NOT_KEPT, FeedLink, HeadPicture, PageHead, in_all_languages, path_of
from wellread.website.stamp_page import StampPage, changes_address
from wellread.website.term_page import TermPage


def plain_head(title: str, address: str, *, description: str = "") -> PageHead:
    """Return the head of a page that exists in all languages; `address` is that of the page, without host."""
    return PageHead(title, absolute(address), description, translations=in_all_languages(address))


def home_head(settled: InstitutionSettings, *, language: str) -> PageHead:
    address = home_address(language)
    return PageHead(
        title=settled.name,
        canonical=absolute(address),
        description=settled.description or _("Health information that says by whom and when it was reviewed."),
        translations={code: absolute(home_address(code)) for code in language_codes()},
        feeds=(FeedLink(feed_address(SearchRequest(language=language)), _("All articles")),),
        nodes=home_nodes(language, description=settled.description),
    )


def article_head(view: ArticleView, *, facet_names: Mapping[str, str], people: Collection[str]) -> PageHead:
    """Return the head of a current edition; `people` are the slugs of those who have a page of their own."""
    own = absolute(article_address(view.hit.slug, language=view.hit.language))
    others = {one.language: absolute(article_address(one.slug, language=one.language)) for one in view.translations}
    shown = next(iter(view.content.images), None)
    changes = reverse("website:changes_feed", args=[view.hit.slug])
    return PageHead(
        title=view.content.headline,
        canonical=own,
        description=view.content.summary,
        kind="article",
        translations={view.hit.language: own, **others},
        feeds=(FeedLink(changes, _("Changes of this article")),),
        picture=HeadPicture(absolute(reverse("image", args=[shown.file])), shown.alternative_text) if shown else None,
        nodes=article_nodes(view, article_facts(view), facet_names=facet_names, people=people),
    )


def list_head(page: ListPage) -> PageHead:
    """Return the head of a list; search engines keep lists of one term at most, in their usual order."""
    request = page.result.request
    kept = may_be_kept(request) and page.result.total > 0
    title = page.chosen_phrase or _("Articles")
    return PageHead(
        title=title,
        canonical=page.canonical,
        description=_of_so_many(title, page.result.total) if kept else "",
        robots="" if kept else NOT_KEPT,
        translations={} if request.words else in_all_languages(path_of(page.canonical)),
        feeds=() if request.words else (FeedLink(feed_address(request), title),),
    )


def may_be_kept(request: SearchRequest) -> bool:
    """Return whether search engines may keep a list: there are more combinations than anybody could read."""
    terms = sum(len(slugs) for slugs in request.selected.values())
    return terms < 2 and not request.words and request.sort is None


def term_head(page: TermPage, term: Term, *, language: str) -> PageHead:
    request = SearchRequest(language=language, selected={term.facet.slug: frozenset({term.slug})})
    return PageHead(
        title=page.name,
        canonical=page.canonical,
        description=page.definition or _of_so_many(page.name, page.result.total),
        robots="" if page.result.total else NOT_KEPT,
        translations=in_all_languages(path_of(page.canonical)),
        feeds=(FeedLink(feed_address(request), page.name),),
        nodes=term_nodes(page, term, language=language),
    )


def facet_head(name: str, address: str, *, language: str) -> PageHead:
    feed = FeedLink(feed_address(SearchRequest(language=language)), _("All articles"))
    description = _("%(facet)s: every term in the library, with the number of its articles.") % {"facet": name}
    return PageHead(name, absolute(address), description, translations=in_all_languages(address), feeds=(feed,))


def _of_so_many(about: str, total: int) -> str:
    """Return what a search engine shows below the name of a list."""
    told = {"about": about, "number": number_format(total, force_grouping=True)}
    return (
        ngettext(
            "%(about)s: %(number)s article that says by whom and when it was reviewed.",
            "%(about)s: %(number)s articles that say by whom and when they were reviewed.",
            total,
        )
        % told
    )


def person_head(person: Person, *, language: str, profile_html: str) -> PageHead:
    address = reverse("website:person", args=[person.slug])
    return PageHead(
        title=str(person),
        canonical=absolute(address),
        description=", ".join(filter(None, [person.role, person.affiliation])),
        kind="profile",
        translations=in_all_languages(address),
        nodes=person_nodes(person, url=absolute(address), language=language, profile_html=profile_html),
    )


def stamp_head(page: StampPage, *, signed_at: datetime, language: str) -> PageHead:
    return PageHead(
        title=page.verdict,
        canonical=page.canonical,
        description=page.headline,
        translations=in_all_languages(path_of(page.canonical)),
        nodes=stamp_nodes(page, signed_at=signed_at, language=language),
    )


def answers_head(words: str, canonical: str) -> PageHead:
    """Return the head of the answers to a question, which nobody keeps, or of the page where one can be asked."""
    if words:
        return PageHead(_("Answers to “%(words)s”") % {"words": words}, canonical, robots=NOT_KEPT)
    description = _("Ask in your own words, and read what our reviewed articles answer, word for word.")
    return PageHead(_("Ask a question"), canonical, description, translations=in_all_languages(path_of(canonical)))


def changes_head(log: ChangeLog, editions: Iterable[Hit | Translation]) -> PageHead:
    """Return the head of a change log; `editions` are the article in all its languages."""
    title = _("Changes: %(headline)s") % {"headline": log.headline}
    return PageHead(
        title=title,
        canonical=log.canonical,
        robots=NOT_KEPT if log.difference else "",
        translations={one.language: absolute(changes_address(one.slug, language=one.language)) for one in editions},
        feeds=(FeedLink(log.feed_url, _("Changes of this article")),),
    )
