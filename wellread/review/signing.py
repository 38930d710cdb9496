"""The three ways out of a review: sign and let the workflow go on, ask for changes, or decline."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wellread.articles.models import Article
from wellread.articles.wording import content_digest
from wellread.review.assignments import release, screen_objections
from wellread.review.attest import refuse, sign
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.events import record
from wellread.review.models import Attestation, Reviewer
from wellread.review.publisher import publisher
from wellread.review.statement import stands_until, statement
from wellread.review.subject import Subject, subject_of
from wellread.review.workflow import Assignment, open_review_of


@dataclass(frozen=True)
class Shown:
    """What was on the screen when somebody pressed a button: words, date, sentence, and which open review, if any."""

    digest: str
    until: str
    sentence: str
    review: int | None


@dataclass(frozen=True)
class Person:
    """Who acts: as which reviewer, with which account if any, and what the ledger calls them."""

    reviewer: Reviewer
    user: Any
    by: str


@dataclass(frozen=True)
class Signed:
    """A signature, and why the article was not published on it, if a rule refused that."""

    attestation: Attestation
    refused: str = ""


def sign_and_go_on(draft: Article, person: Person, shown: Shown) -> Signed:
    """Sign what was shown, then let the workflow go on; a rule that stops the publication does not undo the signature.

    Raise WordsChangedError, NotEntitledError or ReviewError, in words, if it cannot be signed; that is logged.
    """
    try:
        with transaction.atomic():
            attestation, assignment = _sign(draft, person, shown)
            # In the same transaction: nobody finds a review that is signed and still open.
            refused = _go_on(assignment, person) if assignment else ""
    except ReviewError as error:
        record(draft, "refused", f"{person.reviewer}: {error}", user=person.user)
        raise
    return Signed(attestation, refused)


def _sign(draft: Article, person: Person, shown: Shown) -> tuple[Attestation, Assignment | None]:
    assignment = Assignment.objects.open().select_for_update(of=("self",)).filter(article=draft).first()
    subject = subject_of(draft)
    _refuse_what_moved(assignment, person.reviewer, subject, shown)
    against = screen_objections(person.reviewer, assignment, subject)
    if against:
        raise NotEntitledError(" ".join(against))
    attestation = sign(subject, reviewer=person.reviewer, shown_digest=shown.digest, by=person.by)
    record(draft, "signed", attestation.statement, user=person.user)
    if assignment:
        assignment.attestation, assignment.reviewer = attestation, person.reviewer
        assignment.save(update_fields=["attestation", "reviewer"])
    return attestation, assignment


def _refuse_what_moved(assignment: Assignment | None, reviewer: Reviewer, subject: Subject, shown: Shown) -> None:
    if shown.review != (assignment.pk if assignment else None) or (assignment and assignment.attestation_id):
        raise ReviewError(
            _("This review went on while you read: somebody signed, or an editor took it back. Look at it again.")
        )
    if content_digest(subject.content) != shown.digest:
        raise WordsChangedError(
            _("The words of “%s” have changed since they were shown. Nothing was signed. Read what is new.")
            % subject.content.headline
        )
    until = stands_until(subject)
    if shown.until != until.isoformat():
        raise ReviewError(_("The day until which the signature stands has changed. Look at the sentence again."))
    if shown.sentence != statement(reviewer, subject, until=until):
        raise ReviewError(_("The sentence that you sign is not the one that you saw. Read it again."))


def _go_on(assignment: Assignment, person: Person) -> str:
    """Let the workflow go on; where a rule stops the publication, give the article back to its editors."""
    comment = _("Signed by %s.") % person.reviewer
    refused = publisher().approve(assignment.task_state, person.user, str(person.reviewer), comment)
    if refused:
        assignment.task_state.refresh_from_db()
        assignment.task_state.reject(user=person.user, comment=f"{comment} {refused}")
    return refused


@transaction.atomic
def ask_for_changes(draft: Article, person: Person, *, comment: str) -> None:
    """Give an article back to its editors with a comment; raise ReviewError without one."""
    told = comment.strip()
    if not told:
        raise ReviewError(_("Say what is to be changed."))
    assignment = open_review_of(draft)
    against = screen_objections(person.reviewer, assignment, subject_of(draft)) if assignment else []
    if against:
        raise NotEntitledError(" ".join(against))
    record(draft, "changes_asked", f"{person.reviewer}: {told}", user=person.user)
    # A guest may review what is in no workflow: whoever invited them is told by mail.
    if assignment:
        assignment.task_state.reject(user=person.user, comment=f"{person.reviewer}: {told}")


@transaction.atomic
def decline(draft: Article, person: Person, *, shown_digest: str, reason: str) -> None:
    """Write down that a reviewer would not sign what was shown, and leave the review to somebody else.

    Raise ReviewError without a reason, WordsChangedError if the words are others by now: the ledger tells no fiction.
    """
    content = subject_of(draft).content
    if content_digest(content) != shown_digest:
        raise WordsChangedError(
            _("The words of “%s” have changed since they were shown. Read them again.") % content.headline
        )
    refuse(content, reviewer=person.reviewer, shown_digest=shown_digest, reason=reason, by=person.by)
    record(draft, "declined", f"{person.reviewer}: {reason.strip()}", user=person.user)
    assignment = open_review_of(draft)
    if assignment and assignment.reviewer == person.reviewer:
        release(assignment, reason=reason.strip(), user=person.user)
