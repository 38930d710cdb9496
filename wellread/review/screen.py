"""What a reviewer has before them: what changed, whether they may sign, and the sentence that they would sign."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.quality import Finding
from wellread.articles.wording import content_digest, medical_wording
from wellread.review.assignments import Moved, note_opening, screen_objections
from wellread.review.coverage import Coverage, coverage_of
from wellread.review.differences import Difference, State, difference
from wellread.review.models import Attestation, Reviewer
from wellread.review.predecessor import last_signed
from wellread.review.publisher import publisher
from wellread.review.statement import stands_until, statement
from wellread.review.subject import subject_of
from wellread.review.workflow import Assignment, open_review_of

KINDS: dict[str, Promise] = {
    "headline": _("Headline"),
    "summary": _("Summary"),
    "paragraph": _("Paragraph"),
    "heading": _("Heading"),
    "question": _("Question"),
    "answer": _("Answer"),
    "list_item": _("List item"),
    "key_fact": _("Key fact"),
    "get_help": _("When to get help"),
    "quote": _("Quote"),
    "pull_quote": _("Pull quote"),
    "attribution": _("Who is quoted"),
    "alternative_text": _("Alternative text of an image"),
    "caption": _("Caption"),
    "reference": _("Reference"),
}
STATES: dict[State, Promise] = {
    State.ADDED: _("Added"),
    State.REMOVED: _("Removed"),
    State.CHANGED: _("Changed"),
    State.MOVED: _("Moved, words unchanged"),
}


@dataclass(frozen=True)
class ReviewScreen:
    """All that the template of a review shows."""

    article: Article
    content: ArticleContent
    reviewer: Reviewer
    digest: str
    statement: str
    until: str
    coverage: Coverage | None
    last: Attestation | None
    difference: Difference | None
    moved: Moved | None
    objections: tuple[str, ...]
    findings: tuple[Finding, ...]
    assignment: Assignment | None

    @property
    def may_sign(self) -> bool:
        return not self.objections

    @property
    def may_ask(self) -> bool:
        """Whether there is an open review that could go back to the editors."""
        return self.may_sign and self.assignment is not None

    @property
    def is_mine(self) -> bool:
        return self.assignment is not None and self.assignment.reviewer == self.reviewer

    @property
    def signed_by_me(self) -> bool:
        """Whether the words stand on this reviewer's own signature already."""
        signed = self.coverage.attestation if self.coverage else None
        return signed is not None and signed.reviewer == self.reviewer


def read_screen(draft: Article, reviewer: Reviewer) -> ReviewScreen:
    """Return the screen of a draft, and remember what the reviewer of an open review was shown."""
    subject = subject_of(draft)
    content = subject.content
    assignment = open_review_of(draft)
    against = screen_objections(reviewer, assignment, subject)
    last = last_signed(content.source_id, content.language)
    until = stands_until(subject)
    return ReviewScreen(
        article=draft,
        content=content,
        reviewer=reviewer,
        digest=content_digest(content),
        statement=statement(reviewer, subject, until=until),
        until=until.isoformat(),
        coverage=coverage_of(content),
        last=last,
        difference=difference(last.wording, medical_wording(content)) if last else None,
        moved=note_opening(assignment, reviewer, draft, content) if assignment and not against else None,
        objections=tuple(against),
        findings=tuple(publisher().findings(draft)),
        assignment=assignment,
    )
