"""The one writer of drafts: an item becomes an article, or its next draft, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from wellread.articles.libraries import library_of
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.articles.writing import write_content
from wellread.importers.article import EditionRecord, ImportedArticle, Place, RecognisedFacet
from wellread.importers.checking import check_fields, check_people
from wellread.importers.digests import draft_digest, line_digest
from wellread.importers.errors import ConflictError, LanguageChangedError, SlugTakenError, UnknownLanguageError
from wellread.importers.images import NewFiles, image_digests, load_images
from wellread.importers.models import ImportItem, LastImport
from wellread.importers.people import restore_people
from wellread.importers.suggest import Suggestion, suggest
from wellread.importers.terms import resolve_terms
from wellread.importers.translations import check_free, join
from wellread.importers.vocabulary_words import vocabulary_words
from wellread.review.attest import report
from wellread.review.models import Attestation, ReportedReview
from wellread.vocabulary.languages import language_codes

_LONGEST_MADE_SLUG = 100


@dataclass(frozen=True)
class Loose:
    """What an item names that the library did not have yet: it may come in later in the same run."""

    related: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By the id of the revision that should name them: the source ids."""
    translation_of: str = ""


@dataclass(frozen=True)
class Written:
    """What became of an item that came in, and all that a publication of it needs to know; none of its words.

    `revision_id` is the revision for readers, None where an editor's newer words stand here instead.
    """

    where: Place
    outcome: str
    source_id: str
    headline: str
    article_id: int
    revision_id: int | None
    slug: str
    status: str = ""
    withdrawn_reason: str = ""
    edition: EditionRecord | None = None
    suggestions: tuple[Suggestion, ...] = ()
    applied: bool = False
    vocabulary: tuple[RecognisedFacet, ...] = ()
    loose: Loose = field(default_factory=Loose)


class Writer:
    """Writes items one at a time; keeps the vocabulary's words between them."""

    def __init__(self, *, apply_suggested_terms: bool = False) -> None:
        self.apply_suggested_terms = apply_suggested_terms
        self._words = cache(vocabulary_words)

    def write(self, item: ImportedArticle, *, files: NewFiles) -> Written:
        """Make the item an article or an article's next draft, and record the review that its source reports.

        Call it inside a transaction, and roll that back if it raises ImporterError or ArticleError. Raise
        ConflictError if the article was edited here and the source has changed as well.
        """
        item = _in_a_language(item)
        suggestions = () if item.has_terms else tuple(suggest(item.content, self._words(item.content.language)))
        applied = self.apply_suggested_terms and bool(suggestions)
        if applied:
            item = replace(item, terms=_by_facet(suggestions))
        written = _Work(item, files).write()
        return replace(written, suggestions=suggestions, applied=applied)


class _Work:
    """The writing of one item: what it was given, and the steps that its outcome takes."""

    def __init__(self, item: ImportedArticle, files: NewFiles) -> None:
        check_people(item.content, reviewed_by=item.reported_review.by if item.reported_review else "")
        folder = item.where.file.parent
        drafts = [item, item.draft] if item.draft else [item]
        self.item = item
        self.terms = {id(one): resolve_terms(one.terms) for one in drafts if one.terms is not None}
        digests: dict[str, str] = {}
        self.images: dict[str, Any] = {}
        for one in drafts:
            digests.update(image_digests(one.content, folder=folder))
            self.images.update(load_images(one.content, folder=folder, files=files))
        self.line = line_digest(item, images=digests)

    def write(self) -> Written:
        existing = Article.objects.filter(source_id=self.item.content.source_id).first()
        if existing is None:
            return self._create()
        if existing.language != self.item.content.language:
            raise LanguageChangedError(
                f"{existing.source_id} is in the library in {existing.language}. Give a translation its own source id."
            )
        last = LastImport.objects.filter(article=existing).first()
        if last and last.line == self.line:
            return self._come_again(existing, last)
        return self._update(existing, last)

    def _come_again(self, existing: Article, last: LastImport) -> Written:
        """Take a line that has not changed: what it names may have come in since."""
        stands = _latest(existing)
        self._join(existing)
        if draft_digest(stands) != last.draft:
            return self._written(existing, ImportItem.Outcome.UNCHANGED, None)
        wanted = self.item.content.related
        missing = set(wanted) - {one.to.source_id for one in stands.related_articles.all()}
        found = Article.objects.filter(source_id__in=missing).exists()
        if self.item.draft or last.revision_id is None or not found:
            return self._written(existing, ImportItem.Outcome.UNCHANGED, last.revision_id)
        written = self._written(existing, ImportItem.Outcome.UPDATED, last.revision_id)
        return replace(written, loose=replace(written.loose, related={last.revision_id: wanted}))

    def _create(self) -> Written:
        library = library_of(self.item.content.language)
        article = Article(source_id=self.item.content.source_id, live=False, locale=library.locale)
        slug = self.item.slug or slugify(self.item.content.headline)[:_LONGEST_MADE_SLUG].strip("-") or "article"
        article.slug = slug if self.item.slug else find_available_slug(library, slug)
        original = self._original()
        if original:
            check_free(original, languages={article.language})
            article.translation_key = original.translation_key
        self._fill(article, self.item)
        library.add_child(instance=article)
        return self._save(article, ImportItem.Outcome.CREATED)

    def _update(self, existing: Article, last: LastImport | None) -> Written:
        stands = _latest(existing)
        as_it_is = draft_digest(stands)
        # The first publication gave readers a day that the draft leaves empty; an export of ours tells it.
        stands.published_on = stands.published_on or self.item.content.published_on
        before = draft_digest(stands)
        with transaction.atomic():
            article, final = _latest(existing), _latest(existing)
            self._fill(article, self.item)
            self._fill(final, self.item.draft or self.item)
            if draft_digest(final) != before:
                _refuse_conflict(existing, unedited=last is not None and last.draft == as_it_is)
                self._join(existing)
                return self._save(article, ImportItem.Outcome.UPDATED)
            # People whom only an old edition names were made for comparing.
            transaction.set_rollback(True)
        return self._leave(existing, article, last, draft=as_it_is)

    def _leave(self, existing: Article, as_written: Article, last: LastImport | None, *, draft: str) -> Written:
        """Keep the draft as it stands: only what lies around it can be new."""
        self._join(existing)
        news = _report(existing, self.item, as_written)
        revision_id = existing.latest_revision_id
        if self.item.draft:
            revision_id = last.revision_id if last else existing.live_revision_id
        self._remember(existing, draft=draft, revision_id=revision_id)
        outcome = ImportItem.Outcome.UPDATED if news else ImportItem.Outcome.UNCHANGED
        return self._written(existing, outcome, revision_id)

    def _join(self, existing: Article) -> None:
        original = self._original()
        if original:
            join(existing, original)

    def _save(self, article: Article, outcome: str) -> Written:
        """Save the article in memory as a revision, and its newer draft as another one."""
        revision = article.save_revision(clean=False)
        wanted = {revision.pk: self.item.content.related}
        _report(article, self.item, article)
        final = article
        if self.item.draft:
            final = _latest(article)
            self._fill(final, self.item.draft)
            wanted[final.save_revision(clean=False).pk] = self.item.draft.content.related
            _report(article, self.item.draft, final)
        self._remember(article, draft=draft_digest(final), revision_id=revision.pk)
        written = self._written(article, outcome, revision.pk)
        return replace(written, loose=replace(written.loose, related=_unknown(wanted)))

    def _fill(self, article: Article, item: ImportedArticle) -> None:
        if item.slug and item.slug != article.slug:
            article.slug = item.slug
        _check_slug(article, item.content.language)
        if item.status:
            restore_people(item.content)
        write_content(article, item.content, images=self.images)
        if id(item) in self.terms:
            article.terms = self.terms[id(item)]
        kind, note = _change(item)
        article.change_kind = article.change_kind if kind is None else kind or Article.ChangeKind.UPDATE
        article.change_note = article.change_note if note is None else note
        check_fields(article)

    def _original(self) -> Article | None:
        source_id = self.item.translation_of
        return Article.objects.filter(source_id=source_id).first() if source_id else None

    def _remember(self, article: Article, *, draft: str, revision_id: int | None) -> None:
        state = {"line": self.line, "draft": draft, "revision_id": revision_id}
        LastImport.objects.update_or_create(article=article, defaults=state)

    def _written(self, article: Article, outcome: str, revision_id: int | None) -> Written:
        translation_of = self.item.translation_of if self.item.translation_of and not self._original() else ""
        return Written(
            where=self.item.where,
            outcome=outcome,
            source_id=self.item.content.source_id,
            headline=self.item.content.headline,
            article_id=article.pk,
            revision_id=revision_id,
            slug=article.slug,
            status=self.item.status,
            withdrawn_reason=self.item.withdrawn_reason,
            edition=self.item.edition,
            vocabulary=self.item.vocabulary,
            loose=Loose(translation_of=translation_of),
        )


def _in_a_language(item: ImportedArticle) -> ImportedArticle:
    """Return the item in the language that it names, or the library's default one; raise UnknownLanguageError."""
    language = item.content.language or settings.LANGUAGE_CODE
    if language not in language_codes():
        raise UnknownLanguageError(f"language is “{language}”; this library has {', '.join(language_codes())}.")
    draft = (
        _in_a_language(replace(item.draft, content=replace(item.draft.content, language=language)))
        if item.draft
        else None
    )
    return replace(item, content=replace(item.content, language=language), draft=draft)


def _by_facet(suggestions: tuple[Suggestion, ...]) -> dict[str, tuple[str, ...]]:
    terms: dict[str, tuple[str, ...]] = {}
    for one in suggestions:
        terms[one.facet] = (*terms.get(one.facet, ()), one.slug)
    return terms


def _latest(article: Article) -> Article:
    """Return the article's latest draft, a new object each time."""
    found: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    return found


def _check_slug(article: Article, language: str) -> None:
    taken = Article.objects.filter(locale__language_code=language, slug=article.slug).exclude(pk=article.pk).first()
    if taken:
        raise SlugTakenError(f"slug: {taken.source_id} has “{article.slug}” already. Choose another one.")


def _refuse_conflict(existing: Article, *, unedited: bool) -> None:
    if not unedited:
        raise ConflictError(
            "The draft here differs from what last came in, and the source has changed as well. The draft was kept. "
            "To take the source's words, go back to the imported revision in the article's history and import again."
        )
    if existing.locked or existing.workflow_in_progress:
        raise ConflictError("The article is locked or being checked here. Import again when that is over.")


def _change(item: ImportedArticle) -> tuple[str | None, str | None]:
    """Return kind and note of the change that the item is, each None where it says nothing of it."""
    if item.edition is None:
        return item.change_kind, item.change_note
    kind = item.edition.kind if item.edition.kind in Article.ChangeKind.values else None
    return kind, item.edition.change_note


def _report(article: Article, item: ImportedArticle, as_written: Article) -> bool:
    """Record the review that the source reports, bound to the words as they were written; return whether it is new."""
    if item.reported_review is None:
        return False
    content, review = content_of(as_written), item.reported_review
    digest = content_digest(content)
    if Attestation.objects.filter(digest=digest, signed_as=review.by).exists():
        # An export of ours has come home.
        return False
    same = {"source_id": content.source_id, "digest": digest, "by": review.by, "on": review.on}
    known = ReportedReview.objects.filter(**same).exists()
    report(article, content, by=review.by, on=review.on)
    return not known


def _unknown(wanted: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Return those revisions whose related articles the library does not have yet, all of them."""
    named = {source_id for related in wanted.values() for source_id in related}
    known = set(Article.objects.filter(source_id__in=named).values_list("source_id", flat=True))
    return {revision: related for revision, related in wanted.items() if set(related) - known}
