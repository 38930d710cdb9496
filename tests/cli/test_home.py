import pytest

from wellread.articles.models import Library
from wellread.cli.exits import BrokenInstallationError, ExitCode
from wellread.cli.home import missing_parts, prepare, require_prepared, secret_key_file, write_private_file
from wellread.cli.locks import SETUP, lock
from wellread.review.keys import key_file
from wellread.review.ledger import append
from wellread.review.models import LedgerEntry, ReviewPolicy
from wellread.settings import environment
from wellread.vocabulary.models import Facet, Term

pytestmark = pytest.mark.django_db


def test_preparing_an_empty_home_makes_everything(own_home):
    made = prepare()

    assert len(made) == 9
    assert missing_parts() == []
    assert Library.objects.count() == 2
    assert Term.objects.count() == 95
    assert set(ReviewPolicy.objects.values_list("months", flat=True)) == {12}
    assert (own_home / "static" / "wagtailadmin").is_dir()


def test_preparing_again_keeps_everything(own_home):
    prepare()
    keys = {file: file.read_bytes() for file in (own_home / "keys").iterdir()}
    Term.objects.filter(slug="anemia").update(name="Low blood count")

    made = prepare()

    assert made == []
    assert {file: file.read_bytes() for file in (own_home / "keys").iterdir()} == keys
    assert Term.objects.get(slug="anemia").name == "Low blood count"


def test_an_emptied_vocabulary_with_a_facet_is_left_alone(own_home):
    Facet.objects.create(slug="condition", path="conditions", name="Conditions")

    prepare()

    assert not Term.objects.exists()


def test_only_the_owner_can_read_the_keys(own_home):
    prepare()

    assert own_home.stat().st_mode & 0o077 == 0
    assert (own_home / "keys").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (own_home / "keys").iterdir()} == {0o600}


def test_the_first_process_keeps_using_the_key_that_it_writes_down(own_home, settings):
    prepare()

    assert secret_key_file().read_text() == settings.SECRET_KEY


def test_a_secret_key_of_the_environment_is_not_written_down(own_home, monkeypatch):
    monkeypatch.setitem(environment.values, "WELLREAD_SECRET_KEY", "s" * 50)

    prepare()

    assert not secret_key_file().exists()
    assert missing_parts() == []


def test_a_lost_ledger_key_is_not_replaced(own_home, ledger_key):
    prepare()
    append(LedgerEntry.Kind.WAIVER, {"reason": "A test"})
    key_file().unlink()

    with pytest.raises(BrokenInstallationError, match="the key that signed them is gone"):
        prepare()

    assert not key_file().exists()


def test_an_interrupted_restore_is_not_papered_over(own_home, settings, monkeypatch):
    (own_home / ".restore-x" / "old").mkdir(parents=True)
    monkeypatch.setattr("wellread.cli.home.database_exists", lambda: False)

    with pytest.raises(BrokenInstallationError, match="A restore was interrupted"):
        prepare()


def test_what_is_missing_is_named(own_home):
    assert [part.split(",")[0] for part in missing_parts()] == [
        "the secret key",
        "the ledger key",
        "the public key to check the ledger with",
        "a library for each language",
    ]


def test_a_server_needs_the_static_files_as_well(prepared_home):
    require_prepared()

    with pytest.raises(BrokenInstallationError, match="the static files of this version"):
        require_prepared(to_serve=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish", "a"),
        ("withdraw", "a", "--reason", "Old"),
        ("tick",),
        ("serve",),
        ("vocabulary", "export", "terms.csv"),
    ],
)
def test_commands_refuse_an_unprepared_home(arguments, own_home, wellread):
    ended = wellread(*arguments)

    assert ended.code == ExitCode.BROKEN
    assert f"{own_home} is not prepared." in ended.errors
    assert "Run: wellread setup" in ended.errors


def test_a_lock_is_held_by_one(own_home):
    with lock(SETUP) as first, lock(SETUP) as second:
        assert (first, second) == (True, False)

    with lock(SETUP) as third:
        assert third


def test_a_shared_lock_keeps_out_only_who_wants_it_alone(own_home):
    with lock("serve", shared=True) as first, lock("serve", shared=True) as second, lock("serve") as alone:
        assert (first, second, alone) == (True, True, False)


def test_a_private_file_replaces_one_that_others_could_read(tmp_path):
    file = tmp_path / "accounts"
    file.write_text("old")

    write_private_file(file, "new")

    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o600
