"""Who may sign which words: a reviewer never reviews their own, and only what they know."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Revision

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.review.models import Reviewer, SpecialtyException
from wellread.review.subject import Subject
from wellread.vocabulary.models import TermAncestor


def objections(reviewer: Reviewer, subject: Subject, *, on: date) -> list[str]:
    """Return a sentence for each reason why the reviewer may not sign these words on a day; empty if they may."""
    return [*_of_the_person(reviewer, subject, on=on), *_of_the_subject(reviewer, subject)]


def _of_the_person(reviewer: Reviewer, subject: Subject, *, on: date) -> Iterator[str]:
    content = subject.content
    told = {"reviewer": reviewer, "headline": content.headline}
    if not reviewer.active:
        yield _("%(reviewer)s is no longer an active reviewer.") % told
    if reviewer.credentials_valid_until and reviewer.credentials_valid_until < on:
        day = date_format(reviewer.credentials_valid_until)
        yield _("The credentials of %(reviewer)s were valid until %(day)s.") % {**told, "day": day}
    if reviewer.person.slug in {author.slug for author in content.authors}:
        yield _("%(reviewer)s wrote “%(headline)s” and cannot review it.") % told
    elif _experts(content) == {reviewer.person.slug}:
        yield _("%(reviewer)s is the only expert quoted in “%(headline)s” and cannot review it.") % told
    elif reviewer.user_id and _saved_words(reviewer.user_id, subject.article):
        yield _("%(reviewer)s has written in “%(headline)s” with their own account and cannot review it.") % told


def _saved_words(user_id: int, article_id: int | None) -> bool:
    """Return whether an account began an article or saved a draft of it, whoever is named as its author."""
    saved = Revision.page_revisions.filter(object_id=str(article_id), user=user_id)
    return bool(saved.exists() or Article.objects.filter(pk=article_id, owner=user_id).exists())


def _experts(content: ArticleContent) -> set[str]:
    authors = {author.slug for author in content.authors}
    return {person.slug for person in content.people if person.slug not in authors}


def _of_the_subject(reviewer: Reviewer, subject: Subject) -> Iterator[str]:
    content = subject.content
    told = {"reviewer": reviewer, "headline": content.headline, "sponsor": content.sponsored_by}
    if content.sponsored_by:
        yield _("“%(headline)s” is sponsored by %(sponsor)s: what somebody paid for carries no medical review.") % told
    languages = {one.language for one in reviewer.languages.all()}
    if languages and content.language not in languages:
        yield _("%(reviewer)s does not review articles in the language of “%(headline)s”.") % told
    if not knows(reviewer, subject.terms) and not _is_excepted(reviewer, content.source_id):
        yield (
            _(
                "“%(headline)s” is outside of the specialties of %(reviewer)s. "
                "A content lead can make an exception and say why."
            )
            % told
        )


def knows(reviewer: Reviewer, terms: Collection[int]) -> bool:
    """Return whether one of the terms is a specialty of the reviewer or below one."""
    specialties = {term.pk for term in reviewer.specialties.all()}
    if not specialties:
        return True
    return TermAncestor.objects.filter(term__in=terms, ancestor__in=specialties).exists()


def _is_excepted(reviewer: Reviewer, source_id: str) -> bool:
    return SpecialtyException.objects.filter(reviewer=reviewer, source_id=source_id).exists()
