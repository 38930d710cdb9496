import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_published
from wellread.articles.models import Article
from wellread.cli import static_files
from wellread.cli.examine_library import clock, editions, images, necessities, refusals
from wellread.cli.examine_machine import debugging, home_folder, key_files, public_address
from wellread.cli.exits import ExitCode
from wellread.cli.findings import Verdict
from wellread.publishing.models import Change, Edition, EditionImage, Refusal
from wellread.settings import environment

pytestmark = pytest.mark.django_db


def verdicts(look):
    return [one.verdict for one in look()]


def test_a_sound_installation_is_well(prepared_home, wellread, admin_user, django_capture_on_commit_callbacks):
    static_files.collect_if_changed()
    with django_capture_on_commit_callbacks(execute=True):
        make_published()

    ended = wellread("doctor", "--json")

    told = json.loads(ended.output)
    assert [one for one in told["found"] if one["verdict"] == "wrong"] == []
    assert (ended.code, told["well"]) == (ExitCode.DONE, True)


def test_the_report_names_how_to_mend_what_is_wrong(prepared_home, wellread):
    (prepared_home / "keys" / "secret-key").unlink()

    ended = wellread("doctor")

    assert ended.code == ExitCode.BROKEN
    assert f"WRONG  secret key: {prepared_home}/keys/secret-key is missing.\n       Run: wellread setup" in ended.output


def test_bad_settings_end_the_examination(own_home, wellread, monkeypatch):
    problem = environment.Problem("settings.E007", 'WELLREAD_REGION is "XX".', "Give a country.")
    monkeypatch.setattr(environment, "problems", [problem])

    told = json.loads(wellread("doctor", "--json").output)

    assert [one["subject"] for one in told["found"]] == ["versions", "settings"]
    assert told["found"][1]["verdict"] == "wrong"


@pytest.mark.parametrize("path", ["keys", "keys/secret-key", "keys/ledger-key.json"])
def test_a_key_that_others_can_read_is_wrong(path, prepared_home):
    (prepared_home / path).chmod(0o755)

    assert Verdict.WRONG in verdicts(key_files)


def test_a_home_that_others_can_read_is_worth_a_thought(prepared_home):
    prepared_home.chmod(0o755)

    assert verdicts(home_folder) == [Verdict.OK, Verdict.ADVICE]


def test_an_interrupted_restore_is_told(prepared_home):
    (prepared_home / ".restore-x" / "old").mkdir(parents=True)

    assert verdicts(home_folder) == [Verdict.OK, Verdict.WRONG]


def test_error_pages_with_details_are_wrong(settings):
    settings.DEBUG = True

    assert verdicts(debugging) == [Verdict.WRONG]


@pytest.mark.parametrize(
    ("url", "secure", "hosts", "expected"),
    [
        ("http://localhost:8000", False, ["localhost"], [Verdict.OK]),
        ("http://library.example.org", False, ["library.example.org"], [Verdict.ADVICE]),
        ("https://library.example.org", True, ["library.example.org"], [Verdict.OK]),
        ("https://library.example.org", True, [".example.org"], [Verdict.OK]),
        ("https://library.example.org", True, ["localhost"], [Verdict.OK, Verdict.WRONG]),
    ],
)
def test_the_public_address_is_examined(url, secure, hosts, expected, settings):
    settings.WELLREAD_PUBLIC_URL, settings.SESSION_COOKIE_SECURE, settings.ALLOWED_HOSTS = url, secure, hosts

    assert verdicts(public_address) == expected


def test_missing_groups_are_wrong(prepared_home, admin_user, django_user_model):
    from_setup = verdicts(necessities)
    django_user_model.objects.all().delete()
    without_administrator = verdicts(necessities)

    assert from_setup == [Verdict.OK]
    assert without_administrator == [Verdict.OK, Verdict.ADVICE]


def test_a_live_article_without_an_edition_is_wrong(prepared_home):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(live=True)

    assert verdicts(editions) == [Verdict.WRONG]


def test_an_edition_whose_words_were_changed_is_wrong(prepared_home):
    article = make_published()
    edition = Edition.objects.get(article=article)
    Edition.objects.filter(pk=edition.pk).update(content=edition.content | {"headline": "Other words"})

    assert verdicts(editions) == [Verdict.WRONG]


def test_published_images_must_be_there_and_unchanged(prepared_home):
    edition = Edition.objects.get(article=make_published())
    name = "0" * 64 + ".png"
    EditionImage.objects.create(edition=edition, file=name)

    missing = [one.sentence for one in images()]
    (prepared_home / "frozen").mkdir()
    (prepared_home / "frozen" / name).write_bytes(b"other")
    changed = [one.sentence for one in images()]

    assert missing == [f"The published image {name} is missing."]
    assert changed == [f"The published image {name} has changed."]


def test_a_clock_behind_the_last_change_is_wrong(prepared_home):
    make_published()
    Change.objects.update(at=timezone.now() + timedelta(days=1))

    assert verdicts(clock) == [Verdict.WRONG]


def test_a_refused_publication_is_told(prepared_home):
    Refusal.objects.create(article=make_article(title="Unread"), reason="Nobody signed.")

    assert [one.sentence for one in refusals()] == ["The schedule could not publish “Unread”. Nobody signed."]
