import pytest

from wellread.website.reading_questions import reads_as_question


@pytest.mark.parametrize(
    "words",
    [
        "why am I so tired after chemo",
        "How long does it last",
        "is it cancer?",
        "cancer?",
        "Should I get a second opinion",
    ],
)
def test_a_question_is_known_by_its_sign_or_its_first_word(words):
    assert reads_as_question(words, language="en")


@pytest.mark.parametrize(
    "words", ["breast cancer", "why me", "lump in the neck", "", "?", "???", "island of langerhans"]
)
def test_words_to_search_for_are_no_question(words):
    assert not reads_as_question(words, language="en")


@pytest.mark.parametrize(
    "words", ["¿es cáncer", "cuánto dura el cansancio", "¿Cáncer?", "qué es esto", "Qué debo hacer"]
)
def test_spanish_questions_are_known(words):
    assert reads_as_question(words, language="es")


@pytest.mark.parametrize("words", ["cáncer de mama", "de la mama", "para mi hijo"])
def test_spanish_words_are_no_question(words):
    assert not reads_as_question(words, language="es")


def test_of_other_languages_only_the_sign_is_known():
    assert reads_as_question("Ist es Krebs?", language="de")
    assert not reads_as_question("why is it so", language="de")
