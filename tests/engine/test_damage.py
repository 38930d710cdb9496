import json
import random
import shutil

import pytest

from tests.engine.small_index import LANGUAGES, accept, answers, make_document, make_engine, some_documents, versions
from wellread.engine import searching
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.errors import DamagedIndexError, EngineError, NoIndexError
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Batch, Request, State


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


def files_in_use(path):
    """Return the files that the state in use consists of, the manifest among them."""
    manifest = json.loads((path / "manifest.json").read_bytes().partition(b"\n")[2])
    files = [path / one["name"] / name for one in manifest["folders"].values() for name in one["files"]]
    return sorted([path / "manifest.json", *files])


def flip(file, chance):
    content = bytearray(file.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    # In place, so that whoever has the file open sees it too.
    with file.open("r+b") as opened:
        opened.write(content)


def cut(file, chance):
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def delete(file, chance):
    file.unlink()


def damage(path, chance, ways):
    file = chance.choice([file for file in files_in_use(path) if file.stat().st_size])
    way = chance.choice(ways)
    way(file, chance)
    return f"{way.__name__} {file.name}"


def heal(engine, documents):
    engine.rebuild(documents, State("library", 1), verify=accept, wait_seconds=1)


def make_written_index(path):
    """An index with several segments and deletions, as publishing leaves it."""
    engine = make_engine(path, some_documents())
    documents = some_documents()
    engine.apply(Batch(1, (make_document(31), make_document(2, version=2)), (4, 6)), wait_seconds=1)
    engine.apply(Batch(1, (documents[1],), (31,)), wait_seconds=1)
    return engine, [one for one in documents if one.key not in {4, 6}]


@pytest.mark.parametrize("seed", range(10))
def test_damage_is_noticed_at_opening_and_healed(path, seed, tmp_path):
    chance = random.Random(seed)
    sound, documents = make_written_index(path)
    expected = [(one.total, one.counts) for one in answers(sound)]
    kept = tmp_path / "kept"
    shutil.copytree(path, kept)

    for _ in range(12):
        done = damage(path, chance, [flip, flip, flip, cut, delete])
        engine = EmbeddedEngine(path, LANGUAGES)
        with pytest.raises((DamagedIndexError, NoIndexError)):
            pytest.fail(f"{done}: {len(answers(engine))} answers")
        heal(engine, documents)
        assert [(one.total, one.counts) for one in answers(engine)] == expected, done
        assert engine.check() == [], done
        shutil.rmtree(path)
        shutil.copytree(kept, path)


@pytest.mark.parametrize("seed", range(10))
def test_damage_to_an_open_index_is_noticed_by_the_scrub_and_healed(path, seed, tmp_path):
    chance = random.Random(seed)
    _, documents = make_written_index(path)
    kept = tmp_path / "kept"
    shutil.copytree(path, kept)

    for _ in range(8):
        engine = EmbeddedEngine(path, LANGUAGES)
        expected = [(one.total, one.counts) for one in answers(engine)]
        # Cutting a file that is open ends every process that reads there: no program can look into that.
        done = damage(path, chance, [flip, flip, delete])
        assert engine.check(), done
        with pytest.raises((DamagedIndexError, NoIndexError)):
            pytest.fail(f"{done}: {len(answers(engine))} answers")
        heal(engine, documents)
        assert [(one.total, one.counts) for one in answers(engine)] == expected, done
        shutil.rmtree(path)
        shutil.copytree(kept, path)


def test_damage_that_one_process_finds_ends_reading_in_the_others(path):
    engine = make_engine(path, some_documents())
    other = EmbeddedEngine(path, LANGUAGES)
    other.state()
    flip(files_in_use(path)[0], random.Random(1))

    faults = engine.check()

    assert "is not what was written" in faults[0]
    with pytest.raises(DamagedIndexError, match="is not what was written"):
        other.refresh()
    with pytest.raises(DamagedIndexError):
        versions(other)


def test_a_damaged_index_is_not_written_to(path):
    engine = make_engine(path, some_documents())
    files_in_use(path)[0].unlink()
    engine.check()

    with pytest.raises(DamagedIndexError):
        engine.apply(Batch(2, (make_document(1),)), wait_seconds=1)


def test_litter_of_killed_writers_goes_with_the_next_one(path):
    engine = make_engine(path, some_documents())
    for name in ("work-killed", "build-killed", "en-00000099"):
        (path / name).mkdir()
        (path / name / "file").write_text("half")

    engine.apply(Batch(2, (make_document(1, version=2),)), wait_seconds=1)
    engine.rebuild(some_documents(), State("library", 3), verify=accept, wait_seconds=1)

    assert not [name for name in ("work-killed", "build-killed", "en-00000099") if (path / name).exists()]
    assert engine.check() == []


def test_a_failure_of_a_sound_index_is_told_and_ends_nothing(path, monkeypatch):
    engine = make_engine(path, some_documents())

    def fail(*values):
        raise ValueError("tantivy says no")

    with monkeypatch.context() as patch:
        patch.setattr(searching, "search", fail)
        with pytest.raises(EngineError, match="could not answer") as told:
            engine.search(Request("en"), Lexicon("en"))

    assert not isinstance(told.value, DamagedIndexError)
    assert len(versions(engine)) == 20


def test_a_failure_of_a_damaged_index_is_damage(path, monkeypatch):
    engine = make_engine(path, some_documents())
    engine.state()
    files_in_use(path)[0].unlink()
    monkeypatch.setattr(searching, "search", panic)

    with pytest.raises(DamagedIndexError, match="is missing"):
        engine.search(Request("en"), Lexicon("en"))


class PanicException(BaseException):
    """As pyo3 makes of a panic in Rust."""


def panic(*values):
    raise PanicException("index out of bounds")
