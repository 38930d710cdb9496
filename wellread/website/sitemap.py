"""All public pages for crawlers (sitemaps.org 0.9), in files that are quickly made, with true dates of change."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.feedgenerator import rfc3339_date
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator

from wellread.publishing.models import EditionPerson, Publication, PublicationQuerySet
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Facet, TermAncestor
from wellread.website.addresses import absolute, article_address, home_address
from wellread.website.page_head import DEFAULT, in_all_languages

ENTRIES_IN_A_FILE = 10_000
"""The protocol allows 50,000; one of these is written in less than a second."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NO_ATTRIBUTES: "AttributesImpl[str]" = AttributesImpl({})


@dataclass(frozen=True)
class Entry:
    """One page: its whole address, when it changed if that is known, and its address in each of its languages."""

    url: str
    changed_at: datetime | None
    translations: Mapping[str, str]


@dataclass(frozen=True)
class SitemapFile:
    """One file of the sitemap; `number` counts from 1."""

    section: str
    language: str
    number: int

    @property
    def url(self) -> str:
        return absolute(reverse("sitemap_file", args=[self.section, self.language, self.number]))


def files() -> list[tuple[SitemapFile, datetime | None]]:
    """Return all files that are not empty, each with its latest change."""
    found: list[tuple[SitemapFile, datetime | None]] = []
    for language in language_codes():
        changed_at = latest_change(language)
        for section in SECTIONS:
            numbers = range(1, _files_in(section, language) + 1)
            found += [(SitemapFile(section, language, number), changed_at) for number in numbers]
    return found


def entries_of(file: SitemapFile) -> list[Entry]:
    """Return what stands in a file; nothing for a file that does not exist."""
    if file.section not in SECTIONS or file.language not in language_codes():
        return []
    if not 1 <= file.number <= _files_in(file.section, file.language):
        return []
    start = (file.number - 1) * ENTRIES_IN_A_FILE
    with override(file.language):
        return list(SECTIONS[file.section][1](file.language, slice(start, start + ENTRIES_IN_A_FILE)))


def _files_in(section: str, language: str) -> int:
    return -(-SECTIONS[section][0](language) // ENTRIES_IN_A_FILE)


def latest_change(language: str) -> datetime | None:
    changed: datetime | None = _current(language).aggregate(at=Max("current__published_at"))["at"]
    return changed


def _current(language: str) -> PublicationQuerySet:
    return Publication.objects.current().in_language(language)


def _count_articles(language: str) -> int:
    return _current(language).count()


def _articles(language: str, part: slice) -> Iterator[Entry]:
    rows = _current(language).order_by("pk").values_list("slug", "translation_key", "current__published_at")[part]
    translations = _translations()
    for slug, key, changed_at in rows:
        url = absolute(article_address(slug, language=language))
        yield Entry(url, changed_at, translations.get(key, {}))


def _translations() -> dict[UUID, dict[str, str]]:
    """Return the whole addresses by language of all articles that are public in more than one."""
    several = Publication.objects.current().values("translation_key").annotate(languages=Count("pk"))
    keys = several.filter(languages__gt=1).values("translation_key")
    rows = Publication.objects.current().filter(translation_key__in=keys).order_by("language")
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for key, language, slug in rows.values_list("translation_key", "language", "slug"):
        found[key][language] = absolute(article_address(slug, language=language))
    return found


def _term_rows(language: str) -> Any:
    """Return all terms that have articles, with what changed last in them; a merged term under its new name."""
    editions = {"term__editions__current_of__language": language, "ancestor__merged_into": None}
    rows = TermAncestor.objects.filter(**editions).values_list("ancestor__facet__path", "ancestor__slug")
    return rows.annotate(at=Max("term__editions__published_at")).order_by("ancestor__facet__path", "ancestor__slug")


def _count_terms(language: str) -> int:
    return int(_term_rows(language).count())


def _terms(language: str, part: slice) -> Iterator[Entry]:
    for path, slug, changed_at in _term_rows(language)[part]:
        address = reverse("website:term", args=[path, slug])
        yield Entry(absolute(address), changed_at, in_all_languages(address))


def _person_rows(language: str) -> Any:
    named = EditionPerson.objects.filter(edition__current_of__language=language)
    return named.values_list("person__slug").annotate(at=Max("edition__published_at")).order_by("person__slug")


def _count_people(language: str) -> int:
    return int(_person_rows(language).count())


def _people(language: str, part: slice) -> Iterator[Entry]:
    for slug, changed_at in _person_rows(language)[part]:
        address = reverse("website:person", args=[slug])
        yield Entry(absolute(address), changed_at, in_all_languages(address))


def _count_pages(language: str) -> int:
    return 1


def _pages(language: str, part: slice) -> Iterator[Entry]:
    """Yield the pages that every library has. Those about it change with the program: no date is made up for them."""
    changed_at = latest_change(language)
    home = home_address(language)
    yield Entry(absolute(home), changed_at, in_all_languages(home))
    listing = [reverse("website:articles"), *(reverse("website:facet", args=[one.path]) for one in Facet.objects.all())]
    for address in listing:
        yield Entry(absolute(address), changed_at, in_all_languages(address))
    for name in ("answers", "about_review", "privacy", "accessibility"):
        address = reverse(f"website:{name}")
        yield Entry(absolute(address), None, in_all_languages(address))


SECTIONS: dict[str, tuple[Callable[[str], int], Callable[[str, slice], Iterator[Entry]]]] = {
    "articles": (_count_articles, _articles),
    "terms": (_count_terms, _terms),
    "people": (_count_people, _people),
    "pages": (_count_pages, _pages),
}


def write_index(found: list[tuple[SitemapFile, datetime | None]], handler: SimplerXMLGenerator) -> None:
    handler.startElement("sitemapindex", AttributesImpl({"xmlns": NAMESPACE}))
    for file, changed_at in found:
        handler.startElement("sitemap", NO_ATTRIBUTES)
        handler.addQuickElement("loc", file.url)
        if changed_at:
            handler.addQuickElement("lastmod", _written(changed_at))
        handler.endElement("sitemap")
    handler.endElement("sitemapindex")


def write_entries(entries: list[Entry], handler: SimplerXMLGenerator) -> None:
    handler.startElement("urlset", AttributesImpl({"xmlns": NAMESPACE, "xmlns:xhtml": XHTML}))
    for entry in entries:
        handler.startElement("url", NO_ATTRIBUTES)
        handler.addQuickElement("loc", entry.url)
        if entry.changed_at:
            handler.addQuickElement("lastmod", _written(entry.changed_at))
        for language, url in _alternates(entry):
            handler.addQuickElement("xhtml:link", "", {"rel": "alternate", "hreflang": language, "href": url})
        handler.endElement("url")
    handler.endElement("urlset")


def _written(changed_at: datetime) -> str:
    return str(rfc3339_date(changed_at.replace(microsecond=0)))


def _alternates(entry: Entry) -> list[tuple[str, str]]:
    """Return the languages of a page that has more than one, its own included, and the one for all other readers."""
    own = [(code, entry.translations[code]) for code in language_codes() if code in entry.translations]
    return [*own, (DEFAULT, own[0][1])] if len(own) > 1 else []
