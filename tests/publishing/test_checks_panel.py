"""What the rules say in the editor's checks panel, of the form as it stands, saved or not."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.admin.models import FormState

from tests.factories import UserFactory, library, make_article
from tests.publishing.ways import form_values
from wellread.articles.models import Article
from wellread.publishing.groups import EDITORS, install_groups
from wellread.publishing.overruling import overrule
from wellread.publishing.readiness import readiness_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    library()
    groups = {group.name: group for group in install_groups()}
    user = UserFactory()
    user.groups.add(groups[EDITORS])
    client.force_login(user)
    return user


def write(client, article, **changes):
    """Let the preview keep the form, as the editor's browser does while somebody writes."""
    values = form_values(article, **changes)
    answer = client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk]), values)
    assert answer.json()["is_valid"], answer.content


def checks(client, article):
    response = client.get(reverse("article_checks", args=[article.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_panel_of_an_article_asks_our_rules(client, editor, article):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()

    assert "What the rules say" in page
    assert f'data-rules-of-article="{reverse("article_checks", args=[0])}"' in page
    assert "publishing/checks" in page


def test_the_panel_of_other_pages_does_not(client, admin_user):
    client.force_login(admin_user)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[library().pk])).content.decode()

    assert "data-rules-list" not in page


def test_words_that_meet_every_rule_leave_nothing_to_mend(client, editor, article):
    page = checks(client, article)

    assert "Nothing to mend." in page
    assert "No review covers these words yet." in page
    assert reverse("article_readiness", args=[article.pk]) in page


def test_unsaved_words_are_checked(client, editor, article):
    write(client, article, title="Nine questions about a lump")

    page = checks(client, article)

    assert "Worth a look (R08)" in page
    assert "The headline names 9 questions, but the article asks 0." in page
    assert Article.objects.get(pk=article.pk).get_latest_revision_as_object().title == "Words about a lump"


def test_what_must_be_mended_is_told_as_such(client, editor, article):
    article.terms = []
    write(client, article)

    page = checks(client, article)

    assert "Must be mended" in page
    assert "Choose at least one term." in page


def test_what_is_overruled_is_only_counted(client, editor):
    article = make_article(title="Nine questions about a lump")
    overrule(article, readiness_of(article).judged[0].finding, reason="It is the name of a series.", user=editor)

    page = checks(client, article)

    assert "1 finding is overruled." in page
    assert "The headline names" not in page


def test_a_new_article_is_checked_before_it_is_saved(client, editor, article):
    kept = reverse("wagtailadmin_pages:preview_on_add", args=["articles", "article", library().pk])
    values = form_values(Article(title="Two questions", slug="", kind="medical"), title="Two questions")
    assert client.post(kept, values).json()["is_valid"]

    page = client.get(reverse("new_article_checks", args=[library().pk])).content.decode()

    assert "The headline names 2 questions" in page
    assert "Name an author" in page
    assert Article.objects.filter(title="Two questions").count() == 0


def test_a_form_that_cannot_be_saved_says_so(client, editor, article):
    write(client, article)
    FormState.objects.update(data=urlencode(form_values(article, published_on="no day"), doseq=True))

    assert "holds something that cannot be saved yet" in checks(client, article)


def test_others_pages_have_no_rules(client, admin_user):
    client.force_login(admin_user)

    assert client.get(reverse("article_checks", args=[library().pk])).status_code == 404


def test_whoever_may_not_edit_sees_no_draft(client, article):
    user = UserFactory()
    user.groups.add({group.name: group for group in install_groups()}["Reviewers"])
    client.force_login(user)

    assert client.get(reverse("article_checks", args=[article.pk])).status_code in {302, 403}
