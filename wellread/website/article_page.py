"""An article as its page shows it: a current edition, or a draft in the editors' preview."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone

from wellread.articles.content import ArticleContent, CallToAction, PersonContent, Reference
from wellread.articles.telephone import readable
from wellread.discovery.articles import ArticleView, EditionFacts, Translation
from wellread.discovery.results import ReviewFacts, TermName
from wellread.publishing.models import Edition
from wellread.review.coverage import Status
from wellread.website.addresses import absolute, address_label, article_address, followable
from wellread.website.byline import NamedPerson, named
from wellread.website.frame import native_name
from wellread.website.glossary import Word, explained
from wellread.website.models import LONGEST_COMMENT
from wellread.website.passages import Body, piece_maker, read_body
from wellread.website.read_next import NextLine


@dataclass(frozen=True)
class Stamp:
    """What is told of the review; `draft` says that readers do not see these words at all."""

    review: ReviewFacts
    reviewer_url: str
    kind: str
    draft: bool = False
    stamp_url: str = ""
    corrected_on: date | None = None


@dataclass(frozen=True)
class Trail:
    """The way to an article through one facet."""

    name: str
    url: str
    terms: tuple[TermName, ...]


@dataclass(frozen=True)
class ReferenceLine:
    """A reference in words, and where it can be read."""

    words: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CallLine:
    """What the reader can do next."""

    text: str
    url: str
    url_label: str
    telephone: str
    telephone_url: str


@dataclass(frozen=True)
class TranslationLine:
    """The same article in another language."""

    language: str
    language_name: str
    headline: str
    url: str
    absolute_url: str


@dataclass(frozen=True)
class EditionLine:
    """Which edition this is."""

    number: int
    kind: str
    on: date
    change_note: str
    changes_url: str = ""


@dataclass(frozen=True)
class Around:
    """What stands around a published article and is no part of it: the vocabulary's words, and what to read next."""

    words: tuple[Word, ...] = ()
    read_next: tuple[NextLine, ...] = ()


NOTHING_AROUND = Around()


@dataclass(frozen=True)
class Doors:
    """Where a reader can go from a published article: to take it along, or to tell us something of it."""

    leaflet: str
    large_leaflet: str
    feedback: str
    mistake: str
    longest_comment: int = LONGEST_COMMENT


@dataclass(frozen=True)
class ArticleWords:
    """What the content alone says."""

    language: str
    headline: str
    summary: str
    urgent_notice: str
    authors: tuple[NamedPerson, ...]
    minutes_to_read: int
    body: Body
    references: tuple[ReferenceLine, ...]
    sponsored_by: str = ""
    source_url: str = ""
    source_label: str = ""


@dataclass(frozen=True)
class ArticlePage:
    """All that the template of an article shows."""

    words: ArticleWords
    stamp: Stamp
    trails: tuple[Trail, ...]
    published_on: date | None
    call_to_action: CallLine | None
    changed_on: date | None = None
    edition: EditionLine | None = None
    translations: tuple[TranslationLine, ...] = ()
    read_next: tuple[NextLine, ...] = ()
    doors: Doors | None = None
    canonical: str = ""


def published_page(
    view: ArticleView, *, facet_names: Mapping[str, str], people: Collection[str], around: Around = NOTHING_AROUND
) -> ArticlePage:
    """Return the page of a current edition; `people` are the slugs of those who have a page of their own."""
    content = view.content
    words = article_words(content, person=linked_person(people), image_url=image_address)
    return ArticlePage(
        words=replace(words, body=explained(words.body, around.words)),
        stamp=stamp_of(view),
        trails=trails(view.hit.terms, facet_names),
        published_on=view.hit.published_on,
        call_to_action=call_line(view.call_to_action),
        changed_on=changed_on(view.edition),
        edition=edition_line(view.edition, changes_url=reverse("website:changes", args=[view.hit.slug])),
        translations=tuple(_translation(one) for one in view.translations),
        read_next=around.read_next,
        doors=doors(view.hit.slug),
        canonical=absolute(article_address(view.hit.slug, language=content.language)),
    )


def linked_person(people: Collection[str]) -> Callable[[PersonContent], NamedPerson]:
    """Return a way to name people that links to those whose slugs are given."""

    def linked(person: PersonContent) -> NamedPerson:
        return named(person, url=person_address(person.slug) if person.slug in people else "")

    return linked


def doors(slug: str) -> Doors:
    leaflet = reverse("website:leaflet", args=[slug])
    return Doors(
        leaflet=leaflet,
        large_leaflet=f"{leaflet}?size=large",
        feedback=reverse("website:feedback", args=[slug]),
        mistake=reverse("website:mistake", args=[slug]),
    )


def stamp_of(view: ArticleView) -> Stamp:
    review, facts = view.hit.review, view.stamp
    reviewer_url = person_address(review.reviewer_slug) if review.reviewer_slug else ""
    stamp_url = reverse("website:stamp", args=[facts.number]) if facts else ""
    corrected_on = facts.corrected_on if facts else None
    return Stamp(review, reviewer_url, view.content.kind, stamp_url=stamp_url, corrected_on=corrected_on)


def draft_page(
    content: ArticleContent,
    *,
    terms: Iterable[TermName],
    facet_names: Mapping[str, str],
    call_to_action: CallToAction | None,
    image_url: Callable[[str], str],
) -> ArticlePage:
    """Return the page of words that nobody has published."""
    return ArticlePage(
        words=article_words(content, person=named, image_url=image_url),
        stamp=Stamp(ReviewFacts(Status.NONE), "", content.kind, draft=True),
        trails=trails(terms, facet_names),
        published_on=content.published_on,
        call_to_action=call_line(call_to_action),
    )


def article_words(
    content: ArticleContent, *, person: Callable[[PersonContent], NamedPerson], image_url: Callable[[str], str]
) -> ArticleWords:
    source_url = followable(content.source_url)
    return ArticleWords(
        language=content.language,
        headline=content.headline,
        summary=content.summary,
        urgent_notice=content.urgent_notice,
        authors=tuple(person(author) for author in content.authors),
        minutes_to_read=content.minutes_to_read,
        body=read_body(content, piece_maker(person, image_url)),
        references=tuple(reference_line(reference) for reference in content.references),
        sponsored_by=content.sponsored_by,
        source_url=source_url,
        source_label=address_label(source_url) if source_url else "",
    )


def trails(terms: Iterable[TermName], facet_names: Mapping[str, str]) -> tuple[Trail, ...]:
    """Return the terms by facet, in the order in which they come."""
    by_facet: dict[str, list[TermName]] = {}
    for term in terms:
        by_facet.setdefault(term.facet, []).append(term)
    return tuple(
        Trail(facet_names.get(facet, facet), reverse("website:facet", args=[own[0].facet_path]), tuple(own))
        for facet, own in by_facet.items()
    )


def reference_line(reference: Reference) -> ReferenceLine:
    """Return the reference with links to its address, to PubMed and to its DOI, as far as it has them."""
    links = []
    if followable(reference.url):
        links.append((reference.url, address_label(reference.url)))
    if reference.pubmed_id:
        links.append((f"https://pubmed.ncbi.nlm.nih.gov/{reference.pubmed_id}/", f"PubMed {reference.pubmed_id}"))
    if reference.doi:
        links.append((f"https://doi.org/{quote(reference.doi)}", f"doi:{reference.doi}"))
    return ReferenceLine(f"{reference.words.rstrip('.')}.", tuple(links))


def call_line(call: CallToAction | None) -> CallLine | None:
    if call is None:
        return None
    url = followable(call.url)
    return CallLine(
        text=call.text,
        url=url,
        url_label=address_label(url) if url else "",
        telephone=readable(call.telephone) if call.telephone else "",
        telephone_url=call.telephone_url,
    )


def changed_on(edition: EditionFacts) -> date | None:
    """Return the day of the last change of words; a first edition has none, a new review changes no word."""
    if edition.kind in {Edition.Kind.FIRST, Edition.Kind.REVIEW}:
        return None
    return timezone.localdate(edition.published_at)


def edition_line(edition: EditionFacts, *, changes_url: str) -> EditionLine:
    day = timezone.localdate(edition.published_at)
    return EditionLine(edition.number, edition.kind, day, edition.change_note, changes_url)


def image_address(file: str) -> str:
    return reverse("image", args=[file])


def person_address(slug: str) -> str:
    return reverse("website:person", args=[slug])


def _translation(translation: Translation) -> TranslationLine:
    url = article_address(translation.slug, language=translation.language)
    return TranslationLine(
        language=translation.language,
        language_name=native_name(translation.language),
        headline=translation.headline,
        url=url,
        absolute_url=absolute(url),
    )
