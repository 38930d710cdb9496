"""What editors, leads and reviewers meet in the admin."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.factories import (
    ReviewerFactory,
    TermFactory,
    UserFactory,
    library,
    make_article,
    make_published,
    sign_article,
)
from tests.publishing.ways import form_values
from wellread.articles.libraries import ensure_libraries
from wellread.articles.models import Article, ArticleAuthor, Library
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.importers.translations import join
from wellread.publishing.errors import NotReviewedError
from wellread.publishing.groups import EDITORS, LEADS, REVIEWERS, RIGHTS, WRITERS, install_groups
from wellread.publishing.models import Publication, Refusal
from wellread.publishing.publish import publish
from wellread.publishing.schedule import run_schedule
from wellread.review.attest import waive
from wellread.review.models import Attestation, Waiver
from wellread.vocabulary.models import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(db):
    library()
    return {group.name: group for group in install_groups()}


@pytest.fixture
def sign_in(client, groups):
    def enter(name):
        user = UserFactory()
        user.groups.add(groups[name])
        client.force_login(user)
        return client, user

    return enter


def page(response):
    return response.content.decode()


def test_groups_are_installed_once_and_additions_stay(groups):
    groups[WRITERS].permissions.add(*groups[LEADS].permissions.all())
    before = groups[WRITERS].permissions.count()

    install_groups()

    assert Group.objects.filter(name__in=RIGHTS).count() == 4
    assert groups[WRITERS].permissions.count() == before
    assert not Group.objects.filter(name="Moderators").exists()


def test_the_documented_table_is_what_the_groups_may_do(groups):
    table = Path("docs/groups.md").read_text(encoding="utf-8")
    rows = {
        cells[0]: [cell == "yes" for cell in cells[1:]] for cells in map(_cells, re.findall(r"^\|.*\|$", table, re.M))
    }
    order = [WRITERS, EDITORS, LEADS, REVIEWERS]
    rights = {
        "sign in to the admin": "access_admin",
        "write own articles, submit them": "add_page",
        "change any article": "change_page",
        "publish, withdraw, schedule": "publish_page",
        "lock and unlock articles": "lock_page",
        "delete whole branches": "bulk_delete_page",
        "upload images": "add_image",
        "add and change people": "change_person",
        "delete people": "delete_person",
        "change the vocabulary, merge terms": "delete_term",
        "manage reviewers": "change_reviewer",
        "let a reviewer sign outside of their specialties": "except_specialty",
        "take a signature back for a reviewer, with a reason": "revoke_for_another",
        "set how often articles are reviewed": "change_reviewpolicy",
        "allow medical words without a review (waiver)": "waive_review",
        "overrule what a rule found, with a reason": "overrule_finding",
        "set the institution's name, contact and call to action": "change_institutionsettings",
        "keep redirects": "change_redirect",
        "keep word equivalents and best bets": "change_bestbet",
        "write crisis cards": "change_crisis",
        "delete crisis cards": "delete_crisis",
        "read what readers wrote, mark it as dealt with": "change_readercomment",
        "see what was sought in vain": "view_soughtwords",
    }

    assert set(rows) - {"may", "---"} == set(rights)
    for sentence, codename in rights.items():
        assert rows[sentence] == [codename in _codenames(groups[name]) for name in order], sentence


def _cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def _codenames(group):
    own = set(group.permissions.values_list("codename", flat=True))
    pages = set(group.page_permissions.values_list("permission__codename", flat=True))
    return own | pages | set(group.collection_permissions.values_list("permission__codename", flat=True))


def test_a_refused_publication_keeps_the_words_as_a_draft_and_says_what_is_missing(article, sign_in):
    client, _user = sign_in(EDITORS)
    values = form_values(article, title="New headline") | {"action-publish": "publish"}

    response = client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), values, follow=True)

    assert "no review covers these words" in page(response)
    assert Article.objects.get(pk=article.pk).get_latest_revision_as_object().title == "New headline"
    assert not Publication.objects.exists()


def test_a_reviewer_is_led_to_the_screen_where_they_sign(article, sign_in):
    client, user = sign_in(REVIEWERS)
    ReviewerFactory(user=user)

    response = client.get(reverse("article_readiness", args=[article.pk]), follow=True)

    assert response.redirect_chain[-1][0] == reverse("review_screen", args=[article.pk])
    assert "Words about a lump" in page(response)
    assert content_digest(content_of(article)) in page(response)


def test_an_editor_who_is_no_reviewer_has_no_screen_to_sign_on(article, sign_in):
    client, _user = sign_in(EDITORS)
    digest = content_digest(content_of(article))

    shown = client.get(reverse("review_screen", args=[article.pk]))
    client.post(reverse("review_sign", args=[article.pk]), {"digest": digest})

    assert shown.status_code == 302
    assert not Attestation.objects.exists()


def test_an_editor_sees_the_words_their_digest_and_the_way_to_reviewers(article, sign_in):
    client, _user = sign_in(EDITORS)

    shown = page(client.get(reverse("article_readiness", args=[article.pk])))

    assert content_digest(content_of(article)) in shown
    assert reverse("review_arrange", args=[article.pk]) in shown


def test_a_content_lead_waives_with_a_reason_and_then_the_article_is_published(article, sign_in):
    client, _user = sign_in(LEADS)
    digest = content_digest(content_of(article))
    address = reverse("article_readiness_waive", args=[article.pk])

    assert "Say why" in page(client.post(address, {"digest": digest, "reason": ""}, follow=True))
    client.post(address, {"digest": digest, "reason": "Urgent recall"})
    article.get_latest_revision().publish()

    assert Waiver.objects.get().reason == "Urgent recall"
    assert Publication.objects.current().get().current.basis == "waiver"


@pytest.mark.parametrize("name", [WRITERS, EDITORS, REVIEWERS])
def test_others_cannot_waive(name, article, sign_in):
    client, user = sign_in(name)
    ReviewerFactory(user=user)
    digest = content_digest(content_of(article))

    client.post(reverse("article_readiness_waive", args=[article.pk]), {"digest": digest, "reason": "Because"})

    assert not Waiver.objects.exists()


def test_a_reviewer_group_member_without_a_reviewer_sees_no_drafts(article, sign_in):
    client, _user = sign_in(REVIEWERS)

    response = client.get(reverse("article_readiness", args=[article.pk]), follow=True)

    assert "Words about a lump" not in page(response)


def test_withdrawing_asks_for_a_reason_and_tells_it(published, sign_in):
    client, _user = sign_in(EDITORS)
    address = reverse("wagtailadmin_pages:unpublish", args=[published.pk])
    assert "Reason, for readers" in page(client.get(address))

    assert "Say why" in page(client.post(address, {"withdrawn_reason": " "}, follow=True))
    assert Publication.objects.current().exists()
    client.post(address, {"withdrawn_reason": "The study was retracted."})

    assert Publication.objects.get().withdrawn_reason == "The study was retracted."


def test_a_bulk_publication_with_one_refused_names_it_and_publishes_none(article, sign_in):
    client, _user = sign_in(EDITORS)
    good = make_article(title="Good", kind="information")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{address}?id={article.pk}&id={good.pk}", {}, follow=True)

    assert "Words about a lump" in page(response)
    assert "None of the selected pages was published" in page(response)
    assert not Publication.objects.exists()


def test_a_scheduled_refusal_is_kept_for_the_editors_and_the_others_go_on(article):
    good = make_article(title="Good", kind="information")
    for one in (article, good):
        revision = one.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
        revision.save()

    done = {one.article.title: one.action for one in run_schedule(now=timezone.now())}

    assert done == {"Words about a lump": "refused", "Good": "published"}
    assert "no review covers" in Refusal.objects.get(article=article).reason
    sign_article(article)
    assert [one.action for one in run_schedule(now=timezone.now())] == ["published"]
    assert not Refusal.objects.exists()


def test_editors_find_a_refusal_on_their_home_page_and_writers_do_not(article, sign_in):
    Refusal.objects.create(article=article, reason="No review covers these words.")
    client, _user = sign_in(EDITORS)

    shown = page(client.get(reverse("wagtailadmin_home")))
    client, _user = sign_in(WRITERS)
    shown_to_writer = page(client.get(reverse("wagtailadmin_home")))

    assert "Refused by the schedule" in shown
    assert "Refused by the schedule" not in shown_to_writer


def test_a_refusal_is_repeated_each_minute_but_reported_once(article):
    revision = article.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save()

    first = list(run_schedule(now=timezone.now()))
    second = list(run_schedule(now=timezone.now()))

    assert [one.news for one in first + second] == [True, False]


def test_terms_stand_in_the_form_by_facet_and_merged_ones_do_not(article, as_administrator):
    TermFactory(slug="visible", name="Visible Term")
    merged = TermFactory(slug="merged", name="Merged Term")
    Term.objects.filter(pk=merged.pk).update(merged_into=article.terms.get())

    shown = page(as_administrator.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))

    assert "Visible Term" in shown
    assert "Merged Term" not in shown


def test_a_term_that_an_edition_uses_cannot_be_deleted(published, as_administrator):
    term = published.terms.get()

    response = as_administrator.post(reverse("wagtailsnippets_vocabulary_term:delete", args=[term.pk]), {}, follow=True)

    assert "published editions name it" in page(response)
    assert Term.objects.filter(pk=term.pk).exists()


def test_a_lead_merges_two_terms(published, sign_in):
    client, _user = sign_in(LEADS)
    old, new = published.terms.get(), TermFactory(name="New Name")
    address = reverse("merge_term", args=[old.pk])
    assert "New Name" in page(client.get(address))

    client.post(address, {"into": new.pk})

    old.refresh_from_db()
    assert old.merged_into == new


def test_terms_cannot_form_a_circle_in_the_form(as_administrator):
    upper = TermFactory(slug="upper")
    lower = TermFactory(slug="lower", parents=[upper])
    values = {
        "name": "Upper",
        "slug": "upper",
        "facet": upper.facet_id,
        "definition": "",
        "parents": [lower.pk],
        "health_aspect": "",
    }
    for inline in ("names", "synonyms", "codes"):
        values |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}

    response = as_administrator.post(reverse("wagtailsnippets_vocabulary_term:edit", args=[upper.pk]), values)

    assert "cannot stand below itself" in page(response)
    assert not upper.parents.exists()


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_home",
        "wagtailsnippets_vocabulary_term:list",
        "wagtailsnippets_vocabulary_term:add",
        "wagtailsnippets_vocabulary_facet:list",
        "wagtailsnippets_articles_person:list",
        "wagtailsnippets_articles_person:add",
        "wagtailsnippets_review_reviewer:list",
        "wagtailsnippets_review_reviewer:add",
    ],
)
def test_every_page_of_the_editors_house_opens(name, as_administrator):
    assert as_administrator.get(reverse(name)).status_code == 200


def test_libraries_are_made_once_one_for_each_language():
    first = ensure_libraries()
    second = ensure_libraries()

    assert [one.locale.language_code for one in first] == ["en", "es"]
    assert first == second
    assert Library.objects.count() == 2
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()
    assert {one.translation_key for one in first} == {first[0].translation_key}


def test_an_article_can_be_created_from_the_form(sign_in):
    ensure_libraries()
    install_groups()
    client, _user = sign_in(WRITERS)
    parent = ensure_libraries()[0]

    shown = client.get(reverse("wagtailadmin_pages:add", args=["articles", "article", parent.pk]))

    assert shown.status_code == 200
    assert not Article.objects.exists()
    assert make_published(signed=False).live


def test_the_form_has_comments_preview_schedule_and_checks(article, as_administrator):
    response = as_administrator.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert "comments" in response.context["form"].formsets
    assert response.context["side_panels"]
    names = {panel.name for panel in response.context["side_panels"]}
    assert {"comments", "preview", "checks", "status"} <= names
    assert "go_live_at" in response.context["form"].fields
    assert response.context["lock_url"]


def test_a_locked_article_is_not_changed_by_another_editor(article, sign_in):
    locker = UserFactory()
    article.locked, article.locked_by, article.locked_at = True, locker, timezone.now()
    article.save()
    client, _user = sign_in(WRITERS)

    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form_values(article, title="Changed"))

    assert Article.objects.get(pk=article.pk).get_latest_revision_as_object().title == "Words about a lump"


def test_one_broken_scheduled_article_does_not_stop_the_clock(article, settings):
    broken = make_article(title="Broken", kind="information", call_to_action_telephone="+12025550142")
    good = make_article(title="Good", kind="information")
    Article.objects.filter(pk=broken.pk).update(call_to_action_telephone="12")
    expiring = make_published(signed=False, title="Expiring")
    Article.objects.filter(pk=expiring.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    broken.call_to_action_telephone = "12"
    broken.save_revision(clean=False)
    for hours, one in ((3, broken), (1, good)):
        revision = one.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(hours=hours)
        revision.save()

    done = {one.article.title: one.action for one in run_schedule(now=timezone.now())}

    assert done == {"Broken": "refused", "Good": "published", "Expiring": "expired"}
    assert "12" in Refusal.objects.get(article=broken).reason


def test_wagtails_privacy_setting_is_not_offered_because_editions_know_no_passwords(published, as_administrator):
    address = reverse("wagtailadmin_pages:set_privacy", args=[published.pk])

    as_administrator.post(address, {"restriction_type": "password", "password": "secret"})

    assert not PageViewRestriction.objects.exists()


def test_who_has_become_the_author_covers_the_words_no_more(article):
    reviewer = ReviewerFactory()
    sign_article(article, reviewer)
    article.authors = [ArticleAuthor(person=reviewer.person)]
    article.save_revision()

    with pytest.raises(NotReviewedError):
        publish(article)

    sign_article(article)
    assert publish(article).reviewer != reviewer.person


def test_a_reviewer_who_has_left_reads_no_drafts(article, sign_in):
    client, user = sign_in(REVIEWERS)
    reviewer = ReviewerFactory(user=user)
    address = reverse("article_readiness", args=[article.pk])
    assert "Words about a lump" in page(client.get(address, follow=True))

    reviewer.active = False
    reviewer.save()

    assert "Words about a lump" not in page(client.get(address, follow=True))


def test_words_that_readers_see_already_can_be_signed_although_a_rule_would_stop_them(article):
    article.authors = []
    article.save_revision()
    waive(article, content_of(article), reason="Urgent recall", by="x")
    publish(article)

    sign_article(article)

    assert Publication.objects.get().current.basis == "attestation"


def test_a_link_to_an_article_that_readers_cannot_see_keeps_its_words_only(article):
    target = make_published(signed=False, title="Seen")
    links = f'<p><a linktype="page" id="{article.pk}">secret</a> <a linktype="page" id="{target.pk}">seen</a></p>'
    linking = make_article(kind="information", body=[("paragraph", links)])

    html = publish(linking).read().body[0].html

    assert html == f'<p>secret <a href="{target.url}">seen</a></p>'


def test_a_translation_that_is_joined_later_is_known_to_readers_at_once(published):
    spanish = make_published(signed=False, language="es", title="Un bulto")

    join(spanish, published)

    assert Publication.objects.get(article=spanish).translation_key == published.translation_key


def test_nobody_is_sent_a_new_password_through_the_log(client):
    assert client.get("/admin/password_reset/").status_code == 404
