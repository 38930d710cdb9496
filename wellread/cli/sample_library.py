"""Load the sample library: invented people, and an article in every state that an article can be in."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.models import WorkflowState

from wellread.articles.content import ArticleContent, PersonContent
from wellread.articles.interchange import content_from_json, content_to_json
from wellread.articles.models import Article, Person, institution
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.articles.writing import find_person
from wellread.cli.terminal import progress, tell
from wellread.importers.article import ImportedArticle, Skipped, SourceReview
from wellread.importers.images import files_for_an_item
from wellread.importers.sources import read_items
from wellread.importers.write import Writer
from wellread.publishing.occasion import EditionFacts, occasion
from wellread.publishing.publish import publish, withdraw
from wellread.publishing.steps import approve
from wellread.review.assignments import assign
from wellread.review.attest import confirm_minor_change, sign, waive
from wellread.review.due import add_months
from wellread.review.models import Attestation, Reviewer
from wellread.review.subject import subject_of
from wellread.review.workflow import open_review_of

FOLDER = Path(__file__).resolve().parent.parent / "samples" / "articles"
BY = "Wellread demo"
INSTITUTION = "Wellread Sample Hospital"
SOURCE = "Example Cancer Alliance, medical editors"
# Reviews of some topics are due after a year: none but those that are meant to be is overdue.
LATEST_SIGNATURE_DAYS, EARLIEST_SIGNATURE_DAYS = 10, 330
OVERDUE_MONTHS = 40
NO_INTERESTS = "None."
"""What people who do not exist say of their conflicts of interest and their funding."""

REVIEWERS = (
    PersonContent("Maren Sample", "M.D.", "medical oncologist", INSTITUTION),
    PersonContent("Leo Sample", "M.D., Ph.D.", "hematologist", INSTITUTION),
    PersonContent("Nadia Sample", "M.D.", "radiologist", INSTITUTION),
)
"""Who signs, the main reviewer first; nobody signs what they wrote or are quoted in."""


class Fate(Enum):
    """What becomes of an article of the sample library."""

    SIGNED = auto()
    CORRECTED = auto()
    IN_REVIEW = auto()
    OVERDUE = auto()
    REPORTED = auto()
    REPORTED_OVERDUE = auto()
    WAIVED = auto()
    DRAFT = auto()
    SCHEDULED = auto()
    WITHDRAWN = auto()


FATES = {
    "sample:bleeding-after-menopause": Fate.OVERDUE,
    "sample:an-abnormal-pap-or-hpv-test": Fate.OVERDUE,
    "sample:multiple-myeloma-bone-health": Fate.OVERDUE,
    "sample:telling-your-children": Fate.CORRECTED,
    "sample:sleep-during-cancer-treatment": Fate.IN_REVIEW,
    "sample:h-pylori-and-your-stomach": Fate.REPORTED,
    "sample:swollen-lymph-nodes": Fate.REPORTED_OVERDUE,
    "sample:giving-blood-after-cancer": Fate.WAIVED,
    "sample:chemo-nerve-damage-hands-feet": Fate.DRAFT,
    "sample:leukemia-first-weeks": Fate.SCHEDULED,
    "sample:fertility-before-treatment": Fate.WITHDRAWN,
}
"""All others are signed, and the signature is current."""

TYPING_MISTAKE = ("secret", "secert")
"""What the corrected article's first edition has wrong: the right word, the wrong one."""

CHANGED_ADVICE = ("Keep naps short and before midafternoon.", "Keep naps under 30 minutes, and before 3 p.m.")
"""What an editor changed in the article that is in review, of which readers see the earlier words."""

_LONG_AGO = {Fate.OVERDUE, Fate.REPORTED_OVERDUE}
_REPORTED = {Fate.REPORTED, Fate.REPORTED_OVERDUE}
_NOT_YET = {Fate.DRAFT, Fate.SCHEDULED}


def load_sample_library() -> None:
    """Bring in what is not there yet, each article whole or not at all."""
    reviewers = [_reviewer(person) for person in REVIEWERS]
    items = sorted(sample_items(), key=lambda item: bool(item.translation_of))
    known = set(Article.objects.filter(source_id__startswith="sample:").values_list("source_id", flat=True))
    writer = Writer()
    with progress("Loading the sample library", total=len(items)) as advance:
        for item in items:
            if item.content.source_id not in known:
                _load(item, writer, reviewers)
            advance()
    _introduce_people()
    _introduce_institution()


def sample_items() -> Iterator[ImportedArticle]:
    for item in read_items([FOLDER], today=timezone.localdate()):
        if isinstance(item, Skipped):
            tell(f"{item.where}: {item.sentence}")
        else:
            yield item


def _load(item: ImportedArticle, writer: Writer, reviewers: list[Reviewer]) -> None:
    fate = fate_of(item.content)
    item = _dated(item, fate, today=timezone.localdate())
    first = _reworded(item, *TYPING_MISTAKE) if fate is Fate.CORRECTED else item
    with files_for_an_item() as files, transaction.atomic():
        written = writer.write(first, files=files)
        article = Article.objects.get(pk=written.article_id).get_latest_revision_as_object()
        _state_interests(item.content)
        _meet_fate(article, fate, reviewers)
        if fate is Fate.CORRECTED:
            writer.write(item, files=files)
            _correct(Article.objects.get(pk=written.article_id).get_latest_revision_as_object())


def _reworded(item: ImportedArticle, words: str, other_words: str) -> ImportedArticle:
    told = json.dumps(content_to_json(item.content), ensure_ascii=False)
    if words not in told:
        raise ValueError(f"{item.content.source_id} does not say “{words}”.")
    return replace(item, content=content_from_json(json.loads(told.replace(words, other_words))))


def _correct(article: Article) -> None:
    """Publish a typing mistake's correction, as a writer and an editor would: the signature stands."""
    article.change_kind, article.change_note = "correction", "A typing mistake in the first lines was corrected."
    article.save_revision()
    content = content_of(article)
    signed = Attestation.objects.get(ledger_entry__body__source_id=content.source_id)
    shown = content_digest(content)
    confirm_minor_change(signed, content, shown_digest=shown, marked_by="writer", confirmed_by="editor")
    publish(article, by=BY)


def begin_sample_review(*, writer: Any, editor: Any) -> None:
    """Let one article wait for its reviewer, with a change of its advice, unless it did before."""
    source_id = next(source_id for source_id, fate in FATES.items() if fate is Fate.IN_REVIEW)
    article = Article.objects.filter(source_id=source_id).first()
    if article is None or WorkflowState.objects.for_instance(article).exists():
        return
    item = next(item for item in sample_items() if item.content.source_id == source_id)
    # Nobody waits for the mails that this would send: its people are invented.
    no_mail = override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
    with no_mail, files_for_an_item() as files, transaction.atomic():
        Writer().write(_reworded(item, *CHANGED_ADVICE), files=files)
        draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        draft.change_note = "The advice on naps says how long and until when."
        draft.save_revision(user=writer)
        state = draft.get_workflow().start(draft, writer)
        approve(state.current_task_state, editor, BY, "")
        assignment = open_review_of(draft)
        reviewer = Reviewer.objects.get(person=find_person(REVIEWERS[0]))
        if assignment and assignment.reviewer != reviewer:
            assign(assignment, reviewer, reason="", user=editor, seen=assignment.reviewer_id)


def fate_of(content: ArticleContent) -> Fate:
    fate = FATES.get(content.source_id, Fate.SIGNED)
    if fate is Fate.WAIVED and not settings.WELLREAD_ALLOW_WAIVERS:
        return Fate.SIGNED
    return fate


def _dated(item: ImportedArticle, fate: Fate, *, today: date) -> ImportedArticle:
    """Return the item with the dates, and the source's review, that its fate needs."""
    published_on = item.content.published_on
    if fate in _LONG_AGO:
        published_on = add_months(today, -OVERDUE_MONTHS - zlib.crc32(item.content.source_id.encode()) % 12)
    elif fate in _NOT_YET:
        published_on = None
    if fate in _REPORTED and published_on:
        item = replace(item, reported_review=SourceReview(SOURCE, min(published_on + timedelta(days=1), today)))
    return replace(item, content=replace(item.content, published_on=published_on))


def _meet_fate(article: Article, fate: Fate, reviewers: list[Reviewer]) -> None:
    if fate is Fate.DRAFT:
        return
    content = content_of(article)
    when = reviewed_at(content, long_ago=fate in _LONG_AGO, now=timezone.now())
    if fate is Fate.WAIVED:
        waive(article, content, reason="It shows in the demo what readers see without a review.", by=BY)
    elif fate not in _REPORTED and content.kind == "medical":
        reviewer = fit_reviewer(content, reviewers)
        sign(subject_of(article), reviewer=reviewer, shown_digest=content_digest(content), signed_at=when)
    if fate is Fate.SCHEDULED:
        _schedule(article)
        return
    publish(article, by=BY, restored=EditionFacts(1, "first", when))
    if fate is Fate.WITHDRAWN:
        reason = "A guideline that this article rests on has changed. A new edition is being written."
        withdraw(Article.objects.get(pk=article.pk), reason=reason, by=BY)


def _schedule(article: Article) -> None:
    article.go_live_at = timezone.now() + timedelta(days=14)
    with occasion(by=BY):
        article.save_revision().publish()


def reviewed_at(content: ArticleContent, *, long_ago: bool, now: datetime) -> datetime:
    """Return when the words were reviewed: after their publication, before now, and recently unless long ago."""
    published_on = content.published_on or timezone.localdate(now)
    spread = EARLIEST_SIGNATURE_DAYS - LATEST_SIGNATURE_DAYS
    recent = timezone.localdate(now) - timedelta(
        days=LATEST_SIGNATURE_DAYS + zlib.crc32(content.source_id.encode()) % spread
    )
    day = published_on + timedelta(days=1) if long_ago else max(published_on + timedelta(days=1), recent)
    return min(timezone.make_aware(datetime.combine(day, time(hour=10))), now)


def fit_reviewer(content: ArticleContent, reviewers: list[Reviewer]) -> Reviewer:
    """Return the first reviewer whom the article does not name."""
    named = {person.name for person in content.people}
    return next(reviewer for reviewer in reviewers if reviewer.person.name not in named)


def _reviewer(person: PersonContent) -> Reviewer:
    stated = {"conflicts_of_interest": NO_INTERESTS}
    return Reviewer.objects.get_or_create(person=find_person(person), defaults=stated)[0]


def _state_interests(content: ArticleContent) -> None:
    slugs = {find_person(person).slug for person in content.authors}
    Person.objects.filter(slug__in=slugs, disclosure="").update(disclosure=NO_INTERESTS)


def _introduce_people() -> None:
    names = {person.name for item in sample_items() for person in item.content.people}
    for person in Person.objects.filter(name__in=names | {one.name for one in REVIEWERS}, profile=""):
        role = person.role[:1].lower() + person.role[1:] or "person"
        person.profile = f"<p>{person.name} is an invented {role}; nobody in this sample library is real.</p>"
        person.save()


def _introduce_institution() -> None:
    shown = institution()
    if shown.name != INSTITUTION:
        shown.name = INSTITUTION
        shown.description = "Plain answers about cancer, from people who do not exist."
        shown.telephone = shown.call_to_action_telephone = "+12025550142"
        shown.call_to_action_text = "Questions? In a real library, a nurse would answer the telephone here."
        shown.save()
