import pytest

from wellread.discovery.phrases import lines_of, normal_form, phrases_pattern


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Don’t want to LIVE!", "dont want to live"),
        ("dont  want\tto live", "dont want to live"),
        ("Sobredósis", "sobredosis"),
        ("T-cell", "t cell"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_ways_of_typing_do_not_matter(words, form):
    assert normal_form(words) == form


def test_lines_are_taken_once_and_without_space_or_signs_alone():
    assert lines_of(" a lump \n\n—\nA lump\na lump\n") == ["a lump", "A lump"]


@pytest.mark.parametrize(
    ("phrase", "words", "found"),
    [
        ("heart attack", "a heart attack at night", True),
        ("heart attack", "attack of the heart", False),
        ("heart attack", "sweetheart attack", False),
        ("heart attack", "heart attacks", False),
        ("heart attack*", "heart attacks", True),
        ("overdos*", "I overdosed", True),
        ("can't breathe", "i cant breathe", True),
        ("c++ (a", "c a", True),
        (".*", "anything", False),
    ],
)
def test_a_phrase_is_found_from_word_to_word(phrase, words, found):
    assert bool(phrases_pattern([phrase]).search(f" {normal_form(words)} ")) is found


def test_without_phrases_nothing_is_found():
    assert not phrases_pattern([]).search(" anything ")
