import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tantivy import SchemaBuilder

from tests.engine.small_index import LANGUAGES, accept, answers, make_document, make_engine, some_documents, versions
from wellread.engine import schema
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.errors import BusyIndexError, EngineError, NoIndexError
from wellread.engine.lexicon import Lexicon
from wellread.engine.locks import held
from wellread.engine.values import Batch, PassageRequest, Request, State


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


def test_without_an_index_nothing_is_read(path):
    engine = EmbeddedEngine(path, LANGUAGES)

    with pytest.raises(NoIndexError, match="There is no index"):
        engine.state()
    with pytest.raises(NoIndexError):
        engine.apply(Batch(1), wait_seconds=0)
    with pytest.raises(NoIndexError):
        engine.check()


def test_a_new_index_holds_its_documents_and_says_whose_it_is(path):
    engine = make_engine(path, [make_document(1), make_document(2, language="es")], change=7)

    assert engine.state() == State("library", 7)
    assert (versions(engine), versions(engine, "es")) == ({1: 1}, {2: 1})
    assert engine.check() == []


def test_another_engine_on_the_folder_reads_the_same(path):
    engine = make_engine(path, some_documents())

    assert answers(EmbeddedEngine(path, LANGUAGES)) == answers(engine)


def test_a_batch_puts_replaces_and_removes(path):
    engine = make_engine(path, [make_document(1), make_document(2), make_document(3, language="es")])

    state = engine.apply(Batch(2, (make_document(2, version=5), make_document(4)), (1, 3, 99)), wait_seconds=1)

    assert state == State("library", 2)
    assert (versions(engine), versions(engine, "es")) == ({2: 5, 4: 1}, {})


def test_an_article_that_changes_its_language_leaves_the_other_one(path):
    engine = make_engine(path, [make_document(1)])

    engine.apply(Batch(2, (make_document(1, language="es"),)), wait_seconds=1)

    assert (versions(engine), versions(engine, "es")) == ({}, {1: 1})


def test_an_empty_batch_only_moves_the_number_on(path):
    engine = make_engine(path, [make_document(1)])

    assert engine.apply(Batch(9), wait_seconds=1) == State("library", 9)
    assert EmbeddedEngine(path, LANGUAGES).state() == State("library", 9)
    assert versions(engine) == {1: 1}


def test_a_batch_older_than_the_index_changes_nothing(path):
    engine = make_engine(path, [make_document(1, version=5)], change=5)

    state = engine.apply(Batch(4, (make_document(1, version=4),)), wait_seconds=1)

    assert state.change == 5
    assert versions(engine) == {1: 5}


def test_many_batches_are_merged_and_leave_no_litter(path):
    engine = make_engine(path, some_documents())

    for change in range(2, 42):
        engine.apply(Batch(change, (make_document(change % 5 + 1, version=change),)), wait_seconds=5)

    folders = [one for one in path.iterdir() if one.is_dir()]
    assert len(folders) <= 2 * len(LANGUAGES)
    assert max(len(list(folder.iterdir())) for folder in folders) < 100
    assert {versions(engine)[key] for key in range(1, 6) if key in versions(engine)} <= set(range(37, 42))
    assert engine.check() == []


def test_what_one_process_writes_another_reads_after_refreshing(path):
    writer = make_engine(path, [make_document(1)])
    reader = EmbeddedEngine(path, LANGUAGES)
    before = versions(reader)

    writer.apply(Batch(2, (make_document(1, version=2),)), wait_seconds=1)

    assert versions(reader) == before == {1: 1}
    assert reader.refresh() == State("library", 2)
    assert versions(reader) == {1: 2}


def test_an_open_state_stays_whole_while_others_replace_it(path):
    writer = make_engine(path, some_documents())
    reader = EmbeddedEngine(path, LANGUAGES)
    before = answers(reader)

    for change in range(2, 8):
        writer.rebuild([make_document(1)], State("library", change), verify=accept, wait_seconds=1)

    assert answers(reader) == before


def test_an_index_of_other_languages_is_none(path):
    make_engine(path, [make_document(1)])

    with pytest.raises(NoIndexError, match="made for the languages en, es, not for en"):
        EmbeddedEngine(path, ["en"]).state()


def test_an_index_of_another_version_is_none(path, monkeypatch):
    make_engine(path, [make_document(1)])
    monkeypatch.setattr("wellread.engine.schema.FORMAT", 10_000)

    with pytest.raises(NoIndexError, match="this version reads"):
        EmbeddedEngine(path, LANGUAGES).state()


def test_an_index_with_other_fields_is_none(path, monkeypatch):
    make_engine(path, [make_document(1)])
    monkeypatch.setattr(schema, "SCHEMA", SchemaBuilder().build())

    with pytest.raises(NoIndexError, match="made by another version"):
        EmbeddedEngine(path, LANGUAGES).state()


def test_a_language_that_the_index_lacks_is_refused(path):
    engine = make_engine(path, [make_document(1)])
    request = Request("fr")

    with pytest.raises(EngineError, match="no language fr"):
        engine.search(request, Lexicon("fr"))
    with pytest.raises(EngineError, match="no language fr"):
        engine.passages(PassageRequest("fr", "x"), Lexicon("fr"))
    with pytest.raises(EngineError, match="no language fr"):
        engine.suggest("fr", "he", 5)
    with pytest.raises(EngineError, match="no language fr"):
        engine.apply(Batch(2, (make_document(2, language="fr"),)), wait_seconds=1)
    with pytest.raises(EngineError, match="no language fr"):
        engine.rebuild([make_document(2, language="fr")], State("library", 2), verify=accept, wait_seconds=1)
    assert engine.refresh() == State("library", 1)


@pytest.mark.parametrize("lock", ["write.lock", "build.lock"])
def test_whoever_waits_too_long_for_others_is_told(path, lock):
    engine = make_engine(path, [make_document(1)])

    with held(path / lock, wait_seconds=0), pytest.raises(BusyIndexError):
        if lock == "write.lock":
            engine.apply(Batch(2), wait_seconds=0.02)
        else:
            engine.rebuild([], State("library", 2), verify=accept, wait_seconds=0.02)

    assert engine.apply(Batch(2), wait_seconds=0).change == 2


class TestRebuilding:
    def test_the_numbers_by_language_are_verified_before_the_swap(self, path):
        told = []

        EmbeddedEngine(path, LANGUAGES).rebuild(some_documents(9), State("a", 1), verify=told.append, wait_seconds=0)

        assert told == [{"en": 6, "es": 3}]

    def test_what_the_verification_raises_leaves_the_old_index(self, path):
        engine = make_engine(path, [make_document(1)])

        def refuse(found):
            raise ArithmeticError

        with pytest.raises(ArithmeticError):
            engine.rebuild([], State("library", 2), verify=refuse, wait_seconds=0)
        assert engine.refresh() == State("library", 1)
        assert versions(engine) == {1: 1}

    def test_what_the_documents_raise_leaves_the_old_index(self, path):
        engine = make_engine(path, [make_document(1)])

        def documents():
            yield make_document(2)
            raise ArithmeticError

        with pytest.raises(ArithmeticError):
            engine.rebuild(documents(), State("library", 2), verify=accept, wait_seconds=0)
        assert versions(EmbeddedEngine(path, LANGUAGES)) == {1: 1}
        assert not list(path.glob("build-*"))

    def test_others_write_meanwhile(self, path):
        engine = make_engine(path, [make_document(1)])

        def documents():
            yield make_document(2)
            engine.apply(Batch(2, (make_document(1, version=2),)), wait_seconds=1)
            assert versions(engine) == {1: 2}

        engine.rebuild(documents(), State("library", 1), verify=accept, wait_seconds=0)

        assert versions(engine) == {2: 1}


class TestAtOnce:
    def test_threads_share_an_engine(self, path):
        engine = make_engine(path, some_documents())
        over = threading.Event()

        def search():
            totals = set()
            while not over.is_set():
                engine.refresh()
                totals.add(len(versions(engine)))
            return totals

        with ThreadPoolExecutor(4) as threads:
            found = [threads.submit(search) for _ in range(4)]
            for change in range(2, 22):
                engine.apply(Batch(change, (make_document(1, version=change),)), wait_seconds=5)
            over.set()

        assert [one.result() for one in found] == [{20}] * 4
        assert versions(engine)[1] == 21

    def test_processes_that_write_wait_for_each_other(self, path):
        engine = make_engine(path, some_documents())
        code = (
            "import sys; from pathlib import Path;"
            "from tests.engine.small_index import LANGUAGES, make_document;"
            "from wellread.engine.embedded import EmbeddedEngine; from wellread.engine.values import Batch;"
            "engine = EmbeddedEngine(Path(sys.argv[1]), LANGUAGES);"
            "[engine.apply(Batch(1, (make_document(int(sys.argv[2]) + one),)), wait_seconds=30) for one in range(10)]"
        )

        writers = [subprocess.Popen([sys.executable, "-c", code, path, str(start)]) for start in (100, 200)]

        assert [writer.wait() for writer in writers] == [0, 0]
        engine.refresh()
        assert versions(engine).keys() >= {*range(100, 110), *range(200, 210)}

    def test_no_search_fails_while_another_process_builds_anew(self, path):
        engine = make_engine(path, some_documents())
        code = (
            "import sys; from pathlib import Path; from tests.engine.small_index import make_engine, some_documents;"
            "[make_engine(Path(sys.argv[1]), some_documents(), change=change) for change in range(2, 22)]"
        )
        before = [(result.total, result.hits) for result in answers(engine)]

        with subprocess.Popen([sys.executable, "-c", code, path]) as builder:
            changes = set()
            while builder.poll() is None:
                changes.add(engine.refresh().change)
                assert [(result.total, result.hits) for result in answers(engine)] == before

        assert builder.returncode == 0
        assert len(changes) > 5
        assert engine.refresh().change == 21
