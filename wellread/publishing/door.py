"""The one door: what is live has a current edition, what is not has none, whoever saved it.

`receivers` calls this inside the transaction that saves or deletes an article. Raising here rolls that back.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from wellread.articles.content import ArticleContent, block_texts
from wellread.articles.interchange import content_to_json
from wellread.articles.models import Article, Person
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.changes import locked_state, record_change
from wellread.publishing.errors import AddressTakenError, LanguageError
from wellread.publishing.index_words import index_words
from wellread.publishing.models import (
    Address,
    Change,
    Edition,
    EditionFinding,
    EditionImage,
    EditionPerson,
    EditionTerm,
    Publication,
    Refusal,
)
from wellread.publishing.occasion import EditionFacts, current_occasion
from wellread.publishing.rules import check
from wellread.review.coverage import Coverage
from wellread.review.ledger import append
from wellread.review.models import LedgerEntry
from wellread.vocabulary.models import Term
from wellread.vocabulary.sorting import fold

DELETED = "The article was deleted."
EXPIRED = "The time for which this article was published is over."
WITHDRAWN = "The article was withdrawn by its publisher."
REVOKED = "The reviewer took back the signature under these words."
REVOKED_FOR_REVIEWER = "The signature under these words was taken back on the reviewer’s behalf."


def keep(article: Article) -> None:
    """Make the editions agree with a saved article, or raise PublishingError or ArticleError."""
    article.refuse_alias()
    if article.live:
        _keep_published(article)
    else:
        close(article, default_reason=EXPIRED if article.expired else WITHDRAWN)


def is_public_already(article: Article, content: ArticleContent, terms: Collection[Term]) -> bool:
    """Return whether readers see just these words of the article under just these terms."""
    publication = Publication.objects.current().select_related("current").filter(source_id=article.source_id).first()
    if publication is None:
        return False
    dated = replace(content, published_on=content.published_on or publication.first_published_on)
    return _same(publication.current, dated, terms)


def close(article: Article, *, default_reason: str) -> None:
    """End the article's current edition, if it has one, and say so in the outbox."""
    publication = Publication.objects.current().filter(article=article).first()
    if publication is None:
        return
    publication.current = None
    publication.withdrawn_at = timezone.now()
    publication.withdrawn_reason = current_occasion().reason or default_reason
    publication.save()
    record_change(Change.Kind.WITHDRAWAL, publication.source_id)
    withdrawn = {
        "source_id": publication.source_id,
        "reason": publication.withdrawn_reason,
        "by": current_occasion().by,
    }
    append(LedgerEntry.Kind.WITHDRAWAL, withdrawn)


def _keep_published(article: Article) -> None:
    locked_state()
    content, terms = content_of(article), chosen_terms(article)
    publication = _publication(article)
    content = replace(content, published_on=content.published_on or publication.first_published_on)
    public_already = _same(publication.current, content, terms)
    coverage, warnings = check(article, content, terms, public_already=public_already)
    _keep_address(publication, article.slug)
    what = _what_changed(publication.current, content, terms, coverage)
    if what is None:
        return
    edition = _next_edition(publication, article, content, terms, coverage, kind=what)
    EditionFinding.objects.bulk_create(
        EditionFinding(edition=edition, rule=one.rule, digest=one.digest, sentence=one.sentence) for one in warnings
    )
    publication.current = edition
    publication.withdrawn_at, publication.withdrawn_reason = None, ""
    publication.first_published_on = content.published_on or publication.first_published_on
    publication.save()
    Refusal.objects.filter(article=article).delete()
    record_change(Change.Kind.EDITION, publication.source_id)


def chosen_terms(article: Article) -> list[Term]:
    """Return the article's terms; a merged one counts as what it was merged into."""
    return list({term.pk: term for term in (one.merged_into or one for one in article.terms.all())}.values())


def _publication(article: Article) -> Publication:
    publication, _made = Publication.objects.get_or_create(
        source_id=article.source_id,
        defaults={
            "translation_key": article.translation_key,
            "article": article,
            "language": article.language,
            "slug": article.slug,
            "first_published_on": article.published_on or timezone.localdate(),
        },
    )
    if publication.language != article.language:
        raise LanguageError(f"“{article.title}” is published in another language. Make a translation of it instead.")
    if (publication.article_id, publication.translation_key) != (article.pk, article.translation_key):
        # It was deleted and came back by an import, or has become a translation of another article.
        publication.article, publication.translation_key = article, article.translation_key
        publication.save()
        record_change(Change.Kind.ADDRESS, publication.source_id)
    return publication


def _keep_address(publication: Publication, slug: str) -> None:
    taken = Publication.objects.current().filter(language=publication.language, slug=slug).exclude(pk=publication.pk)
    if taken.exists():
        raise AddressTakenError(f"Another published article has the address {slug}. Choose another slug.")
    address, made = Address.objects.get_or_create(
        language=publication.language, slug=slug, defaults={"publication": publication}
    )
    if address.publication_id != publication.pk:
        address.publication = publication
        address.save()
    if made or publication.slug != slug:
        publication.slug = slug
        publication.save()
        record_change(Change.Kind.ADDRESS, publication.source_id)


def _what_changed(
    current: Edition | None, content: ArticleContent, terms: Collection[Term], coverage: Coverage
) -> Edition.Kind | None:
    """Return the kind of the edition to come, or None if readers would see nothing new."""
    if current is None or not _same(current, content, terms):
        return Edition.Kind.UPDATE
    review = (current.basis, current.reviewed_by, current.reviewed_on, current.review_due)
    if review != (coverage.basis, coverage.reviewed_by, coverage.reviewed_on, coverage.review_due):
        return Edition.Kind.REVIEW
    return None


def _same(current: Edition | None, content: ArticleContent, terms: Collection[Term]) -> bool:
    """Return whether readers see just these words under just these terms already."""
    if current is None or current.read() != content:
        return False
    return set(current.terms.values_list("pk", flat=True)) == {term.pk for term in terms}


def _next_edition(
    publication: Publication,
    article: Article,
    content: ArticleContent,
    terms: Collection[Term],
    coverage: Coverage,
    *,
    kind: Edition.Kind,
) -> Edition:
    told = current_occasion()
    edition = Edition.objects.create(
        publication=publication,
        **_history(article, publication.editions.order_by("-number").first(), told.restored, kind=kind),
        published_by=told.by,
        article=article,
        revision=article.live_revision,
        content=content_to_json(content),
        digest=content_digest(content),
        headline=content.headline,
        search_text=search_text(content),
        index_words=index_words(content),
        minutes_to_read=content.minutes_to_read,
        basis=coverage.basis,
        reviewed_by=coverage.reviewed_by,
        reviewed_on=coverage.reviewed_on,
        review_due=coverage.review_due,
        reviewer=coverage.attestation.reviewer.person if coverage.attestation else None,
        attestation=coverage.attestation,
    )
    EditionTerm.objects.bulk_create(EditionTerm(edition=edition, term=term) for term in terms)
    EditionImage.objects.bulk_create(
        EditionImage(edition=edition, file=file) for file in sorted({image.file for image in content.images})
    )
    _name_people(edition, content)
    return edition


def _history(
    article: Article, previous: Edition | None, restored: EditionFacts | None, *, kind: Edition.Kind
) -> dict[str, object]:
    """Return number, kind, note and time of the next edition."""
    if previous is None:
        first = EditionFacts(1, Edition.Kind.FIRST, timezone.now())
        return vars(restored or first).copy()
    if kind == Edition.Kind.UPDATE:
        kind = Edition.Kind(article.change_kind)
    # A note that the edition before already has was written for that one and left in the form.
    note = article.change_note if article.change_note != previous.change_note else ""
    return {"number": previous.number + 1, "kind": kind, "change_note": note, "published_at": timezone.now()}


def _name_people(edition: Edition, content: ArticleContent) -> None:
    authors = {author.slug for author in content.authors}
    parts = [(slug, EditionPerson.Part.AUTHOR) for slug in authors]
    parts += [(person.slug, EditionPerson.Part.QUOTED) for person in content.people if person.slug not in authors]
    people = {person.slug: person for person in Person.objects.filter(slug__in=[slug for slug, _ in parts])}
    rows = {(people[slug].pk, part) for slug, part in parts}
    if edition.reviewer_id:
        rows.add((edition.reviewer_id, EditionPerson.Part.REVIEWER))
    EditionPerson.objects.bulk_create(
        EditionPerson(edition=edition, person_id=person, part=part) for person, part in sorted(rows)
    )


def search_text(content: ArticleContent) -> str:
    """Return all words of the article folded, each with one space before it, for finding beginnings of words."""
    texts = [
        content.headline,
        content.summary,
        *(text for block in content.body for text in block_texts(block)),
    ]
    return "".join(f" {word}" for word in search_words(" ".join(texts)))


def search_words(text: str) -> list[str]:
    """Return the folded words of a text: letters and digits only."""
    return re.findall(r"[^\W_]+", fold(text))
