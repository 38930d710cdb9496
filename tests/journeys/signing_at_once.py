"""Two editors and two reviewers at the same article at the same moment, against a real database file.

Each of them is a thread with a database connection of its own, as in the server. A round lets them do one thing at
once, in moments that the seed decides; afterwards all that was promised is looked at: nobody's signature stands under
words that they did not see, nothing that was acknowledged is lost, and readers see no word that nobody signed.
"""

import argparse
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from tests.factories import ReviewerFactory, make_article, make_published, sign_article
from tests.review.workflows import approve_check, draft_of, editor, reviewer, shown, shown_of
from wellread.articles.models import Article
from wellread.articles.wording import medical_wording
from wellread.cli.home import prepare
from wellread.publishing.consistency import inconsistencies
from wellread.publishing.models import Edition, Publication
from wellread.publishing.verify import verify_editions
from wellread.review.assignments import assign
from wellread.review.attest import revoke
from wellread.review.errors import InvitationError, ReviewError, WrongCodeError
from wellread.review.invitations import TRIES, confirm_code, hashed
from wellread.review.models import Attestation, Revocation
from wellread.review.signing import Person, sign_and_go_on
from wellread.review.subject import subject_of
from wellread.review.verify import verify_ledger, verify_reviews
from wellread.review.workflow import Invitation, open_review_of

AT_MOST_MOMENTS = 0.05


@dataclass
class People:
    """Who takes part."""

    editors: list[Any]
    reviewers: list[Any]


@dataclass
class Round:
    """What happened while several did something at once; `failed` is what nobody may see."""

    chance: random.Random
    done: list[Any] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def at_once(self, *acts: Callable[[], Any]) -> None:
        """Let each act happen in a thread of its own, all beginning together and going on at odd moments."""
        start = threading.Barrier(len(acts))
        waits = [self.chance.uniform(0, AT_MOST_MOMENTS) * self.chance.choice([0, 1]) for _ in acts]
        threads = [
            threading.Thread(target=self._run, args=(act, start, wait)) for act, wait in zip(acts, waits, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _run(self, act: Callable[[], Any], start: threading.Barrier, wait: float) -> None:
        start.wait()
        time.sleep(wait)
        try:
            self.done.append(act())
        except ReviewError as error:
            self.refused.append(str(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may see it
            self.failed.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    def expect(self, truth: bool, sentence: str) -> None:
        if not truth:
            self.failed.append(sentence)


def person(one: Any) -> Person:
    return Person(one, one.user, one.user.get_username())


def seen_and_signed(article: Article, one: Any, pause: float) -> tuple[Any, Any]:
    """Read the screen, think for a moment, and sign what was read; return the signature and what was read."""
    draft = draft_of(article)
    read, screen = medical_wording(subject_of(draft).content), shown_of(draft, one)
    time.sleep(pause)
    return sign_and_go_on(draft_of(article), person(one), screen).attestation, read


def changed(article: Article, one: Any, words: str, *, in_place: bool = False) -> str:
    draft = draft_of(article)
    draft.summary = words
    try:
        # Wagtail's autosave writes over one's own newest revision instead of adding one.
        draft.save_revision(user=one, overwrite_revision=draft.latest_revision if in_place else None)
    except PermissionDenied as error:
        raise ReviewError(str(error)) from error
    return words


def under_review(people: People) -> Article:
    article = make_article(summary="Words that everybody knows.")
    article.get_workflow().start(article, people.editors[0])
    approve_check(article, people.editors[0])
    return article


def two_editors_and_two_reviewers(now: Round, people: People, *, autosave: bool = False) -> None:
    article = under_review(people)
    if autosave:
        changed(article, people.editors[0], "Words that are written over.")
    pauses = [now.chance.uniform(0, AT_MOST_MOMENTS) for _ in people.reviewers]
    signers = [
        lambda one=one, pause=pause: seen_and_signed(article, one, pause)
        for one, pause in zip(people.reviewers, pauses, strict=True)
    ]
    writers = [
        lambda one=one: changed(
            article, one, f"Words of {one.username}.", in_place=autosave and one == people.editors[0]
        )
        for one in people.editors
    ]

    now.at_once(*signers, *writers)

    for attestation, read in (one for one in now.done if isinstance(one, tuple)):
        now.expect(attestation.wording == read, "A signature stands under words that its signer did not see.")
    kept = {revision.content["summary"] for revision in Revision.page_revisions.filter(object_id=str(article.pk))}
    saved = {one for one in now.done if isinstance(one, str)}
    now.expect(saved <= kept, f"Saved words are lost: {saved - kept}")
    signed = {
        piece["text"]
        for one in Attestation.objects.filter(ledger_entry__body__source_id=article.source_id)
        for piece in one.wording
    }
    for edition in Edition.objects.filter(publication__source_id=article.source_id):
        now.expect(edition.read().summary in signed, "Readers see words that nobody signed.")


def two_editors_with_autosave_and_two_reviewers(now: Round, people: People) -> None:
    two_editors_and_two_reviewers(now, people, autosave=True)


def two_sign_the_same_words(now: Round, people: People) -> None:
    article = under_review(people)
    screens = {one.pk: shown(article, one) for one in people.reviewers}

    now.at_once(
        *(
            lambda one=one: sign_and_go_on(draft_of(article), person(one), screens[one.pk]).attestation
            for one in people.reviewers
        )
    )

    now.expect((len(now.done), len(now.refused)) == (1, 1), f"{len(now.done)} of two signed one open review.")
    now.expect(Publication.objects.get(article=article).editions.count() == 1, "There is not one edition.")


def a_button_pressed_twice(now: Round, people: People) -> None:
    article = under_review(people)
    one = people.reviewers[0]
    screen = shown(article, one)

    now.at_once(*[lambda: sign_and_go_on(draft_of(article), person(one), screen).attestation] * 2)

    now.expect((len(now.done), len(now.refused)) == (1, 1), "A button pressed twice made two signatures.")


def signed_and_revoked(now: Round, people: People) -> None:
    article = make_article(summary="Words that two have signed.")
    first = sign_article(article, people.reviewers[0])
    article.get_latest_revision().publish()
    screen = shown(article, people.reviewers[1])

    now.at_once(
        lambda: revoke(first, reason="A mistake.", by="first"),
        lambda: sign_and_go_on(draft_of(article), person(people.reviewers[1]), screen).attestation,
        lambda: changed(article, people.editors[0], "New words."),
    )

    current = Publication.objects.get(article=article).current
    on_it = current.attestation if current else None
    now.expect(not (on_it and hasattr(on_it, "revocation")), "Readers see words on a signature that was taken back.")
    now.expect(Article.objects.get(pk=article.pk).live == bool(current), "The page and its edition disagree.")
    now.expect(Revocation.objects.filter(attestation=first).count() == 1, "It was not taken back once.")


def taken_back_twice(now: Round, people: People) -> None:
    article = make_published()
    signed = Attestation.objects.get(ledger_entry__body__source_id=article.source_id)

    now.at_once(*[lambda: revoke(signed, reason="A mistake.", by="first")] * 2)

    now.expect((len(now.done), len(now.refused)) == (1, 1), "A signature was taken back twice.")


def given_to_two(now: Round, people: People) -> None:
    review = open_review_of(under_review(people))

    now.at_once(
        *(lambda one=one: assign(review, one, reason="", user=people.editors[0], seen=None) for one in people.reviewers)
    )

    now.expect((len(now.done), len(now.refused)) == (1, 1), "A review was given to two at once.")


def many_codes_guessed(now: Round, people: People) -> None:
    article = make_article()
    token = f"{now.chance.random()}"
    link = Invitation.objects.create(
        article=article, reviewer=ReviewerFactory(), email="guest@example.org", token_hash=hashed(token),
        code_hash="x", code_sent_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip

    def guess() -> None:
        try:
            confirm_code(Invitation.objects.get(pk=link.pk), "123456")
        except (WrongCodeError, InvitationError) as error:
            raise ReviewError(str(error)) from error

    now.at_once(*[guess] * (TRIES * 2))

    compared = [one for one in now.refused if "has ended." not in one or "Too many" in one]
    link.refresh_from_db()
    now.expect((link.wrong_codes, link.outcome) == (TRIES, "wrong_code"), f"{link.wrong_codes} wrong codes counted.")
    now.expect(len(compared) == TRIES, f"{len(compared)} codes were compared.")


SCENES = [
    two_editors_and_two_reviewers, two_editors_with_autosave_and_two_reviewers, two_sign_the_same_words,
    a_button_pressed_twice, signed_and_revoked, taken_back_twice, given_to_two, many_codes_guessed,
]  # fmt: skip


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    prepare()
    people = People([editor(), editor()], [reviewer(name="First"), reviewer(name="Second")])
    faults, signed, refused = [], 0, 0
    for number in range(given.rounds):
        scene = SCENES[number % len(SCENES)]
        now = Round(random.Random(f"{given.seed} {number}"))
        scene(now, people)
        faults += [f"{scene.__name__}, round {number}: {one}" for one in now.failed]
        signed, refused = Attestation.objects.count(), refused + len(now.refused)
    faults += [fault.sentence for fault in [*verify_ledger(), *verify_reviews()]]
    faults += [*verify_editions(), *map(str, inconsistencies())]
    print(*faults, sep="\n")  # noqa: T201  # this is a program
    print(f"{given.rounds} rounds, {signed} signatures, {refused} refused, {len(faults)} faults.")  # noqa: T201
    return 1 if faults else 0
