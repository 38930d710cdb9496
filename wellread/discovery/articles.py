"""One article as readers see it, and the lists that pages show around it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from wellread.articles.content import ArticleContent, CallToAction
from wellread.articles.errors import TelephoneError
from wellread.articles.models import InstitutionSettings, institution
from wellread.articles.telephone import dialable
from wellread.discovery.hits import hit
from wellread.discovery.results import Hit
from wellread.publishing.models import Address, Edition, EditionPerson, Publication, PublicationQuerySet
from wellread.publishing.stamps import StampFacts, stamp_facts


@dataclass(frozen=True)
class Translation:
    """The same article in another language."""

    language: str
    slug: str
    headline: str


@dataclass(frozen=True)
class EditionFacts:
    """Which edition this is."""

    number: int
    kind: str
    published_at: datetime
    change_note: str


@dataclass(frozen=True)
class ArticleView:
    """A current edition with all that is read when it is served: review status, settings, neighbours."""

    hit: Hit
    content: ArticleContent
    edition: EditionFacts
    digest: str
    call_to_action: CallToAction | None
    translations: tuple[Translation, ...]
    related: tuple[Hit, ...]
    stamp: StampFacts | None = None


@dataclass(frozen=True)
class Moved:
    """The article has another address now."""

    slug: str


@dataclass(frozen=True)
class Withdrawn:
    """The article was public and is no longer."""

    headline: str
    reason: str
    on: date


def find_article(slug: str, *, language: str, today: date | None = None) -> ArticleView | Moved | Withdrawn | None:
    """Return what an address leads to today, or None if it never led anywhere."""
    address = Address.objects.filter(language=language, slug=slug).select_related("publication").first()
    if address is None:
        return None
    publication = Publication.objects.with_hit().get(pk=address.publication_id)
    if publication.current is None:
        last = publication.editions.order_by("-number").first()
        withdrawn_at = publication.withdrawn_at or timezone.now()
        headline = last.headline if last else ""
        return Withdrawn(headline, publication.withdrawn_reason, timezone.localdate(withdrawn_at))
    if publication.slug != slug:
        return Moved(publication.slug)
    return article_view(publication, publication.current, today=today or timezone.localdate())


def article_view(publication: Publication, edition: Edition, *, today: date) -> ArticleView:
    content = edition.read()
    return ArticleView(
        hit=hit(publication, today=today),
        content=content,
        edition=EditionFacts(edition.number, edition.kind, edition.published_at, edition.change_note),
        digest=edition.digest,
        call_to_action=content.call_to_action or institution_call_to_action(institution()),
        translations=_translations(publication),
        related=_hits_by_source(content.related, publication.language, today=today),
        stamp=stamp_facts(edition),
    )


def institution_call_to_action(settings: InstitutionSettings) -> CallToAction | None:
    """Return what the institution asks readers to do, as it stands now, or None."""
    if not (settings.call_to_action_text or settings.call_to_action_url or settings.call_to_action_telephone):
        return None
    try:
        telephone = dialable(settings.call_to_action_telephone) if settings.call_to_action_telephone else ""
    except TelephoneError:
        # It could be dialled when it was saved; since then the operator has set another WELLREAD_REGION.
        telephone = ""
    return CallToAction(settings.call_to_action_text, settings.call_to_action_url, telephone)


def recently_reviewed(language: str, *, limit: int, today: date) -> list[Hit]:
    """Return the articles whose review by one of our reviewers is the latest."""
    found = Publication.objects.current().in_language(language).filter(current__basis="attestation")
    return [hit(one, today=today) for one in found.order_by("-current__reviewed_on", "-pk").with_hit()[:limit]]


def articles_naming(
    person_id: int, part: EditionPerson.Part, *, language: str, today: date, start: int = 0, limit: int | None = None
) -> list[Hit]:
    """Return the current articles that a person wrote, reviewed or is quoted in, the newest first."""
    found = _naming(person_id, part, language).order_by("-first_published_on", "-pk").with_hit()
    return [hit(one, today=today) for one in found[start : None if limit is None else start + limit]]


def count_naming(person_id: int, part: EditionPerson.Part, *, language: str) -> int:
    return _naming(person_id, part, language).count()


def _naming(person_id: int, part: EditionPerson.Part, language: str) -> PublicationQuerySet:
    named = EditionPerson.objects.filter(person=person_id, part=part).values("edition")
    return Publication.objects.current().in_language(language).filter(current__in=named)


def is_public_person(person_id: int) -> bool:
    """Return whether a current edition names the person: only then have they a page."""
    return Publication.objects.current().filter(current__people__person=person_id).exists()


def is_public_image(file: str) -> bool:
    """Return whether a current edition shows the frozen image."""
    return Publication.objects.current().filter(current__images__file=file).exists()


def _translations(publication: Publication) -> tuple[Translation, ...]:
    others = (
        Publication.objects.current()
        .filter(translation_key=publication.translation_key)
        .exclude(pk=publication.pk)
        .select_related("current")
        .order_by("language")
    )
    return tuple(Translation(one.language, one.slug, one.current.headline if one.current else "") for one in others)


def _hits_by_source(source_ids: tuple[str, ...], language: str, *, today: date) -> tuple[Hit, ...]:
    found = {
        one.source_id: hit(one, today=today)
        for one in Publication.objects.current().in_language(language).filter(source_id__in=source_ids).with_hit()
    }
    return tuple(found[source_id] for source_id in source_ids if source_id in found)
