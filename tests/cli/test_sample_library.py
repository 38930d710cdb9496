from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from wellread.articles.content import ArticleContent, PersonContent, Quote
from wellread.articles.libraries import ensure_libraries
from wellread.articles.models import Article, Person, institution
from wellread.articles.reading import content_of
from wellread.cli.demo_accounts import keep_accounts
from wellread.cli.exits import ExitCode
from wellread.cli.sample_library import (
    CHANGED_ADVICE,
    FATES,
    REVIEWERS,
    TYPING_MISTAKE,
    Fate,
    begin_sample_review,
    fate_of,
    fit_reviewer,
    load_sample_library,
    reviewed_at,
    sample_items,
)
from wellread.publishing.groups import install_groups
from wellread.publishing.models import Edition, Publication
from wellread.review.coverage import Status
from wellread.review.keys import make_key
from wellread.review.models import Attestation, Reviewer
from wellread.review.workflow import Assignment
from wellread.vocabulary.models import Term
from wellread.vocabulary.table import load_starter

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OF_FATE = {fate: source_id for source_id, fate in FATES.items()}


@pytest.fixture(scope="module")
def everything_loaded(django_db_setup, django_db_blocker, ledger_key) -> Iterator[None]:
    """Load the sample library once for the tests of this file: it takes a while."""
    with django_db_blocker.unblock(), transaction.atomic():
        ensure_libraries()
        install_groups()
        load_starter()
        load_sample_library()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(everything_loaded, db) -> None:
    """The sample library; what a test changes is undone after it."""


def statuses():
    """Return by source id what readers are told of each article's review today."""
    current = Publication.objects.current().select_related("current")
    return {one.source_id: one.current.status(today=timezone.localdate()) for one in current}


def test_the_sample_library_shows_an_article_in_every_state(loaded):
    told = statuses()

    assert set(told.values()) == set(Status)
    assert told[OF_FATE[Fate.CORRECTED]] == Status.CURRENT
    assert told[OF_FATE[Fate.OVERDUE]] == Status.OVERDUE
    assert told[OF_FATE[Fate.REPORTED]] == Status.REPORTED
    assert told[OF_FATE[Fate.REPORTED_OVERDUE]] == Status.REPORTED_OVERDUE
    assert told[OF_FATE[Fate.WAIVED]] == Status.NONE
    assert "A guideline" in Publication.objects.get(source_id=OF_FATE[Fate.WITHDRAWN]).withdrawn_reason
    assert Article.objects.get(source_id=OF_FATE[Fate.SCHEDULED]).scheduled_revision is not None
    assert len(told) == Article.objects.count() - 3
    assert not {OF_FATE[Fate.DRAFT], OF_FATE[Fate.SCHEDULED], OF_FATE[Fate.WITHDRAWN]} & told.keys()


def test_a_typing_mistake_was_corrected_under_its_signature(loaded):
    corrected = Publication.objects.get(source_id=OF_FATE[Fate.CORRECTED])

    first, second = corrected.editions.order_by("number")
    assert (first.kind, second.kind) == ("first", "correction")
    assert first.attestation == second.attestation
    assert (TYPING_MISTAKE[1] in first.read().summary, TYPING_MISTAKE[1] in second.read().summary) == (True, False)


def test_one_article_waits_for_its_reviewer_while_readers_see_the_words_that_were_signed(loaded, own_home, settings):
    keep_accounts()
    users = {user.username: user for user in get_user_model().objects.all()}

    for _again in range(2):
        begin_sample_review(writer=users["writer"], editor=users["editor"])

    waiting = Assignment.objects.open().get()
    draft = waiting.article.get_latest_revision_as_object()
    assert waiting.article.source_id == OF_FATE[Fate.IN_REVIEW]
    assert waiting.reviewer.user == users["reviewer"]
    assert CHANGED_ADVICE[1] in str(content_of(draft))
    assert CHANGED_ADVICE[0] in str(Publication.objects.get(article=draft).current.read())


def test_the_public_sample_library_is_wide_enough(loaded):
    editions = Edition.objects.filter(current_of__isnull=False)
    english = editions.filter(publication__language="en")

    shown = Term.objects.filter(editions__in=english).distinct()
    assert english.count() >= 36
    assert shown.filter(facet__slug="disease").count() >= 25
    assert shown.filter(facet__slug="topic").count() >= 25
    assert editions.filter(publication__language="es").count() >= 3


def test_signatures_follow_publication_and_come_from_somebody_else(loaded):
    for edition in Edition.objects.filter(attestation__isnull=False).select_related("attestation", "publication"):
        named = {person.name for person in edition.read().people}
        assert edition.publication.first_published_on < timezone.localdate(edition.attestation.signed_at)
        assert edition.attestation.signed_at <= timezone.now()
        assert edition.reviewer.name not in named


def test_articles_without_medical_statements_need_no_signature(loaded):
    information = Publication.objects.current().filter(current__basis="information")

    assert information.exists()
    assert not information.filter(current__attestation__isnull=False).exists()


def test_a_translation_belongs_to_its_original(loaded):
    spanish = Article.objects.get(source_id="sample:sangre-en-la-orina")

    assert spanish.get_translations().get().specific.source_id == "sample:blood-in-your-urine"


def test_people_and_institution_say_that_they_are_invented(loaded):
    assert institution().name == "Wellread Sample Hospital"
    assert not Person.objects.exclude(profile__contains="nobody in this sample library is real").exists()


def test_loading_again_keeps_what_was_edited(loaded):
    article = Article.objects.get(source_id="sample:blood-in-your-urine")
    article.title = "An editor's headline"
    article.save_revision()
    kinds = (Article, Edition, Attestation, Person)
    before = [kind.objects.count() for kind in kinds]

    load_sample_library()

    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "An editor's headline"
    assert [kind.objects.count() for kind in kinds] == before


def test_loading_goes_on_where_it_was_interrupted(loaded):
    Article.objects.get(source_id="sample:blood-in-your-urine").delete()

    load_sample_library()

    assert statuses()["sample:blood-in-your-urine"] == Status.CURRENT


def test_the_demo_tells_where_to_look_and_who_may_sign_in(loaded, own_home, wellread, monkeypatch):
    monkeypatch.setenv("WELLREAD_SAMPLE", "true")
    make_key()

    first = wellread("demo", "--no-serve", "--port", "8123")
    second = wellread("demo", "--no-serve", "--port", "8123")

    accounts = (own_home / "demo-accounts.txt").read_text().splitlines()[1:]
    assert (first.code, second.code) == (ExitCode.DONE, ExitCode.DONE)
    assert first.output == second.output
    assert "http://127.0.0.1:8123/admin/" in first.output
    assert len(accounts) == 5
    assert all(account.split()[1] in first.output for account in accounts)


def test_without_waivers_the_article_is_signed_instead(settings):
    settings.WELLREAD_ALLOW_WAIVERS = False

    assert fate_of(ArticleContent(OF_FATE[Fate.WAIVED], "X", "en")) is Fate.SIGNED


def test_every_special_article_is_in_the_sample_library():
    assert FATES.keys() <= {item.content.source_id for item in sample_items()}


def test_all_sample_files_can_be_read(capsys):
    assert len(list(sample_items())) >= 50
    assert capsys.readouterr().err == ""


def test_nobody_signs_what_names_them(db):
    people = [Person.objects.create(name=one.name, slug=f"invented-{number}") for number, one in enumerate(REVIEWERS)]
    reviewers = [Reviewer.objects.create(person=person) for person in people]
    body = (Quote("Words.", PersonContent("Maren Sample")),)
    content = ArticleContent("sample:x", "X", "en", authors=(PersonContent("Leo Sample"),), body=body)

    assert fit_reviewer(content, reviewers).person.name == "Nadia Sample"


@pytest.mark.parametrize("days_ago", [0, 1, 30, 900, 3000])
@pytest.mark.parametrize("long_ago", [True, False])
def test_a_review_comes_after_publication_and_not_in_the_future(days_ago, long_ago):
    published_on = (NOW - timedelta(days=days_ago)).date()
    content = ArticleContent("sample:x", "X", "en", published_on=published_on)

    when = reviewed_at(content, long_ago=long_ago, now=NOW)

    assert published_on <= when.date()
    assert when <= NOW
    assert long_ago or when > NOW - timedelta(days=405)
