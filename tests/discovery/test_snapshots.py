import pytest

from wellread.discovery.snapshots import Moment, Snapshot, current_moment
from wellread.publishing.changes import record_change
from wellread.publishing.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return []


@pytest.fixture
def snapshot(made):
    def make(language):
        made.append(language)
        return f"{language} {len(made)}"

    return Snapshot(make, kinds=[Change.Kind.VOCABULARY])


def test_a_value_is_kept_while_nothing_changes_without_asking_the_database(snapshot, django_assert_num_queries):
    moment = current_moment()
    first = snapshot.at(moment, "en")

    with django_assert_num_queries(0):
        assert snapshot.at(moment, "en") is first


def test_other_changes_keep_it_and_its_own_kind_makes_it_anew(snapshot, made):
    record_change(Change.Kind.EDITION, "the first change of all")
    snapshot.at(current_moment(), "en")

    record_change(Change.Kind.EDITION, "an article")
    assert snapshot.at(current_moment(), "en") == "en 1"

    record_change(Change.Kind.VOCABULARY, "a term")
    record_change(Change.Kind.EDITION, "an article")
    assert snapshot.at(current_moment(), "en") == "en 2"
    assert made == ["en", "en"]


def test_each_language_has_its_own(snapshot):
    moment = current_moment()

    assert [snapshot.at(moment, one) for one in ("en", "es", "en")] == ["en 1", "es 2", "en 1"]


@pytest.mark.parametrize("restored", [Moment("another library", 7), Moment("library", 3)])
def test_a_restored_library_has_another_past(snapshot, restored):
    snapshot.at(Moment("library", 7), "en")

    assert snapshot.at(restored, "en") == "en 2"
