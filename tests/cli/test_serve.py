import socket
from contextlib import closing

import pytest

from tests.factories import make_article
from wellread.cli import serve
from wellread.cli.exits import BrokenInstallationError, ExitCode
from wellread.cli.locks import SERVE, TICK, lock
from wellread.cli.static_files import collect_if_changed


@pytest.fixture
def taken_port():
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_port_that_is_taken_is_a_usage_error(prepared_home, wellread, taken_port):
    collect_if_changed()

    ended = wellread("serve", "--port", taken_port)

    assert ended.code == ExitCode.USAGE
    assert f"Nothing can listen at 127.0.0.1, port {taken_port}: Address already in use." in ended.errors


@pytest.mark.parametrize("arguments", [("--port", "0"), ("--port", "70000"), ("--workers", "0"), ("--port", "x")])
def test_impossible_numbers_are_usage_errors(arguments, wellread):
    assert wellread("serve", *arguments).code == ExitCode.USAGE


def test_a_host_that_does_not_exist_is_a_usage_error(prepared_home, wellread):
    collect_if_changed()

    assert wellread("serve", "--host", "nowhere.invalid").code == ExitCode.USAGE


def test_no_server_starts_while_a_backup_is_being_restored(own_home):
    with lock(SERVE), pytest.raises(BrokenInstallationError, match="A backup is being restored"):
        serve.serve("127.0.0.1", 1, 1)


def test_a_failing_tick_is_logged_and_not_fatal(prepared_home, caplog, monkeypatch):
    # A folder where the lock's file should be cannot be opened.
    (prepared_home / "locks" / TICK).mkdir(parents=True)

    serve.tick_once()

    assert [record.message for record in caplog.records] == ["Tick failed"]


def test_a_refused_publication_is_logged_once_with_its_reason(prepared_home, caplog):
    article = make_article(title="Unread", slug="unread")
    revision = article.get_latest_revision()
    revision.approved_go_live_at = revision.created_at
    revision.save()

    serve.tick_once()
    serve.tick_once()

    [record] = caplog.records
    assert record.message.startswith("The schedule was refused: en/unread. “Unread” is a medical article")
