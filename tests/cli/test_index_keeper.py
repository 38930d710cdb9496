import importlib
import sys
import threading

import django
import pytest
from django.db import connections

from tests.factories import make_published
from wellread.cli import examine_index, index_keeper
from wellread.cli.findings import Verdict
from wellread.engine.lexicon import Lexicon
from wellread.engine.locks import held
from wellread.engine.values import Request
from wellread.indexing import library
from wellread.indexing.drift import drift
from wellread.indexing.errors import EngineError
from wellread.indexing.library import catch_up, engine_here, index_folder, wanted_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(prepared_home):
    return engine_here()


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """The connection of the test stays open."""
    monkeypatch.setattr(index_keeper, "close_old_connections", lambda: None)


def start_a_worker(monkeypatch):
    """Load the application as a server process does, but for the connection of the test, which stays open."""
    monkeypatch.setattr(connections, "close_all", lambda: None)
    # Making the application configures the log again, and takes the test's own handlers from it.
    monkeypatch.setattr(django, "setup", lambda **options: None)
    monkeypatch.delitem(sys.modules, "wellread.cli.served_application", raising=False)
    return importlib.import_module("wellread.cli.served_application").application


def verdicts():
    return [(one.verdict, one.sentence) for one in examine_index.index()]


class TestKeeping:
    def test_the_keeper_builds_and_catches_up(self, engine, published):
        first = index_keeper.keep_once(scrub=True)
        published.unpublish()
        second = index_keeper.keep_once(scrub=False)

        assert (first, second) == (True, True)
        assert drift(engine) == []

    def test_somebody_else_at_work_is_no_trouble(self, engine, published):
        index_keeper.keep_once(scrub=True)
        published.unpublish()

        with held(index_folder() / "write.lock", wait_seconds=0):
            library_waits_no_longer = index_keeper.keep_once(scrub=False)

        assert library_waits_no_longer

    def test_a_failure_is_logged_and_ends_nothing(self, engine, monkeypatch, caplog):
        def fail(*, scrub):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(index_keeper, "keep", fail)

        assert not index_keeper.keep_once(scrub=True)
        assert "The index could not be kept" in caplog.text

    def test_the_keeper_ends_with_the_server(self, engine, monkeypatch):
        kept = threading.Event()
        monkeypatch.setattr(index_keeper, "keep_once", lambda *, scrub: kept.set() or True)

        with index_keeper.keeping_the_index():
            assert kept.wait(10)

        (keeper,) = [one for one in threading.enumerate() if one.name == "index-keeper"] or [threading.Thread()]
        if keeper.ident:
            keeper.join(10)
        assert not keeper.is_alive()


class TestExamining:
    def test_an_index_as_the_database_is_well(self, engine, published):
        index_keeper.keep_once(scrub=True)

        ((verdict, sentence),) = verdicts()

        assert verdict is Verdict.OK
        assert "has the 1 public articles" in sentence

    def test_a_missing_index_is_worth_a_thought(self, engine):
        ((verdict, sentence),) = verdicts()

        assert verdict is Verdict.ADVICE
        assert "There is no index" in sentence

    def test_damage_is_wrong(self, engine, published):
        index_keeper.keep_once(scrub=True)
        next(index_folder().glob("en-*/*.term")).unlink()

        assert [verdict for verdict, _ in verdicts()] == [Verdict.WRONG]
        assert [verdict for verdict, _ in verdicts()] == [Verdict.WRONG]  # it stays wrong until a new one is built

    def test_a_disagreement_with_the_database_is_wrong(self, engine, published):
        engine.rebuild([], wanted_state(), verify=lambda found: None, wait_seconds=0)

        assert {verdict for verdict, _ in verdicts()} == {Verdict.WRONG}

    def test_a_busy_index_is_looked_at_later(self, engine, published, monkeypatch):
        index_keeper.keep_once(scrub=True)
        make_published()
        monkeypatch.setattr(library, "WAIT_SECONDS", 0.01)
        monkeypatch.setattr(examine_index, "catch_up", lambda engine: catch_up(engine, wait_seconds=0.01))

        with held(index_folder() / "write.lock", wait_seconds=0):
            ((verdict, sentence),) = verdicts()

        assert verdict is Verdict.ADVICE
        assert "has been writing" in sentence


class TestServing:
    def test_the_index_is_open_before_the_first_request(self, engine, published, monkeypatch):
        start_a_worker(monkeypatch)

        assert engine.search(Request("en", words="lump"), Lexicon("en")).total == 1

    def test_the_server_starts_without_an_index(self, engine, monkeypatch, caplog):
        def fail():
            raise EngineError("There is no index.")

        monkeypatch.setattr(library, "open_for_readers", fail)

        application = start_a_worker(monkeypatch)

        assert callable(application)
        assert "the database answers. There is no index." in caplog.text
