"""A selection of articles as an Atom feed (RFC 4287), in pages (RFC 5005)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wellread.discovery.latest import Latest, LatestArticle
from wellread.discovery.results import ReviewFacts
from wellread.review.coverage import Status
from wellread.website.addresses import absolute, article_address
from wellread.website.asked import printable


@dataclass(frozen=True)
class FeedPage:
    """One page of a feed: whole addresses; `pages` are those of RFC 5005 by their relation (first, next ...)."""

    title: str
    language: str
    list_url: str
    own_url: str
    first_url: str
    pages: Mapping[str, str]
    publisher: str
    rights: str
    updated: datetime
    latest: Latest


class SelectionFeed(Atom1Feed):
    """Django's Atom, with what it leaves out: pages, schemes of categories, several authors."""

    def latest_post_date(self) -> datetime:
        """Return the newest of the entries, or when the library last changed: never the time of asking."""
        changed: datetime = self.feed["changed_at"]
        return changed

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, url in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": url})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for element, name in item["people"]:
            handler.startElement(element, {})
            handler.addQuickElement("name", name)
            handler.endElement(element)
        for term in item["terms"]:
            scheme = absolute(reverse("website:facet", args=[term.facet_path]))
            handler.addQuickElement("category", "", {"scheme": scheme, "term": term.slug, "label": term.name})


def write_feed(page: FeedPage) -> bytes:
    """Return the feed as bytes; the address of its first page is its name on all pages."""
    feed = SelectionFeed(
        title=page.title,
        link=page.list_url,
        description="",
        language=page.language,
        feed_url=page.own_url,
        feed_guid=stable_id(page.first_url),
        author_name=printable(page.publisher),
        feed_copyright=page.rights,
        changed_at=page.updated,
        pages=page.pages,
    )
    for article in page.latest.articles:
        _add(feed, article)
    return str(feed.writeString("utf-8")).encode()


def stable_id(name: str) -> str:
    """Return an id that is the same as long as the library stands at its address, whatever a slug becomes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def changed_at(latest: Latest, *, library_changed_at: datetime) -> datetime:
    return max((one.changed_at for one in latest.articles), default=library_changed_at)


def review_sentence(review: ReviewFacts) -> str:
    """Return in words what a stamp says: a copy has to carry it, wherever it goes."""
    facts = {"name": review.reviewer, "on": day_in_words(review.last_reviewed), "due": day_in_words(review.review_due)}
    match review.status:
        case Status.CURRENT:
            return _("Medically reviewed by %(name)s on %(on)s. Next review due %(due)s.") % facts
        case Status.OVERDUE:
            return _("Review overdue since %(due)s. Last medically reviewed by %(name)s on %(on)s.") % facts
        case Status.REPORTED:
            return _("Reviewed at its source by %(name)s on %(on)s. Next review due %(due)s.") % facts
        case Status.REPORTED_OVERDUE:
            return _("Review overdue since %(due)s. Last reviewed at its source by %(name)s on %(on)s.") % facts
        case _:
            return _("Not medically reviewed.")


def day_in_words(day: date | None) -> str:
    return date_format(day, pgettext("format of a day", "F j, Y")) if day else ""


def _add(feed: SelectionFeed, article: LatestArticle) -> None:
    hit = article.hit
    url = absolute(article_address(hit.slug, language=hit.language))
    with override(hit.language):
        review = review_sentence(hit.review)
    feed.add_item(
        title=printable(hit.headline),
        link=url,
        # Under the source id, because a slug may change, and with our address, because others may import it as well.
        unique_id=stable_id(f"{settings.WELLREAD_PUBLIC_URL}/#{hit.source_id}"),
        description=format_html_join(
            "", "<p>{}</p>", ((printable(words),) for words in (hit.summary, review) if words)
        ),
        pubdate=datetime.combine(hit.published_on, time(12), tzinfo=UTC),
        updateddate=article.changed_at,
        people=_people(article),
        terms=hit.terms,
    )


def _people(article: LatestArticle) -> list[tuple[str, str]]:
    authors = [("author", printable(one.name_with_credentials)) for one in article.authors]
    reviewer = article.hit.review.reviewer
    return authors + ([("contributor", printable(reviewer))] if reviewer else [])
