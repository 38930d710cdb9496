import threading

import pytest
from django.db import transaction

from tests.factories import TermFactory, make_published
from tests.indexing.many_editions import fill
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Request, State
from wellread.indexing import library
from wellread.indexing.drift import drift
from wellread.indexing.errors import BusyIndexError, DamagedIndexError, NoIndexError
from wellread.indexing.library import catch_up, current_engine, fault_of, index_folder, open_for_readers, wanted_state
from wellread.publishing.models import LibraryState
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def headlines_found(engine, words=""):
    return engine.search(Request("en", words=words), Lexicon("en")).total


def test_the_first_search_finds_what_is_published(engine, published):
    found = current_engine()

    assert found is engine
    assert headlines_found(found, "lump") == 1
    assert found.state() == wanted_state()


def test_what_is_published_is_found_at_once(engine):
    current_engine()

    make_published(title="A rash")

    assert headlines_found(current_engine(), "rash") == 1


def test_what_is_withdrawn_is_gone_at_once(engine, published):
    current_engine()

    published.unpublish()

    assert headlines_found(current_engine()) == 0


def test_terms_that_were_merged_and_moved_count_at_once(engine):
    above, term, into = TermFactory(), TermFactory(), TermFactory()
    make_published(terms=[term])
    current_engine()

    merge(term, into=into)
    into.parents.add(above)

    counts = current_engine().search(Request("en"), Lexicon("en")).counts[""]
    assert dict(counts) == {into.pk: 1, above.pk: 1}
    assert drift(engine) == []


def test_an_index_that_is_up_to_date_costs_one_small_query(engine, published, django_assert_num_queries):
    current_engine()

    with django_assert_num_queries(1):
        current_engine()


def test_the_index_of_another_library_is_built_anew(engine, published):
    current_engine()
    LibraryState.objects.update(library_id="00000000-0000-0000-0000-000000000001")

    assert fault_of(engine) == "The index was made of another library."
    assert current_engine().state() == wanted_state()


def test_an_index_that_knows_more_than_the_library_is_built_anew(engine, published):
    current_engine()
    LibraryState.objects.update(last_change=1)

    assert "but the library only at 1" in fault_of(engine)
    assert current_engine().state().change == 1


def test_a_large_library_is_not_built_while_a_reader_waits(engine, published, monkeypatch):
    monkeypatch.setattr(library, "SMALL_LIBRARY", 0)

    with pytest.raises(NoIndexError, match="wellread reindex"):
        current_engine()


def test_a_damaged_index_of_a_small_library_is_mended_by_the_next_reader(engine, published):
    current_engine()
    for file in index_folder().glob("en-*/*.store"):
        file.unlink()
    assert engine.check()
    with pytest.raises(DamagedIndexError):
        engine.state()

    assert headlines_found(current_engine()) == 1
    assert engine.check() == []


def test_a_reader_catches_up_with_a_part_and_leaves_the_rest_to_others(engine, published, monkeypatch):
    current_engine()
    monkeypatch.setattr("wellread.indexing.following.CHANGES_AT_ONCE", 3)
    for _ in range(3):
        make_published(signed=False)

    with pytest.raises(BusyIndexError, match="catches up in the background"):
        current_engine()

    assert catch_up(engine) > 0
    assert headlines_found(current_engine()) == 4


def test_what_is_not_committed_yet_is_not_followed(engine, published):
    current_engine()

    with transaction.atomic():
        make_published(title="A rash")
        with pytest.raises(BusyIndexError, match="not committed"):
            current_engine()

    assert headlines_found(current_engine()) == 2


def test_a_thread_waits_only_so_long_for_another(engine, published):
    current_engine()
    make_published()
    at_work, over = threading.Event(), threading.Event()

    def occupy():
        with library._one_at_a_time:
            at_work.set()
            over.wait(10)

    other = threading.Thread(target=occupy)
    other.start()
    at_work.wait(10)

    with pytest.raises(BusyIndexError, match="Another thread"):
        catch_up(engine, wait_seconds=0.05)

    over.set()
    other.join()


def test_readers_find_the_index_open(engine, published):
    open_for_readers()

    assert engine.state() == wanted_state()


def test_a_filled_library_has_no_drift(engine):
    fill(40, words=40)

    found = current_engine()

    assert isinstance(found, EmbeddedEngine)
    assert drift(found) == []


class TestDrift:
    def test_an_article_that_the_index_lacks_is_named(self, engine, published):
        engine.rebuild([], wanted_state(), verify=lambda found: None, wait_seconds=0)

        found = drift(engine)

        edition = published.publication.current_id
        slug = published.slug
        assert found[0] == f"en/{slug}: edition {edition} is current, edition none is indexed."
        assert "has 1 articles in en, and 0 in the index" in found[1]

    def test_many_are_counted(self, engine):
        fill(12, words=20, languages=("en",))
        engine.rebuild([], State("", 0), verify=lambda found: None, wait_seconds=0)

        assert "7 more articles in en." in drift(engine)
