import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from tests.factories import FacetFactory, ReviewerFactory, TermFactory, library, make_published
from tests.publishing.mail import due_article, reviewer
from wellread.publishing.groups import EDITORS, LEADS, REVIEWERS, WRITERS, install_groups
from wellread.review.models import Assignment, Attestation, Reviewer, ReviewPolicy
from wellread.review.policies import install_starter_policies

pytestmark = pytest.mark.django_db
BOARDS = ["due", "terms", "reviewers"]


def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, django_user_model):
    library()
    groups = {group.name: group for group in install_groups()}
    user = django_user_model.objects.create_user("lead", "lead@example.org", "x")
    user.groups.add(groups[LEADS])
    client.force_login(user)
    return client


def page(client, board, query=""):
    response = client.get(f"/admin/reviews/{board}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows(client, board, query="?"):
    response = client.get(f"/admin/reviews/{board}/{query}&export=csv")
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def due(db):
    """Articles under two terms, the one below the other: late, soon, in 200 days; and one without a review."""
    above = TermFactory(name="Cancer", facet=FacetFactory())
    below = TermFactory(name="Throat Cancer", facet=above.facet, parents=[above])
    one, other = reviewer("one@example.org"), reviewer("other@example.org")
    due_article(today() - timedelta(days=4), title="Late words", terms=[below], by=one)
    due_article(today() + timedelta(days=20), title="Words due soon", terms=[above], by=one)
    due_article(today() + timedelta(days=200), title="Words for months", terms=[below], by=other)
    make_published(title="About parking", terms=[above], signed=False)
    TermFactory(name="Nothing yet", facet=above.facet)
    return {"above": above, "below": below, "one": one, "other": other}


@pytest.mark.parametrize("board", BOARDS)
def test_an_empty_library_has_empty_boards(lead, board):
    page(lead, board)
    page(lead, board, "results/")


@pytest.mark.parametrize(("group", "allowed"), [(WRITERS, False), (EDITORS, True), (LEADS, True), (REVIEWERS, False)])
def test_editors_and_leads_see_the_boards_and_their_menu(client, django_user_model, group, allowed):
    library()
    groups = {one.name: one for one in install_groups()}
    user = django_user_model.objects.create_user("somebody", password="x")
    user.groups.add(groups[group])
    client.force_login(user)

    for board in BOARDS:
        assert (client.get(f"/admin/reviews/{board}/").status_code == 200) is allowed
        assert (client.get(f"/admin/reviews/{board}/?export=csv").status_code == 200) is allowed
    assert ("/admin/reviews/due/" in client.get("/admin/").content.decode()) is allowed


def test_the_due_board_begins_with_the_most_urgent_and_leaves_out_what_is_far(lead, due):
    found = rows(lead, "due")

    assert [row["Article"] for row in found] == ["Late words", "Words due soon"]
    assert (found[0]["Days left"], found[0]["What readers are told"]) == ("-4", "Review overdue")
    assert found[0]["Terms"] == "Throat Cancer"
    assert found[0]["Looked after by"] == str(due["one"])
    assert "Late words" in page(lead, "due")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?within=overdue", ["Late words"]),
        ("?within=30", ["Late words", "Words due soon"]),
        ("?within=365", ["Late words", "Words due soon", "Words for months"]),
        ("?within=all&ordering=-review_due", ["Words for months", "Words due soon", "Late words"]),
        ("?within=all&ordering=headline", ["Late words", "Words due soon", "Words for months"]),
        ("?language=es", []),
        ("?ordering=nonsense", ["Late words", "Words due soon"]),
    ],
)
def test_the_due_board_can_be_filtered_and_sorted(lead, due, query, titles):
    assert [row["Article"] for row in rows(lead, "due", query)] == titles


def test_the_due_board_by_term_includes_narrower_terms(lead, due):
    assert len(rows(lead, "due", f"?within=all&term={due['above'].pk}")) == 3
    assert len(rows(lead, "due", f"?within=all&term={due['below'].pk}")) == 2


def test_the_due_board_by_whoever_looks_after_it_follows_successors(lead, due):
    one, other = due["one"], due["other"]
    assert len(rows(lead, "due", f"?within=all&keeper={one.pk}")) == 2
    Reviewer.objects.filter(pk=one.pk).update(active=False, successor=other)

    assert len(rows(lead, "due", f"?within=all&keeper={other.pk}")) == 3


def test_what_nobody_looks_after_is_said(lead, due):
    Reviewer.objects.update(active=False)

    assert "nobody: the reviewer has left" in page(lead, "due")


def test_the_terms_board_counts_distinct_articles_with_narrower_terms(lead, due):
    found = {row["Term"]: row for row in rows(lead, "terms")}

    cancer = found["Cancer"]
    assert [cancer[name] for name in ("Articles", "Review current", "Due within 90 days", "Overdue")] == [
        "4",
        "2",
        "1",
        "1",
    ]
    assert cancer["Without a review"] == "1"
    assert found["Throat Cancer"]["Articles"] == "2"
    assert found["Nothing yet"]["Articles"] == "0"


@pytest.mark.parametrize(
    ("missing", "names"),
    [
        ("none", ["Nothing yet"]),
        ("few", ["Nothing yet", "Throat Cancer"]),
        ("unreviewed", ["Nothing yet"]),
        ("overdue", ["Cancer", "Throat Cancer"]),
    ],
)
def test_the_terms_board_finds_what_is_missing(lead, due, missing, names):
    assert [row["Term"] for row in rows(lead, "terms", f"?missing={missing}")] == names


def test_the_terms_board_by_language_and_sorted_by_number(lead, due):
    found = rows(lead, "terms", "?language=es&ordering=-articles")
    assert {row["Articles"] for row in found} == {"0"}

    assert rows(lead, "terms", "?ordering=-articles")[0]["Term"] == "Cancer"


def test_the_workload_of_each_reviewer(lead, due):
    found = {row["Reviewer"]: row for row in rows(lead, "reviewers")}

    one = found[str(due["one"])]
    assert (one["Looks after"], one["Overdue"]) == ("2", "1")
    month = f"Due in {today() + timedelta(days=20):%Y-%m}"
    assert one[month] == "1"
    assert found[str(due["other"])]["Looks after"] == "1"


def test_who_left_without_a_successor_leaves_a_row_of_their_own(lead, due):
    Reviewer.objects.update(active=False)

    found = {row["Reviewer"]: row for row in rows(lead, "reviewers")}

    assert found["Nobody: their reviewers have left"]["Looks after"] == "3"
    assert len(rows(lead, "reviewers", "?active=true")) == 0


def done_in(days, article, attestation):
    """Let an article have waited so many days between its submission and a signature."""
    state = WorkflowState.objects.create(
        base_content_type=article.get_base_content_type(),
        content_type=article.get_content_type(),
        object_id=str(article.pk),
        workflow=Workflow.objects.create(name="Review"),
    )
    WorkflowState.objects.filter(pk=state.pk).update(created_at=attestation.signed_at - timedelta(days=days))
    task = TaskState.objects.create(
        workflow_state=state,
        task=Task.objects.create(name="Review"),
        status="approved",
        revision=article.latest_revision,
    )
    Assignment.objects.create(
        task_state=task,
        article=article,
        reviewer=attestation.reviewer,
        due_on=today(),
        attestation=attestation,
    )


def test_the_median_of_the_days_in_review(lead):
    assert "there is no time in review yet" in page(lead, "reviewers")
    one = ReviewerFactory()
    for days in (2, 3, 10):
        article = due_article(today() + timedelta(days=1000), by=one)
        done_in(days, article, Attestation.objects.latest("pk"))

    assert "it took 3.0 days: the median of the 3 reviews" in page(lead, "reviewers")
    assert rows(lead, "reviewers")[0]["Median days in review"] == "3.0"


def test_open_reviews_are_counted_with_those_that_are_late(lead):
    article = due_article(today() + timedelta(days=400), by=ReviewerFactory())
    done_in(2, article, Attestation.objects.latest("pk"))
    Assignment.objects.update(attestation=None, due_on=today() - timedelta(days=1))
    TaskState.objects.update(status=TaskState.STATUS_IN_PROGRESS)

    [row] = rows(lead, "reviewers")

    assert (row["Open reviews"], row["Late"]) == ("1", "1")


@pytest.mark.parametrize("board", BOARDS)
def test_a_spreadsheet_can_be_downloaded(lead, due, board):
    response = lead.get(f"/admin/reviews/{board}/?export=xlsx")

    assert b"".join(response.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("board", BOARDS)
def test_the_number_of_queries_does_not_grow_with_the_library(lead, due, board):
    page(lead, board)
    with CaptureQueriesContext(connection) as few:
        page(lead, board, "?within=all")
    for number in range(5):
        due_article(today() - timedelta(days=number), terms=[due["below"]], by=ReviewerFactory())

    with CaptureQueriesContext(connection) as many:
        page(lead, board, "?within=all")

    assert len(many) == len(few)


def test_leads_keep_the_policies_and_editors_do_not(lead, client, django_user_model):
    term = TermFactory(name="Treatment")

    response = lead.post("/admin/snippets/review/reviewpolicy/add/", {"term": term.pk, "months": 12})

    assert response.status_code == 302
    assert ReviewPolicy.objects.get().months == 12
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(next(group for group in install_groups() if group.name == EDITORS))
    client.force_login(editor)
    assert client.get("/admin/snippets/review/reviewpolicy/add/").status_code == 302


def test_a_new_home_reviews_some_topics_more_often():
    topics = FacetFactory(slug="topic", path="topics")
    treatment = TermFactory(facet=topics, slug="treatment")
    TermFactory(facet=topics, slug="support")
    kept = TermFactory(facet=topics, slug="prevention")
    ReviewPolicy.objects.create(term=kept, months=6)

    assert install_starter_policies() == 1

    assert {(one.term.slug, one.months) for one in ReviewPolicy.objects.all()} == {("treatment", 12), ("prevention", 6)}
    assert ReviewPolicy.objects.get(term=treatment).months == 12
