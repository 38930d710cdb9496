import pytest

from wellread.discovery.results import FacetCounts, TermCount
from wellread.website.book_index import book_index, first_letter


def facet(*names: tuple[str, int]) -> FacetCounts:
    terms = (TermCount(name.lower(), name, count, selected=False, parents=()) for name, count in names)
    return FacetCounts("disease", "diseases", "Diseases", tuple(terms))


def test_the_first_term_of_each_letter_has_it():
    index = book_index(facet(("Anemia", 1), ("Angioma", 0), ("Breast", 2)), language="en")

    assert [entry.letter for entry in index.entries] == ["A", "", "B"]


def test_the_top_are_those_with_the_most_articles():
    index = book_index(facet(("A", 1), ("B", 9), ("C", 0), ("D", 5)), language="en")

    assert [(entry.name, entry.count) for entry in index.top] == [("B", 9), ("D", 5), ("A", 1)]


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [("Área", "es", "A"), ("Ñandú", "es", "Ñ"), ("Ñandú", "en", "N"), ("éclair", "en", "E"), ("", "en", "")],
)
def test_letters_are_those_that_readers_look_under(name, language, letter):
    assert first_letter(name, language=language) == letter
