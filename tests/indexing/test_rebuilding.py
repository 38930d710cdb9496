import pytest

from tests.factories import make_published
from wellread.engine.locks import held
from wellread.indexing.documents import documents
from wellread.indexing.drift import drift
from wellread.indexing.errors import BusyIndexError, UnequalIndexError
from wellread.indexing.keeping import Kept, keep
from wellread.indexing.library import catch_up, current_engine, index_folder, wanted_state
from wellread.indexing.rebuilding import rebuild

pytestmark = pytest.mark.django_db


def test_a_rebuilt_index_has_every_article_of_each_language(engine):
    make_published()
    make_published(language="es")
    moved_on = []

    built = rebuild(engine, wanted_state(), advance=lambda: moved_on.append(1))

    assert built.articles == {"en": 1, "es": 1}
    assert len(moved_on) == 2
    assert drift(engine) == []


def test_what_is_published_meanwhile_is_caught_up(engine, published):
    meanwhile = iter([lambda: make_published(signed=False)])

    rebuild(engine, wanted_state(), advance=lambda: next(meanwhile, bool)())

    assert catch_up(engine) > 0
    assert drift(engine) == []


def test_an_incomplete_index_does_not_replace_the_old_one(engine, published, monkeypatch):
    current_engine()
    before = engine.state()
    make_published()
    monkeypatch.setattr("wellread.indexing.rebuilding.documents", lambda found: list(documents(found))[:1])

    with pytest.raises(UnequalIndexError, match="holds 1 articles in en, but 2 are public"):
        rebuild(engine, wanted_state())

    assert engine.refresh() == before


def test_two_rebuilds_at_once_are_refused(engine, published):
    current_engine()

    with held(index_folder() / "build.lock", wait_seconds=0), pytest.raises(BusyIndexError):
        rebuild(engine, wanted_state())


class TestKeeping:
    def test_a_missing_index_is_built(self, engine, published):
        kept = keep(scrub=True)

        assert "There is no index" in kept.rebuilt
        assert drift(engine) == []

    def test_an_old_index_catches_up(self, engine, published):
        keep(scrub=False)
        published.unpublish()

        kept = keep(scrub=True)

        assert (kept.rebuilt, kept.caught_up) == ("", 1)

    def test_nothing_to_do_is_nothing_done(self, engine, published):
        keep(scrub=True)

        assert keep(scrub=True) == Kept()

    def test_damage_is_found_told_and_healed(self, engine, published, caplog):
        keep(scrub=False)
        file = next(index_folder().glob("en-*/*.term"))
        file.write_bytes(b"x" * file.stat().st_size)

        without, scrubbed = keep(scrub=False), keep(scrub=True)

        assert without == Kept()
        assert "is not what was written" in scrubbed.rebuilt
        assert "The index is damaged" in caplog.text
        assert engine.check() == []
        assert drift(engine) == []
