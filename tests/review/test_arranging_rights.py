"""Who may edit an article arranges its reviews; to vouch for a clinician and to publish takes more."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from tests.factories import ReviewerFactory, UserFactory, library, make_article
from tests.review.workflows import account, editor, in_review, reviewer
from wellread.publishing.groups import WRITERS
from wellread.review.models import Reviewer
from wellread.review.workflow import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    """Somebody who may edit every article and publish none."""
    library()
    group = Group.objects.create(name="Helpers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=library().page_ptr, permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return user


def page(response):
    return response.content.decode()


def post(client, view, article, **values):
    return client.post(reverse(view, args=[article.pk]), values, follow=True)


def test_who_may_edit_gives_and_plans_the_review(client, helper):
    article, review = in_review(editor())
    one = reviewer()
    client.force_login(helper)
    assert page(client.get(reverse("review_arrange", args=[article.pk]))).count("Give it to them") == 1

    post(client, "review_give", article, review=review.pk, reviewer=one.pk, seen="")
    post(client, "review_plan", article, priority=2, due_on="2027-01-31")

    review.refresh_from_db()
    assert (review.reviewer, review.priority, str(review.due_on)) == (one, 2, "2027-01-31")


def test_who_may_edit_invites_whom_the_library_knows_at_the_address_it_knows(client, helper, mailoutbox):
    article, _review = in_review(editor())
    known = ReviewerFactory()
    client.force_login(helper)
    values = {"reviewer": known.pk, "email": "known@example.org", "days": 7}
    assert "sends the first invitation" in page(post(client, "review_invite", article, **values))
    Invitation.objects.create(
        article=make_article(), reviewer=known, email="known@example.org", token_hash="x", confirmed_at=timezone.now()
    )

    post(client, "review_invite", article, **values)

    assert mailoutbox[-1].to == ["known@example.org"]


def test_who_may_only_edit_vouches_for_nobody_new(client, helper):
    article, _review = in_review(editor())
    client.force_login(helper)
    values = {"name": "Made Up", "credentials": "M.D.", "email": "helper@example.net", "days": 7}
    assert "Licence or board" not in page(client.get(reverse("review_arrange", args=[article.pk])))

    response = post(client, "review_invite", article, **values)

    assert "Whoever may publish the article can invite somebody new" in page(response)
    assert not Reviewer.objects.exists()
    assert not Invitation.objects.exists()


def test_a_writer_arranges_the_review_of_their_own_article_only(client):
    writer = account(WRITERS)
    own, other = make_article(title="My own"), make_article(title="Of another")
    own.owner = writer
    own.save()
    client.force_login(writer)

    assert client.get(reverse("review_arrange", args=[own.pk])).status_code == 200
    assert client.get(reverse("review_arrange", args=[other.pk])).status_code == 302


def test_the_list_of_open_reviews_holds_what_one_may_arrange(client):
    in_review(editor(), title="Of another")
    writer = account(WRITERS)
    mine, _review = in_review(editor(), title="My own")
    mine.owner = writer
    mine.save()
    client.force_login(writer)

    shown = page(client.get(reverse("open_reviews")))

    assert "My own" in shown
    assert "Of another" not in shown


def test_a_reviewer_arranges_nothing(client):
    article, _review = in_review(editor())
    client.force_login(reviewer().user)

    assert client.get(reverse("review_arrange", args=[article.pk])).status_code == 302
    assert client.get(reverse("open_reviews")).status_code == 302


def test_who_may_only_edit_marks_no_change_as_minor_and_publishes_nothing(client, helper):
    article, _review = in_review(editor())
    client.force_login(helper)

    response = post(client, "article_mark_minor", article, digest="0" * 64)
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={article.pk}", {})

    assert response.status_code == 200
    article.refresh_from_db()
    assert not article.live


def test_the_number_of_queries_of_the_list_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(editor())
    in_review(editor(), title="The first")
    client.get(reverse("open_reviews"))
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse("open_reviews"))
    for number in range(4):
        in_review(editor(), title=f"One more {number}")

    with django_assert_max_num_queries(len(for_one)):
        shown = page(client.get(reverse("open_reviews")))

    assert "One more 3" in shown
