import os
import time
from datetime import date, timedelta

import pytest
from django.db import OperationalError

from tests.factories import TermFactory, make_published
from wellread.discovery import search as searching
from wellread.discovery import sought_in_vain
from wellread.discovery.answers import find_answers
from wellread.discovery.models import SoughtWords
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.discovery.sought_in_vain import DAYS_KEPT, LARGEST_FILE_BYTES, collect, countable, prune, tidy
from wellread.discovery.sought_report import as_words
from wellread.engine.errors import NoIndexError

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings, monkeypatch):
    folder = tmp_path / "sought-in-vain"
    monkeypatch.setattr(sought_in_vain, "folder", lambda: folder)
    sought_in_vain._last.asked = ("", 0.0)
    return folder


def seek(*searches, today=TODAY, **more):
    for words in searches:
        search(SearchRequest(language="en", words=words, **more), today=today)


def counted():
    collect()
    return {(row.language, row.words, row.day): row.times for row in SoughtWords.objects.all()}


def test_words_without_a_hit_are_counted_by_language_and_day():
    seek("Xylophone!", "zither", "xylophone")
    seek("xylophone", today=TODAY + timedelta(days=1))

    assert counted() == {
        ("en", "xylophone", TODAY): 2,
        ("en", "zither", TODAY): 1,
        ("en", "xylophone", TODAY + timedelta(days=1)): 1,
    }


def test_counting_goes_on_after_it_was_taken_in():
    seek("xylophone")
    assert counted() == {("en", "xylophone", TODAY): 1}

    seek("zither", "xylophone")

    assert counted()["en", "xylophone", TODAY] == 2


def test_what_was_found_or_filtered_away_or_asked_on_a_later_page_is_not():
    term = TermFactory(slug="neck")
    make_published(signed=False, title="A lump")
    seek("lump", "", "?!")
    seek("lump", selected={"disease": frozenset({term.slug})})
    seek("xylophone", page=2)

    assert counted() == {}


@pytest.mark.parametrize(
    "words",
    [
        "jane.doe@example.org",
        "call me 202-555-0142",
        "202 555 0142",
        "my record 4711082",
        "born 01/02/1980",
        "https://example.org/me",
        "www.example.org",
        "seven words are too many for this",
        "x" * 61,
        "?!",
    ],
)
def test_what_looks_personal_is_left_out(words):
    assert countable(words) == ""
    seek(words)
    assert counted() == {}


@pytest.mark.parametrize("words", ["C50.911", "HER2 positive", "Stage 4", "covid 19 2021"])
def test_codes_and_stages_are_not_personal(words):
    assert countable(words)


def test_nothing_of_who_searched_is_written(own_home):
    seek("xylophone")

    (file,) = own_home.iterdir()
    assert file.read_text() == f"{TODAY}\ten\txylophone\n"
    assert {field.name for field in SoughtWords._meta.fields} == {"id", "language", "words", "day", "times"}


def test_a_page_that_asks_for_articles_and_for_answers_counts_once():
    seek("xylophone")
    find_answers("xylophone", language="en", today=TODAY)

    assert counted() == {("en", "xylophone", TODAY): 1}


def test_answers_alone_count_too():
    find_answers("what is a xylophone", language="en", today=TODAY)

    assert list(counted().values()) in ([], [1])


def test_a_search_that_the_database_answered_proves_nothing(monkeypatch):
    def refuse():
        raise NoIndexError("There is none.")

    monkeypatch.setattr(searching, "current_engine", refuse)
    seek("xylophone")

    assert counted() == {}


def test_a_search_writes_nothing_into_the_database(django_assert_max_num_queries):
    seek("xylophone")

    with django_assert_max_num_queries(5) as queries:
        seek("zither")

    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_a_folder_that_cannot_be_written_harms_nobody(own_home, caplog):
    own_home.write_text("not a folder")

    seek("xylophone")

    assert "cannot be counted" in caplog.text
    assert "xylophone" not in caplog.text


def test_a_flood_is_not_kept(own_home):
    own_home.mkdir()
    file = own_home / "waiting.txt"
    file.write_text("x" * LARGEST_FILE_BYTES)

    seek("xylophone")

    assert file.stat().st_size == LARGEST_FILE_BYTES


def test_lines_that_were_cut_are_left_out(own_home):
    own_home.mkdir()
    lines = [f"{TODAY}\ten\tlump", "2026-13-40\ten\tlump", f"{TODAY}\txx\tlump", f"{TODAY}\ten", "", f"{TODAY}\ten\t"]
    (own_home / "waiting.txt").write_bytes("\n".join(lines).encode() + b"\n\xff\xfe")

    assert counted() == {("en", "lump", TODAY): 1}


def test_what_a_killed_collector_left_is_taken_up_and_what_another_has_is_not(own_home):
    own_home.mkdir()
    for name, seconds_ago in (("old.taken", 3600), ("new.taken", 0)):
        (own_home / name).write_text(f"{TODAY}\ten\t{name[:3]}\n")
        moment = time.time() - seconds_ago
        os.utime(own_home / name, (moment, moment))

    assert counted() == {("en", "old", TODAY): 1}
    assert [file.name for file in own_home.iterdir()] == ["new.taken"]


def test_nothing_is_lost_where_the_database_cannot_be_written(own_home, monkeypatch):
    seek("xylophone")

    def locked(found):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(sought_in_vain, "_add", locked)
        tidy(today=TODAY)
    (left,) = own_home.iterdir()
    os.utime(left, (0, 0))

    assert counted() == {("en", "xylophone", TODAY): 1}


def test_it_is_forgotten_after_half_a_year():
    for days in (DAYS_KEPT, DAYS_KEPT + 1):
        SoughtWords.objects.create(language="en", words="lump", day=TODAY - timedelta(days=days), times=1)

    assert prune(today=TODAY) == 1
    assert SoughtWords.objects.get().day == TODAY - timedelta(days=DAYS_KEPT)


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@sum", "\t=1"])
def test_what_a_reader_typed_is_no_formula_in_a_spreadsheet(words):
    assert as_words(words) == f"'{words}"
    assert as_words("a lump") == "a lump"
    assert as_words("") == ""
