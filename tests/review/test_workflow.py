"""From the editor's check to the published article, by a reviewer's signature and in no other way."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, TaskState, Workflow, WorkflowTask

from tests.factories import ReviewerFactory, TermFactory, make_article, make_published, sign_article
from tests.review.workflows import (
    approve_check,
    change,
    draft_of,
    editor,
    in_review,
    lead,
    post_sign,
    posted,
    reviewer,
    shown,
)
from wellread.articles.models import ArticleAuthor
from wellread.publishing.groups import install_groups
from wellread.publishing.models import Publication
from wellread.review.assignments import assign, candidates, free_for, hand_over, step_objections, waiting_for
from wellread.review.attest import make_exception
from wellread.review.errors import NotEntitledError, ReviewError, WordsChangedError
from wellread.review.models import Attestation, LedgerEntry, Reviewer, WrongPassword
from wellread.review.signing import Person, ask_for_changes, decline, sign_and_go_on
from wellread.review.subject import subject_of
from wellread.review.workflow import Assignment, MedicalReviewTask, open_review_of

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def as_person(one):
    return Person(one, one.user, one.user.get_username())


def told(article, event):
    entries = PageLogEntry.objects.filter(page=article.pk, action=f"wellread.review.{event}")
    return [one.data["told"] for one in entries]


def test_a_new_home_asks_for_an_editors_check_and_then_for_a_medical_review():
    install_groups()

    [workflow] = Workflow.objects.all()

    assert [task.name for task in workflow.tasks] == ["Editor's check", "Medical review"]
    assert isinstance(workflow.tasks.specific()[1], MedicalReviewTask)


def test_what_an_institution_made_of_its_workflow_stays():
    install_groups()
    workflow = Workflow.objects.get()
    WorkflowTask.objects.filter(workflow=workflow, task__name="Medical review").delete()

    install_groups()

    assert [task.name for task in workflow.tasks] == ["Editor's check"]


def test_an_institutions_own_workflow_is_not_joined_by_ours():
    Workflow.objects.all().delete()
    own = Workflow.objects.create(name="Our way")

    install_groups()

    assert list(Workflow.objects.all()) == [own]


def test_the_review_opens_after_the_editors_check_with_a_due_date():
    article, review = in_review()

    assert review.due_on == timezone.localdate() + timedelta(days=14)
    assert review.reviewer is None
    assert not article.live


def test_whoever_signed_the_article_last_is_asked_again():
    one = reviewer()
    article = make_published()
    sign_article(article, one)
    change(article, summary="Other words.")
    user = editor()
    article.get_workflow().start(article, user)

    approve_check(article, user)

    assert open_review_of(article).reviewer == one


def test_an_article_of_the_kind_information_needs_no_medical_review():
    user = editor()
    article = make_article(kind="information")
    article.get_workflow().start(article, user)

    approve_check(article, user)

    article.refresh_from_db()
    assert article.live
    assert TaskState.objects.get(task__name="Medical review").status == TaskState.STATUS_SKIPPED


def test_words_with_a_fresh_signature_are_not_signed_again():
    user = editor()
    article = make_article()
    sign_article(article)
    article.get_workflow().start(article, user)

    approve_check(article, user)

    article.refresh_from_db()
    assert article.live
    assert "signed just these words" in TaskState.objects.get(task__name="Medical review").comment


def test_words_whose_review_is_soon_due_are_signed_again(time_machine):
    user = editor()
    article = make_article()
    sign_article(article)
    time_machine.move_to(timezone.now() + timedelta(days=365 * 3 - 60))
    article.get_workflow().start(article, user)

    approve_check(article, user)

    assert open_review_of(article) is not None


def test_a_reviewer_signs_on_the_screen_and_wagtail_publishes(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)
    assert "first review" in page(client.get(reverse("review_screen", args=[article.pk])))

    response = post_sign(client, article)

    article.refresh_from_db()
    assert "You have signed" in page(response)
    assert article.live
    edition = Publication.objects.get(article=article).current
    assert (edition.basis, edition.reviewer, edition.published_by) == ("attestation", one.person, str(one))
    assert open_review_of(article) is None
    assert LedgerEntry.objects.filter(kind="attestation").get().body["by"] == f"account {one.user.pk}"


def test_the_screen_shows_the_difference_word_by_word_and_says_it(client):
    article = make_published(title="A lump in the neck", summary="See a doctor within 6 weeks.")
    change(article, summary="See a doctor within 3 weeks.")
    client.force_login(reviewer().user)

    shown_page = page(client.get(reverse("review_screen", args=[article.pk])))

    assert "deleted: </span>6<span" in shown_page
    assert "inserted: </span>3<span" in shown_page
    assert "A number changed" in shown_page


def test_the_screen_says_plainly_that_nothing_changed(client):
    article = make_published()
    client.force_login(reviewer().user)

    assert "Every word is as" in page(client.get(reverse("review_screen", args=[article.pk])))


def test_the_whole_article_is_shown_as_readers_will_see_it(client):
    article = make_article(title="A draft")
    client.force_login(reviewer().user)

    response = client.get(reverse("review_words", args=[article.pk]))

    assert '<article class="article">' in page(response)
    assert "A draft" in page(response)


def test_all_points_of_the_checklist_are_ticked_to_sign(client):
    article, _review = in_review()
    client.force_login(reviewer().user)

    response = post_sign(client, article, numbers="")

    assert "Tick all four points" in page(response)
    assert page(response).count(" checked") == 3
    assert not Attestation.objects.exists()


def test_a_wrong_password_signs_nothing_loses_nothing_and_is_logged(client):
    article, _review = in_review()
    client.force_login(reviewer().user)

    response = post_sign(client, article, password="not mine")

    assert "That is not your password" in page(response)
    assert "4 more tries" in page(response)
    assert page(response).count(" checked") == 4
    assert not Attestation.objects.exists()
    assert "wrong password" in told(article, "refused")[0]


def test_five_wrong_passwords_stop_even_the_right_one_for_a_while(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)
    for _ in range(5):
        post_sign(client, article, password="not mine")

    assert "5 wrong passwords. Try again at" in page(post_sign(client, article))

    assert not Attestation.objects.exists()
    WrongPassword.objects.update(at=timezone.now() - timedelta(minutes=16))
    post_sign(client, article)
    assert Attestation.objects.exists()
    assert not WrongPassword.objects.exists()


def test_words_that_changed_while_they_were_read_are_not_signed(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)
    values = posted(article, one)
    change(article, summary="Changed meanwhile.")

    response = client.post(reverse("review_sign", args=[article.pk]), values, follow=True)

    assert "have changed since they were shown" in page(response)
    assert not Attestation.objects.exists()
    assert told(article, "refused")


def test_a_review_opened_before_the_words_changed_says_so_and_moves_to_the_new_ones(client):
    article, review = in_review(summary="Old words.")
    client.force_login(reviewer().user)
    address = reverse("review_screen", args=[article.pk])
    client.get(address)
    draft = change(article, summary="New words.")

    shown_page = page(client.get(address))

    assert "The words have changed since you opened them" in shown_page
    assert "deleted: </span>Old<span" in shown_page
    review.task_state.refresh_from_db()
    assert review.task_state.revision == draft.latest_revision
    assert "have changed since you opened" not in page(client.get(address))


def test_asking_for_changes_gives_the_article_back_with_the_comment(client):
    article, review = in_review()
    one = reviewer()
    client.force_login(one.user)

    client.post(reverse("review_ask", args=[article.pk]), {"comment": "The dose is missing."})

    state = article.current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    review.task_state.refresh_from_db()
    assert review.task_state.comment == f"{one}: The dose is missing."
    state.resume(editor())
    assert open_review_of(article).pk != review.pk


def test_asking_for_changes_needs_words():
    article, _review = in_review()

    with pytest.raises(ReviewError, match="Say what is to be changed"):
        ask_for_changes(draft_of(article), as_person(reviewer()), comment=" ")


def test_declining_goes_into_the_ledger_with_the_reason_and_frees_the_review(client):
    article, review = in_review()
    one = reviewer()
    assign(review, one, reason="", user=editor(), seen=None)
    client.force_login(one.user)
    values = {"reason": "Not my field.", "digest": shown(article, one).digest}

    client.post(reverse("review_decline", args=[article.pk]), values)

    entry = LedgerEntry.objects.get(kind="refusal")
    assert (entry.body["reason"], entry.body["reviewer"]) == ("Not my field.", one.pk)
    review.refresh_from_db()
    assert review.reviewer is None
    assert open_review_of(article) == review


def test_declining_needs_a_reason(client):
    article, _review = in_review()
    one = reviewer()
    seen = shown(article, one).digest

    with pytest.raises(ReviewError, match="Say why"):
        decline(draft_of(article), as_person(one), shown_digest=seen, reason="")

    assert not LedgerEntry.objects.exists()


def test_words_that_nobody_was_shown_are_not_declined_into_the_ledger(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)

    response = client.post(
        reverse("review_decline", args=[article.pk]), {"reason": "No.", "digest": "anything at all"}, follow=True
    )

    assert "have changed since they were shown" in page(response)
    assert not LedgerEntry.objects.exists()


def test_a_comment_at_a_place_is_wagtails_own(client):
    article, _review = in_review()
    one = reviewer()
    client.force_login(one.user)
    block = draft_of(article).body[0].id

    client.post(reverse("review_comment", args=[article.pk]), {"path": f"body.{block}", "text": "Which drug?"})

    found = Comment.objects.get(page_id=article.pk)
    assert (found.text, found.contentpath, found.user) == ("Which drug?", f"body.{block}", one.user)
    assert "Which drug?" in page(client.get(reverse("review_screen", args=[article.pk])))


def test_wagtails_own_approval_is_no_way_to_end_a_medical_review(as_administrator, admin_user):
    article, review = in_review()
    step = review.task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", step.pk])

    as_administrator.post(address, {"comment": ""})

    step.refresh_from_db()
    assert step.status == TaskState.STATUS_IN_PROGRESS
    with pytest.raises(NotEntitledError, match="in no other way"):
        step.task.specific.on_action(step, admin_user, "approve")


def test_an_editor_takes_an_article_back_from_the_reviewers(client):
    user = editor()
    article, review = in_review(user)
    client.force_login(user)
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "reject", review.task_state_id])

    client.post(address, {"comment": "Not ready."})

    assert open_review_of(article) is None


REFUSALS = {
    "expired": lambda article, one: Reviewer.objects.filter(pk=one.pk).update(credentials_valid_until=date(2020, 1, 1)),
    "specialty": lambda article, one: one.specialties.add(TermFactory(slug="elsewhere")),
    "language": lambda article, one: one.languages.create(language="es"),
}


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("expired", "were valid until"),
        ("specialty", "is outside of the specialties"),
        ("language", "does not review articles in the language"),
    ],
)
def test_whoever_may_not_sign_is_told_why_on_the_screen_and_when_they_try(why, sentence, client):
    article, _review = in_review()
    one = reviewer()
    REFUSALS[why](article, one)
    client.force_login(one.user)

    assert sentence in page(client.get(reverse("review_screen", args=[article.pk])))
    response = post_sign(client, article)

    assert sentence in page(response)
    assert sentence in told(article, "refused")[0]
    assert not Attestation.objects.exists()


def test_nobody_reviews_their_own_article(client):
    article, _review = in_review()
    one = reviewer()
    draft = draft_of(article)
    draft.authors = [ArticleAuthor(person=one.person)]
    draft.save_revision()
    client.force_login(one.user)

    assert "wrote" in page(client.get(reverse("review_screen", args=[article.pk])))
    post_sign(client, article)

    assert "cannot review it" in told(article, "refused")[0]
    assert not Attestation.objects.exists()


def test_a_step_for_specialties_is_signed_by_somebody_who_knows_one_of_them():
    article, review = in_review()
    nutrition = TermFactory(slug="nutrition")
    MedicalReviewTask.objects.get().specialties.add(nutrition)
    stranger = reviewer(name="Stranger")
    stranger.specialties.add(article.terms.get())
    expert = reviewer(name="Expert")
    expert.specialties.add(article.terms.get(), nutrition)

    with pytest.raises(NotEntitledError, match="knows none of the specialties"):
        sign_and_go_on(draft_of(article), as_person(stranger), shown(article, stranger))
    sign_and_go_on(draft_of(article), as_person(expert), shown(article, expert))

    review.task_state.refresh_from_db()
    assert review.task_state.status == TaskState.STATUS_APPROVED


def test_a_step_that_was_signed_for_words_which_changed_since_is_gone_through_again():
    first = reviewer(name="First")
    second = reviewer(name="Second")
    article, _review = in_two_steps(first, second)
    sign_and_go_on(draft_of(article), as_person(first), shown(article, first))
    change(article, summary="Words that the first never saw.")

    sign_and_go_on(draft_of(article), as_person(second), shown(article, second))

    article.refresh_from_db()
    assert not article.live
    assert open_review_of(article).task_state.task.name == "Medical review"
    sign_and_go_on(draft_of(article), as_person(first), shown(article, first))
    article.refresh_from_db()
    assert article.live


def in_two_steps(first, second):
    install_groups()
    oncology, nutrition = TermFactory(slug="oncology"), TermFactory(slug="nutrition")
    first.specialties.add(oncology)
    second.specialties.add(nutrition)
    MedicalReviewTask.objects.get().specialties.add(oncology)
    task = MedicalReviewTask.objects.create(name="Nutrition review")
    task.specialties.add(nutrition)
    WorkflowTask.objects.create(workflow=Workflow.objects.get(), task=task, sort_order=5)
    return in_review(terms=[oncology, nutrition])


def test_two_reviewers_at_once_the_second_is_told_and_signs_nothing():
    article, _review = in_review()
    first, second = reviewer(), reviewer()
    saw = {one: shown(article, one) for one in (first, second)}

    sign_and_go_on(draft_of(article), as_person(first), saw[first])
    with pytest.raises(ReviewError, match="This review went on while you read"):
        sign_and_go_on(draft_of(article), as_person(second), saw[second])

    assert Attestation.objects.get().reviewer == first
    assert Publication.objects.get().editions.count() == 1


def test_a_review_that_somebody_else_has_is_theirs():
    article, review = in_review()
    assign(review, reviewer(name="Chosen"), reason="", user=editor(), seen=None)
    other = reviewer()

    with pytest.raises(NotEntitledError, match=r"Chosen, M\.D\. has been asked"):
        sign_and_go_on(draft_of(article), as_person(other), shown(article, other))


def test_a_signature_that_cannot_be_published_stands_and_the_editors_are_told(client):
    article, _review = in_review()
    draft = draft_of(article)
    draft.authors = []
    draft.save_revision()
    client.force_login(reviewer().user)

    response = post_sign(client, article)

    assert Attestation.objects.count() == 1
    assert "Your signature stands" in page(response)
    state = article.current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    assert "Name an author" in state.current_task_state.comment


def test_mended_and_submitted_again_the_signed_words_are_published():
    article, _review = in_review()
    one = reviewer()
    draft = draft_of(article)
    authors, draft.authors = list(draft.authors.all()), []
    draft.save_revision()
    assert sign_and_go_on(draft_of(article), as_person(one), shown(article, one)).refused
    draft.authors = authors
    draft.save_revision()

    article.current_workflow_state.resume(editor())

    article.refresh_from_db()
    assert article.live
    assert Attestation.objects.count() == 1


def test_open_reviews_are_listed_by_urgency():
    one = reviewer()
    today = timezone.localdate()
    plans = {"late": (-1, 0), "urgent": (9, 2), "soon": (3, 0), "later": (9, 0), "very late": (-5, 0)}
    for name, (days, priority) in plans.items():
        _article, review = in_review(title=name)
        values = {"due_on": today + timedelta(days=days), "priority": priority, "reviewer": one}
        Assignment.objects.filter(pk=review.pk).update(**values)

    found = [review.article.title for review in waiting_for(one, today=today)]

    assert found == ["very late", "late", "urgent", "soon", "later"]


def test_the_list_has_what_waits_what_is_free_and_what_was_signed(client):
    one = reviewer()
    _article, mine = in_review(title="Mine to read")
    assign(mine, one, reason="", user=editor(), seen=None)
    in_review(title="Free to take")
    sign_article(make_article(title="Signed before"), one)
    client.force_login(one.user)

    shown_page = page(client.get(reverse("my_reviews")))

    assert shown_page.index("Mine to read") < shown_page.index("Free to take") < shown_page.index("Signed before")
    assert "My reviews (1)" in page(client.get(reverse("wagtailadmin_home")))


def test_a_review_outside_of_a_reviewers_specialties_is_not_offered():
    in_review()
    one = reviewer()
    one.specialties.add(TermFactory(slug="elsewhere"))

    assert free_for(one, today=timezone.localdate()) == []


def test_the_list_is_for_reviewers(client):
    client.force_login(editor())

    assert "What you have signed" not in page(client.get(reverse("my_reviews"), follow=True))


def test_an_editor_gives_a_review_to_somebody_and_moves_it_with_a_reason(client):
    user = editor()
    article, review = in_review(user)
    first, second = reviewer(), reviewer()
    client.force_login(user)
    address = reverse("review_give", args=[article.pk])

    client.post(address, {"review": review.pk, "reviewer": first.pk, "seen": ""})
    refused = client.post(address, {"review": review.pk, "reviewer": second.pk, "seen": first.pk}, follow=True)
    review.refresh_from_db()
    assert "Say why the review moves" in page(refused)
    assert review.reviewer == first
    client.post(address, {"review": review.pk, "reviewer": second.pk, "seen": first.pk, "reason": "On leave."})

    review.refresh_from_db()
    assert review.reviewer == second
    assert "On leave." in " ".join(told(article, "assigned"))


def test_two_editors_at_once_do_not_overwrite_each_other(client):
    _article, review = in_review()
    assign(review, reviewer(name="First"), reason="", user=editor(), seen=None)

    with pytest.raises(ReviewError, match="gave this review to First"):
        assign(review, reviewer(name="Second"), reason="x", user=editor(), seen=None)


def test_a_review_is_not_given_to_somebody_without_an_account():
    _article, review = in_review()

    with pytest.raises(ReviewError, match="Send an invitation instead"):
        assign(review, ReviewerFactory(), reason="", user=editor(), seen=None)


def test_candidates_stand_with_the_reason_why_they_may_not(client):
    user = editor()
    article, _review = in_review(user)
    reviewer(name="Free Reviewer")
    ReviewerFactory(person__name="Expired Reviewer", credentials_valid_until=date(2020, 1, 1))
    client.force_login(user)

    shown_page = page(client.get(reverse("review_arrange", args=[article.pk])))

    assert shown_page.index("Free Reviewer") < shown_page.index("Expired Reviewer")
    assert "were valid until" in shown_page


def test_a_lead_makes_an_exception_from_specialties_and_an_editor_cannot(client):
    article, _review = in_review()
    one = reviewer()
    one.specialties.add(TermFactory(slug="elsewhere"))
    assert [each.only_specialty for each in candidates(subject_of(draft_of(article)), None)] == [True]
    address, values = reverse("review_except", args=[article.pk]), {"reviewer": one.pk, "reason": "Knows the subject."}
    client.force_login(editor())
    client.post(address, values)
    assert not LedgerEntry.objects.filter(kind="exception").exists()
    client.force_login(lead())

    client.post(address, values)

    assert step_objections(one, MedicalReviewTask.objects.get(), subject_of(draft_of(article))) == []
    assert LedgerEntry.objects.get(kind="exception").body["reason"] == "Knows the subject."


def test_an_exception_reaches_over_the_steps_specialties_too():
    article, _review = in_review()
    MedicalReviewTask.objects.get().specialties.add(TermFactory(slug="nutrition"))
    one = reviewer()
    one.specialties.add(TermFactory(slug="elsewhere"))

    make_exception(one, source_id=article.source_id, reason="Knows it.", by="lead")

    assert step_objections(one, MedicalReviewTask.objects.get(), subject_of(draft_of(article))) == []


def test_a_reviewer_who_leaves_hands_over_what_the_successor_may_do():
    leaving, after = reviewer(name="Leaving"), reviewer(name="After")
    _article, fits = in_review(title="Fits")
    _article, does_not = in_review(title="Does not")
    after.specialties.add(fits.article.terms.get())
    for review in (fits, does_not):
        assign(review, leaving, reason="", user=editor(), seen=None)
    leaving.active, leaving.successor = False, after
    leaving.save()

    assert hand_over(leaving, user=None) == (1, 1)

    fits.refresh_from_db()
    does_not.refresh_from_db()
    assert (fits.reviewer, does_not.reviewer) == (after, None)


def test_leaving_is_done_in_the_reviewers_form(as_administrator):
    leaving, after = reviewer(name="Leaving"), reviewer(name="After")
    _article, review = in_review()
    assign(review, leaving, reason="", user=editor(), seen=None)
    address = reverse("wagtailsnippets_review_reviewer:edit", args=[leaving.pk])
    values = {
        "person": leaving.person_id,
        "user": leaving.user_id,
        "licence": "Board",
        "credentials_valid_until": "",
        "knows_languages": ["en"],
        "conflicts_of_interest": "",
        "successor": after.pk,
    }

    response = as_administrator.post(address, values, follow=True)

    assert "1 open review went to After" in page(response)
    review.refresh_from_db()
    assert review.reviewer == after
    assert [one.language for one in leaving.languages.all()] == ["en"]


def test_an_editor_sets_priority_and_due_date(client):
    user = editor()
    article, review = in_review(user)
    client.force_login(user)

    client.post(reverse("review_plan", args=[article.pk]), {"priority": 2, "due_on": "2027-01-31"})

    review.refresh_from_db()
    assert (review.priority, review.due_on) == (2, date(2027, 1, 31))
    assert "urgent" in page(client.get(reverse("open_reviews")))


def test_an_editor_submits_an_article_from_the_page_of_its_reviewers(client):
    user = editor()
    article = make_article()
    client.force_login(user)

    client.post(reverse("review_begin", args=[article.pk]))

    assert article.current_workflow_task.name == "Editor's check"


def test_nobody_but_who_may_publish_arranges_reviews(client):
    article, _review = in_review()
    client.force_login(reviewer().user)

    for name in ("review_arrange", "article_readiness"):
        response = client.get(reverse(name, args=[article.pk]))
        assert response.status_code == 302
    assert client.get(reverse("open_reviews")).status_code != 200


def test_whoever_is_asked_to_review_gets_a_mail(mailoutbox, settings, django_capture_on_commit_callbacks):
    _article, review = in_review(title="A cough")
    one = reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        assign(review, one, reason="", user=editor(), seen=None)

    [mail] = [each for each in mailoutbox if each.to == [one.user.email]]
    assert "A cough" in mail.subject
    assert reverse("review_screen", args=[review.article_id]) in mail.body


def test_a_mail_server_that_fails_does_not_undo_an_assignment(monkeypatch, django_capture_on_commit_callbacks):
    _article, review = in_review()
    one = reviewer()

    def fail(self):
        raise ConnectionError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

    with django_capture_on_commit_callbacks(execute=True):
        assign(review, one, reason="", user=editor(), seen=None)

    review.refresh_from_db()
    assert review.reviewer == one


def test_the_signature_of_other_words_than_shown_is_refused_by_whatever_way():
    article, _review = in_review()
    one = reviewer()
    before = shown(article, one)
    change(article, title="Other words")

    with pytest.raises(WordsChangedError):
        sign_and_go_on(draft_of(article), as_person(one), before)


def test_the_admin_refuses_who_has_no_account_here(client):
    article, _review = in_review()

    response = client.get(reverse("review_screen", args=[article.pk]))

    assert response.status_code == 302
    assert "login" in response["Location"]
