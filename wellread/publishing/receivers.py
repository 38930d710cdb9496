"""Listen to everything that makes something public, inside the transaction that does it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Page

from wellread.articles.models import Article, InstitutionSettings, Person
from wellread.publishing.changes import record_change
from wellread.publishing.door import DELETED, REVOKED, REVOKED_FOR_REVIEWER, close, keep
from wellread.publishing.errors import NotReviewedError
from wellread.publishing.models import Change, EditionTerm, Publication
from wellread.publishing.publish import withdraw
from wellread.review.models import Attestation, MinorChange, Reviewer, ReviewPolicy, Revocation
from wellread.vocabulary.hierarchy import ancestors_changed
from wellread.vocabulary.models import Code, Facet, FacetName, Synonym, Term, TermAncestor, TermName

_PUBLIC_FIELDS = {field.name for field in Article._meta.local_fields} | {
    "title",
    "slug",
    "live",
    "locale",
    "alias_of",
    "translation_key",
}


@receiver(post_save)
def keep_the_door(
    sender: type[Model],
    instance: Model,
    raw: bool,
    update_fields: Collection[str] | None,
    **kwargs: Any,
) -> None:
    """Keep editions true to a saved article; Wagtail saves some as a plain Page (move, scheduled unpublishing)."""
    if raw or sender not in {Article, Page}:
        return
    if sender is Article and update_fields is None:
        keep(instance)  # type: ignore[arg-type]  # the sender was just compared
    elif update_fields is None or _PUBLIC_FIELDS & set(update_fields):
        article = Article.objects.filter(pk=instance.pk).first()
        if article is not None and not (sender is Page and _stands(article)):
            keep(article)


def _stands(article: Article) -> bool:
    """Return whether what a plain Page can change of a live article is as readers see it: it was only moved."""
    readers_see = Publication.objects.current().filter(article=article, slug=article.slug, language=article.language)
    return article.live and readers_see.filter(current__headline=article.headline.strip()).exists()


@receiver(pre_delete, sender=Article)
def close_the_door(instance: Article, **kwargs: Any) -> None:
    close(instance, default_reason=DELETED)


_KINDS: dict[type[Model], Change.Kind] = {
    Facet: Change.Kind.VOCABULARY,
    FacetName: Change.Kind.VOCABULARY,
    Term: Change.Kind.VOCABULARY,
    TermName: Change.Kind.VOCABULARY,
    Synonym: Change.Kind.VOCABULARY,
    Code: Change.Kind.VOCABULARY,
    Person: Change.Kind.PERSON,
    InstitutionSettings: Change.Kind.SETTINGS,
    # What follows changes no edition, but pages that tell of it: a stamp's, a person's, "How we review".
    ReviewPolicy: Change.Kind.SETTINGS,
    Reviewer: Change.Kind.PERSON,
    Revocation: Change.Kind.PERSON,
    MinorChange: Change.Kind.PERSON,
}


@receiver(post_save)
@receiver(post_delete)
def record_public_change(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if sender in _KINDS and not raw:
        record_change(_KINDS[sender], _subject(instance))


@receiver(m2m_changed, sender=Reviewer.specialties.through)
def record_new_specialties(instance: Model, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Reviewer):
        record_change(Change.Kind.PERSON, _subject(instance))


@receiver(post_save)
@receiver(pre_delete)
def record_new_picture(
    sender: type[Model], instance: Any, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    """A portrait or a logo is the editors' own image, not a frozen one; deleting it empties the field silently."""
    if sender is not get_image_model() or raw or created:
        return
    logos = InstitutionSettings.objects.filter(Q(logo=instance.pk) | Q(logo_by_night=instance.pk))
    if logos.exists():
        record_change(Change.Kind.SETTINGS, "institution")
    for person in Person.objects.filter(portrait=instance.pk):
        record_change(Change.Kind.PERSON, _subject(person))


@receiver(m2m_changed, sender=Term.parents.through)
def record_new_parents(instance: Term, action: str, **kwargs: Any) -> None:
    if action.startswith("post_"):
        record_change(Change.Kind.VOCABULARY, _subject(instance))


@receiver(ancestors_changed)
def record_new_ancestors(terms: Collection[int], **kwargs: Any) -> None:
    """Name by its id each term that an edition has: those editions count for other terms than before."""
    for pk in EditionTerm.objects.filter(term__in=terms).values_list("term", flat=True).distinct().order_by("term"):
        record_change(Change.Kind.ANCESTORS, str(pk))


@receiver(pre_delete, sender=Term)
def record_lost_ancestor(instance: Term, **kwargs: Any) -> None:
    """The rows of the closure go with the term, before anybody could compare them."""
    below = TermAncestor.objects.filter(ancestor=instance).exclude(term=instance)
    record_new_ancestors(terms=set(below.values_list("term", flat=True)))


def _subject(instance: Any) -> str:
    """Return what changed, in the words of its address: disease/breast-cancer."""
    match instance:
        case Term():
            return f"{instance.facet.slug}/{instance.slug}"
        case TermName() | Synonym() | Code():
            return _subject(instance.term)
        case Facet() | Person():
            return str(instance.slug)
        case Reviewer():
            return _subject(instance.person)
        case Revocation() | MinorChange():
            return _subject(instance.attestation.reviewer)
        case ReviewPolicy():
            return f"policy for {_subject(instance.term)}"
        case FacetName():
            return _subject(instance.facet)
        case _:
            return "institution"


@receiver(post_save, sender=Attestation)
def publish_the_new_review(instance: Attestation, created: bool, raw: bool, **kwargs: Any) -> None:
    """Make the next edition at once where readers already see the words that were just signed."""
    if not created or raw:
        return
    readers_see = Publication.objects.current().filter(current__digest=instance.digest, language=instance.language)
    for article in Article.objects.filter(publication__in=readers_see, live=True):
        keep(article)


@receiver(post_save, sender=Revocation)
def end_what_rested_on_it(instance: Revocation, created: bool, raw: bool, **kwargs: Any) -> None:
    """Let what stood on a signature that was taken back stand on another one, or withdraw it."""
    if not created or raw:
        return
    for publication in Publication.objects.current().filter(current__attestation=instance.attestation):
        article = Article.objects.get(pk=publication.article_id)
        try:
            keep(article)
        except NotReviewedError:
            for_reviewer = "on_behalf_of" in instance.ledger_entry.body
            withdraw(article, reason=REVOKED_FOR_REVIEWER if for_reviewer else REVOKED, by=instance.by)
