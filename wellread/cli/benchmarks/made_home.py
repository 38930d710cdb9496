"""A whole installation with a made library: articles, editions and their addresses, written many at a time.

Publishing through the door, one transaction for each article, takes some hours for 100,000; the rows are the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from wellread.articles.content import ArticleContent, Block, Paragraph, Question
from wellread.articles.interchange import content_to_json
from wellread.articles.libraries import library_of
from wellread.articles.models import Article, ArticleAuthor, Library, Person
from wellread.articles.reading import person_content
from wellread.articles.wording import content_digest
from wellread.articles.writing import write_content
from wellread.cli.benchmarks.library import MadeArticle
from wellread.cli.benchmarks.vocabulary import made_terms
from wellread.cli.home import prepare
from wellread.publishing.door import search_text
from wellread.publishing.index_words import index_words
from wellread.publishing.models import Address, Change, Edition, EditionPerson, EditionTerm, LibraryState, Publication
from wellread.review.coverage import Basis
from wellread.vocabulary.models import Term

AT_ONCE = 500
LANGUAGE = "en"
REVIEW_DUE = date(9999, 12, 31)


@dataclass(frozen=True)
class Written:
    """An article's rows while they are being written."""

    made: MadeArticle
    article: Article
    content: ArticleContent


class MadeHome:
    """Fills the home of this process, which must be empty."""

    def __init__(self) -> None:
        prepare()
        numbers = {(term.facet, term.slug): term.number for term in made_terms()}
        rows = Term.objects.select_related("facet")
        self.terms: Mapping[int, int] = {
            numbers[term.facet.slug, term.slug]: term.pk for term in rows if (term.facet.slug, term.slug) in numbers
        }
        self._author = Person.objects.create(name="Made Person", credentials="M.D.", slug="made-person")
        self._library = library_of(LANGUAGE)
        self._content_type = ContentType.objects.get_for_model(Article)

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        """Write all articles and make Wagtail's own search index of them."""
        for some in _in_portions(articles):
            with transaction.atomic():
                written = self._write_articles(some)
                self._publish(written)
        call_command("update_index", verbosity=0)
        # Without figures about its tables SQLite goes through Wagtail's index row by row: twenty times as long.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _write_articles(self, some: list[MadeArticle]) -> list[Written]:
        written = [self._article(made) for made in some]
        pages = Page.objects.bulk_create(_page_of(one.article) for one in written)
        for one, page in zip(written, pages, strict=True):
            one.article.pk = one.article.page_ptr_id = page.pk
        # `bulk_create` refuses models with two tables; this is what it calls for each.
        Article._base_manager._insert(
            [one.article for one in written],
            fields=Article._meta.local_concrete_fields,
            using=DEFAULT_DB_ALIAS,
        )
        ArticleAuthor.objects.bulk_create(ArticleAuthor(article=one.article, person=self._author) for one in written)
        Article.terms.through.objects.bulk_create(
            Article.terms.through(article_id=one.article.pk, term_id=self.terms[number])
            for one in written
            for number in one.made.terms
        )
        Library.objects.filter(pk=self._library.pk).update(numchild=some[-1].key)
        return written

    def _article(self, made: MadeArticle) -> Written:
        content = ArticleContent(
            source_id=f"made:{made.key}",
            headline=made.headline,
            language=LANGUAGE,
            summary=made.summary,
            authors=(person_content(self._author),),
            body=tuple(_block(passage.question, passage.text) for passage in made.passages),
            published_on=made.published_on,
        )
        article = Article(source_id=content.source_id, slug=f"{slugify(made.headline)}-{made.key}")
        write_content(article, content, images={})
        article.draft_title = article.title
        article.locale = self._library.locale
        article.content_type = self._content_type
        article.path = Page._get_path(self._library.path, self._library.depth + 1, made.key)
        article.depth = self._library.depth + 1
        article.live = True
        article.set_url_path(self._library)
        article.first_published_at = article.last_published_at = timezone.now()
        return Written(made, article, content)

    def _publish(self, written: list[Written]) -> None:
        publications = Publication.objects.bulk_create(_publication(one) for one in written)
        editions = Edition.objects.bulk_create(
            _edition(one, publication) for one, publication in zip(written, publications, strict=True)
        )
        for publication, edition in zip(publications, editions, strict=True):
            publication.current = edition
        Publication.objects.bulk_update(publications, ["current"])
        Address.objects.bulk_create(
            Address(publication=publication, language=LANGUAGE, slug=publication.slug) for publication in publications
        )
        pairs = list(zip(written, editions, strict=True))
        EditionTerm.objects.bulk_create(
            EditionTerm(edition=edition, term_id=self.terms[number])
            for one, edition in pairs
            for number in one.made.terms
        )
        EditionPerson.objects.bulk_create(
            EditionPerson(edition=edition, person=self._author, part=EditionPerson.Part.AUTHOR) for _, edition in pairs
        )
        state = LibraryState.objects.select_for_update().get()
        Change.objects.bulk_create(
            Change(number=state.last_change + number, kind=Change.Kind.EDITION, subject=publication.source_id)
            for number, publication in enumerate(publications, start=1)
        )
        state.last_change += len(publications)
        state.save()


def _in_portions(articles: Iterable[MadeArticle]) -> Iterator[list[MadeArticle]]:
    waiting = iter(articles)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _block(question: str, text: str) -> Block:
    html = f"<p>{text}</p>"
    return Question(question, html) if question else Paragraph(html)


def _page_of(article: Article) -> Page:
    """Return the row of the table that all kinds of pages share."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    return Page(**{name: getattr(article, name) for name in names})


def _publication(one: Written) -> Publication:
    return Publication(
        source_id=one.content.source_id,
        translation_key=one.article.translation_key,
        article=one.article,
        language=LANGUAGE,
        slug=one.article.slug,
        first_published_on=one.made.published_on,
    )


def _edition(one: Written, publication: Publication) -> Edition:
    return Edition(
        publication=publication,
        number=1,
        kind=Edition.Kind.FIRST,
        published_at=timezone.now(),
        article=one.article,
        content=content_to_json(one.content),
        digest=content_digest(one.content),
        headline=one.content.headline,
        search_text=search_text(one.content),
        index_words=index_words(one.content),
        minutes_to_read=one.content.minutes_to_read,
        basis=Basis.REPORTED,
        reviewed_by="Made Reviewer",
        reviewed_on=one.made.published_on,
        review_due=REVIEW_DUE,
    )
