import json

import pytest

from tests.factories import make_published
from wellread.cli.exits import ExitCode
from wellread.engine.locks import held
from wellread.indexing.drift import drift
from wellread.indexing.library import engine_here, index_folder, wanted_state

pytestmark = pytest.mark.django_db


def test_reindexing_tells_how_many_articles_are_found_now(prepared_home, wellread):
    make_published()
    make_published(language="es")

    ended = wellread("reindex")

    assert ended.code == ExitCode.DONE
    assert ended.output.startswith("Indexed 2 articles (en 1, es 1) in ")
    assert drift(engine_here()) == []


def test_an_empty_library_is_indexed_too(prepared_home, wellread):
    ended = wellread("reindex", "--json")

    told = json.loads(ended.output)
    assert (ended.code, told["articles"], told["by_language"]) == (ExitCode.DONE, 0, {})
    assert engine_here().state() == wanted_state()


def test_a_second_one_at_the_same_time_is_refused(prepared_home, wellread):
    wellread("reindex")

    with held(index_folder() / "build.lock", wait_seconds=0):
        ended = wellread("reindex")

    assert ended.code == ExitCode.REFUSED
    assert "being built by another process" in ended.errors


def test_an_incomplete_index_is_not_taken(prepared_home, wellread, monkeypatch):
    make_published()
    monkeypatch.setattr("wellread.indexing.rebuilding.documents", lambda found: [])

    ended = wellread("reindex")

    assert ended.code == ExitCode.BROKEN
    assert "holds 0 articles in en, but 1 are public" in ended.errors


def test_a_home_that_is_not_prepared_is_told(own_home, wellread):
    ended = wellread("reindex")

    assert ended.code == ExitCode.BROKEN
    assert "Run: wellread setup" in ended.errors
