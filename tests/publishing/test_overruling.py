"""A content lead lets a finding stand: with a reason that is kept, until the words of the finding change."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory, library, make_article, sign_article
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.publishing.errors import OverrulingError
from wellread.publishing.groups import EDITORS, LEADS, WRITERS, install_groups
from wellread.publishing.models import Overruling
from wellread.publishing.overruling import overrule
from wellread.publishing.publish import publish, warnings_of
from wellread.publishing.readiness import readiness_of
from wellread.publishing.steps import findings_of
from wellread.review.attest import waive

pytestmark = pytest.mark.django_db
MANY = [("list", {"items": [f"<p>Item {number}</p>" for number in range(9)], "ordered": False})]


@pytest.fixture
def listed(db):
    """A signed article whose one fault is a long list."""
    article = make_article(title="Nine things", body=MANY)
    sign_article(article)
    return article


@pytest.fixture
def lead(client):
    return account(client, LEADS)


def account(client, group):
    library()
    groups = {one.name: one for one in install_groups()}
    user = UserFactory(first_name="Lea", last_name="Lead")
    user.groups.add(groups[group])
    client.force_login(user)
    return user


def shown(article):
    return [one.finding for one in readiness_of(draft(article)).judged]


def draft(article):
    return Article.objects.get(pk=article.pk).get_latest_revision_as_object()


def press(client, article, finding, reason="Readers asked for all nine."):
    values = {"rule": finding.rule, "digest": finding.digest, "reason": reason}
    return client.post(reverse("article_overrule", args=[article.pk]), values, follow=True).content.decode()


def review_page(client, article):
    return client.get(reverse("article_readiness", args=[article.pk])).content.decode()


def test_an_open_finding_is_counted_on_the_review_page_and_does_not_stop_the_publication(client, lead, listed):
    page = review_page(client, listed)

    assert "1 thing is open." in page
    assert "A list has 9 items" in page
    assert publish(listed).number == 1


def test_a_lead_overrules_with_a_reason_that_is_kept(client, lead, listed):
    page = press(client, listed, shown(listed)[0])

    kept = Overruling.objects.get()
    assert (kept.article_id, kept.source_id, kept.rule) == (listed.pk, listed.source_id, "R17")
    assert (kept.by, kept.reason) == ("Lea Lead", "Readers asked for all nine.")
    assert "Nothing to mend." in page
    assert "Readers asked for all nine." in page
    assert warnings_of(draft(listed)) == findings_of(draft(listed)) == []


def test_the_article_s_history_tells_it(client, lead, listed):
    press(client, listed, shown(listed)[0])

    history = client.get(reverse("wagtailadmin_pages:history", args=[listed.pk])).content.decode()
    assert "Finding overruled: R17, A list has 9 items" in history
    assert "Readers asked for all nine." in history


def test_it_holds_while_other_words_change_and_ends_when_these_do(client, lead, listed):
    press(client, listed, shown(listed)[0])
    listed.summary = "Other words."
    listed.save_revision()
    assert findings_of(draft(listed))[0].rule == "R05"
    assert "R17" not in {one.rule for one in findings_of(draft(listed))}

    listed.body = [("list", {"items": [f"<p>Thing {number}</p>" for number in range(9)], "ordered": False})]
    listed.save_revision()

    assert "R17" in {one.rule for one in findings_of(draft(listed))}


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_overruled(client, lead, listed, reason):
    page = press(client, listed, shown(listed)[0], reason=reason)

    assert "Say why this may stay as it is." in page
    assert not Overruling.objects.exists()


def test_what_must_be_mended_cannot_be_overruled(client, lead):
    article = make_article(terms=[])

    page = press(client, article, shown(article)[0])

    assert "R26 must be mended: it cannot be overruled." in page
    assert not Overruling.objects.exists()
    assert reverse("article_overrule", args=[article.pk]) not in review_page(client, article)


def test_what_only_warns_under_a_waiver_can_be_overruled_but_stops_again_after_a_change(client, lead):
    article = make_article(terms=[])
    waive(article, content_of(article), reason="It came so.", by="lead")

    press(client, article, shown(article)[0])

    assert Overruling.objects.get().rule == "R26"
    article.summary = "A change."
    article.save_revision()
    assert [(one.rule, one.blocks) for one in findings_of(draft(article))] == [("R26", True)]


def test_a_finding_that_is_there_no_more_is_not_overruled(client, lead, listed):
    old = shown(listed)[0]
    listed.body = [("paragraph", "<p>No list.</p>")]
    listed.save_revision()

    page = press(client, listed, old)

    assert "These words have changed since they were shown." in page
    assert not Overruling.objects.exists()


def test_twice_is_once_and_the_first_reason_stays(listed, django_user_model):
    finding = shown(listed)[0]
    first = overrule(listed, finding, reason="First.", user=UserFactory())

    again = overrule(listed, finding, reason="Second.", user=UserFactory())

    assert (again.pk, again.reason) == (first.pk, "First.")


def test_a_program_must_say_why_as_well(listed):
    with pytest.raises(OverrulingError):
        overrule(listed, shown(listed)[0], reason=" ", user=None)


@pytest.mark.parametrize("group", [WRITERS, EDITORS])
def test_others_cannot_overrule(client, listed, group):
    account(client, group)
    listed_by_them = draft(listed)

    response = client.post(reverse("article_overrule", args=[listed.pk]), {"rule": "R17", "reason": "x"})

    assert response.status_code in {302, 403}
    assert not Overruling.objects.exists()
    assert findings_of(listed_by_them)


def test_an_editor_sees_the_finding_but_no_way_to_overrule_it(client, listed):
    account(client, EDITORS)

    page = review_page(client, listed)

    assert "A list has 9 items" in page
    assert reverse("article_overrule", args=[listed.pk]) not in page


def test_looking_changes_nothing(client, lead, listed):
    assert client.get(reverse("article_overrule", args=[listed.pk])).status_code == 405


class TestBoard:
    def rows(self, client, query="?"):
        response = client.get(f"/admin/findings/{query}&export=csv")
        return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))

    def test_it_lists_what_is_open_in_what_readers_see(self, client, lead, listed):
        publish(listed)
        make_article(title="A draft", references=[])

        assert self.rows(client) == [
            {
                "Article": "Nine things",
                "Language": "en",
                "Rule": "R17",
                "What it is": "A list has 9 items; more than 7 are hard to remember.",
            }
        ]
        assert "Nine things" in client.get("/admin/findings/").content.decode()

    def test_what_is_overruled_goes_and_other_articles_findings_stay(self, client, lead, listed):
        other = make_article(title="Nine other things", body=MANY)
        sign_article(other)
        for article in (listed, other):
            publish(article)

        press(client, listed, shown(listed)[0])

        assert [row["Article"] for row in self.rows(client)] == ["Nine other things"]

    def test_it_can_be_filtered_by_rule(self, client, lead, listed):
        publish(listed)

        assert self.rows(client, "?rule=R17")
        assert "Nothing like that is open." in client.get("/admin/findings/?language=es").content.decode()

    def test_it_takes_as_many_queries_for_many_as_for_few(self, client, lead):
        counts = []
        for _round in range(2):
            for _article in range(3):
                article = make_article(body=MANY)
                sign_article(article)
                publish(article)
            client.get("/admin/findings/")
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get("/admin/findings/")
            counts.append(len(asked))

        assert counts[0] == counts[1]

    @pytest.mark.parametrize("board", ["findings", "findings/links"])
    def test_writers_see_no_board(self, client, board):
        account(client, WRITERS)

        assert client.get(f"/admin/{board}/").status_code == 302

    def test_the_board_of_links_tells_what_leads_nowhere(self, client, lead):
        body = [("paragraph", '<p>See <a href="/articles/gone/">there</a>.</p>')]
        article = make_article(title="It leads nowhere", body=body)
        waive(article, content_of(article), reason="It came so.", by="lead")
        assert "Every link into the library leads somewhere." in client.get("/admin/findings/links/").content.decode()

        publish(article)

        page = client.get("/admin/findings/links/").content.decode()
        assert "It leads nowhere" in page
        assert "/articles/gone/" in page
