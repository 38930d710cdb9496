"""The sample library: our own words, plain, tagged and fictional."""

import json
import re
from pathlib import Path

import jsonschema
import pyphen
import pytest

import wellread
from wellread.articles.content import ItemList, Paragraph, PullQuote, Question, Quote, Section, block_texts
from wellread.articles.interchange import SCHEMA, content_from_json
from wellread.articles.quality import findings

FOLDER = Path(wellread.__file__).parent / "samples" / "articles"
FILES = sorted(FOLDER.glob("*.json"))
FICTIONAL = {"Sample", "Specimen", "Placeholder"}
VERY_LONG, VERY_SHORT = "head-and-neck-radiation", "giving-blood-after-cancer"


def values(file):
    return json.loads(file.read_text(encoding="utf-8"))


def texts(content):
    yield content.headline
    yield content.summary
    for block in content.body:
        yield from block_texts(block)


def words_of(content):
    return sum(len(text.split()) for block in content.body for text in block_texts(block))


def grade(content):
    """Flesch-Kincaid grade (Kincaid et al. 1975, Research Branch Report 8-75); each item of a list is a sentence."""
    hyphenate = pyphen.Pyphen(lang="en_US")
    text = [part.strip() for whole in texts(content) for part in re.split(r"(?<=[.!?:])\s+", whole) if part.strip()]
    words = [word for sentence in text for word in re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)]
    syllables = sum(max(_vowel_groups(word), len(hyphenate.positions(word)) + 1) for word in words)
    return 0.39 * len(words) / len(text) + 11.8 * syllables / len(words) - 15.59


def _vowel_groups(word):
    """Count syllables once more, by sound: hyphenation alone finds too few."""
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e(s|d)?$", "", word.lower())))
    return max(1, groups)


ENGLISH = [file for file in FILES if values(file)["language"] == "en"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_article_has_the_shape_and_meets_the_rules(file):
    jsonschema.validate(values(file), SCHEMA)

    assert findings(content_from_json(values(file))) == []


@pytest.mark.parametrize("file", ENGLISH, ids=lambda file: file.stem)
def test_an_article_is_plain_and_of_fitting_length(file):
    content = content_from_json(values(file))

    assert grade(content) <= 8
    if file.stem == VERY_LONG:
        assert words_of(content) > 2000
    elif file.stem == VERY_SHORT:
        assert words_of(content) < 150
    else:
        assert 300 <= words_of(content) <= 800


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_its_people_are_plainly_fictional(file):
    for person in content_from_json(values(file)).people:
        assert person.name.split()[-1] in FICTIONAL


def test_the_library_is_large_and_wide_enough():
    contents = [content_from_json(values(file)) for file in ENGLISH]
    terms = [values(file)["terms"] for file in ENGLISH]

    assert len(contents) >= 36
    assert len({slug for one in terms for slug in one.get("disease", [])}) >= 25
    assert len({slug for one in terms for slug in one.get("topic", [])}) >= 25
    assert sum(1 for content in contents if len(content.questions) >= 3) > len(contents) * 0.8


def test_one_article_has_every_block():
    every = content_from_json(values(FOLDER / "tiredness-after-treatment.json"))

    assert len(_all_blocks([every])) == 9
    assert {Paragraph, Section, Question, ItemList, Quote, PullQuote} <= _all_blocks([every])
    assert {block.ordered for block in every.body if isinstance(block, ItemList)} == {True, False}


def test_translations_name_an_article_that_is_there():
    ids = {values(file)["source_id"] for file in FILES}

    for file in FILES:
        one = values(file)
        assert (one["language"] == "en") == ("translation_of" not in one)
        assert one.get("translation_of", one["source_id"]) in ids


def test_what_recommends_names_a_reference_with_a_year():
    for file in FILES:
        assert all(reference.year for reference in content_from_json(values(file)).references)


def _all_blocks(contents):
    return {type(block) for content in contents for block in content.body}
