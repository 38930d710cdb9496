"""Make rows for tests, each with the least that its station asks for."""

from datetime import date
from typing import Any

import factory
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page

from wellread.articles.models import Article, ArticleAuthor, ArticleReference, Library, Person
from wellread.articles.wording import content_digest
from wellread.review.attest import sign
from wellread.review.models import Attestation, Reviewer
from wellread.review.subject import subject_of
from wellread.vocabulary.models import Facet, Term


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda number: f"user-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")


class FacetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facet
        django_get_or_create = ("slug",)

    slug = "disease"
    path = factory.LazyAttribute(lambda facet: f"{facet.slug}s")
    name = factory.LazyAttribute(lambda facet: facet.path.title())


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        skip_postgeneration_save = True

    facet = factory.SubFactory(FacetFactory)
    slug = factory.Sequence(lambda number: f"term-{number}")
    name = factory.LazyAttribute(lambda term: term.slug.replace("-", " ").title())

    @factory.post_generation
    def parents(term: Term, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            term.parents.add(*extracted)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Sample Person {number}")
    credentials = "M.D."
    affiliation = "Sample Hospital"
    disclosure = "None."
    slug = factory.Sequence(lambda number: f"sample-person-{number}")


class ReviewerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewer

    person = factory.SubFactory(PersonFactory)
    conflicts_of_interest = "None."


def library(language: str = "en") -> Library:
    """Return the library of a language, made if there is none."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = Library.objects.filter(locale=locale).first()
    if found:
        return found
    root = Page.get_first_root_node()
    return root.add_child(instance=Library(title=f"Library {language}", slug=f"library-{language}", locale=locale))


def make_article(*, terms: list[Term] | None = None, language: str = "en", **fields: Any) -> Article:
    """Return a saved draft that meets every rule but the review."""
    number = Article.objects.count() + 1
    body = fields.pop("body", [("paragraph", "<p>Plain words.</p>")])
    article = Article(
        **{
            "title": f"Article {number}",
            "kind": "medical",
            "live": False,
            "summary": "Short.",
            **fields,
        }
    )
    article.locale = library(language).locale
    article.body = body
    article.authors = [ArticleAuthor(person=PersonFactory())]
    article.references = [ArticleReference(title="A guideline", year=2024)]
    article.terms = terms if terms is not None else [TermFactory()]
    library(language).add_child(instance=article)
    article.save_revision()
    return article


def sign_article(article: Article, reviewer: Reviewer | None = None, **kwargs: Any) -> Attestation:
    """Let a reviewer sign the article's words as they stand in memory."""
    subject = subject_of(article)
    return sign(
        subject,
        reviewer=reviewer or ReviewerFactory(),
        shown_digest=content_digest(subject.content),
        **kwargs,
    )


def make_published(*, signed: bool = True, **fields: Any) -> Article:
    """Return a published article: signed, or of the kind information."""
    article = make_article(**({} if signed else {"kind": "information"}) | fields)
    if signed:
        sign_article(article)
    article.get_latest_revision().publish()
    article.refresh_from_db()
    return article


TODAY = date(2026, 11, 23)
