import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import TermFactory
from wellread.vocabulary.models import Term, TermName, sorted_terms
from wellread.vocabulary.sorting import fold, sort_key


def in_order(names, language="en"):
    return sorted(names, key=lambda name: sort_key(name, language=language))


def test_capitals_do_not_come_before_small_letters():
    assert in_order(["COVID-19", "Cancer Recurrence", "brain tumor"]) == [
        "brain tumor",
        "Cancer Recurrence",
        "COVID-19",
    ]


def test_the_shorter_name_comes_first():
    assert in_order(["Skin Cancer", "Skin", "Skin-Related"]) == ["Skin", "Skin Cancer", "Skin-Related"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_accent_does_not_move_a_word(language):
    assert in_order(["Ósea", "Oído", "Ovario", "Órbita"], language) == ["Oído", "Órbita", "Ósea", "Ovario"]


def test_spanish_files_enye_after_all_other_words_with_n():
    assert in_order(["caña", "cansancio", "cantar", "capa", "cana"], "es") == [
        "cana",
        "cansancio",
        "cantar",
        "caña",
        "capa",
    ]


def test_english_files_enye_as_an_n():
    assert in_order(["cantar", "caña", "cano"], "en") == ["caña", "cano", "cantar"]


def test_an_enye_in_two_code_points_sorts_as_one_in_one():
    apart = unicodedata.normalize("NFD", "Caña")

    assert sort_key(apart, language="es")[0] == sort_key("Caña", language="es")[0]


def test_hyphens_quotes_and_doubled_spaces_do_not_count():
    assert sort_key("Li–Fraumeni  “Syndrome”", language="en")[0] == sort_key("lifraumeni syndrome", language="en")[0]


def test_names_that_differ_only_in_an_accent_have_one_order():
    assert in_order(["Resumé", "Resume"]) == in_order(["Resume", "Resumé"])


def test_folding_leaves_neither_capitals_nor_accents():
    assert fold("MÚSCULO Ñandú ß") == "musculo nandu ss"


@given(st.lists(st.text(max_size=12), max_size=8), st.sampled_from(["en", "es"]))
@settings(deadline=None)
def test_any_names_have_one_order_whatever_order_they_come_in(names, language):
    assert in_order(names, language) == in_order(reversed(names), language)


@given(st.text())
@settings(deadline=None)
def test_folding_what_is_folded_changes_nothing(words):
    assert fold(fold(words)) == fold(words)


@pytest.mark.django_db
def test_terms_sort_by_their_names_in_the_language_of_the_reader():
    breast, lung = TermFactory(name="Breast Cancer"), TermFactory(name="Lung Cancer")
    TermName.objects.create(term=breast, language="es", name="Cáncer de mama")
    TermName.objects.create(term=lung, language="es", name="Cáncer broncopulmonar")

    assert sorted_terms(Term.objects.all(), language="en") == [breast, lung]
    assert sorted_terms(Term.objects.all(), language="es") == [lung, breast]
