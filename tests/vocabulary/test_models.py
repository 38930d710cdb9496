import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.factories import FacetFactory, TermFactory
from wellread.vocabulary.languages import active_language, language_codes
from wellread.vocabulary.models import RESERVED_PARAMETERS, Code, Facet, FacetName, Synonym, TermName

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", sorted(RESERVED_PARAMETERS))
def test_a_facet_cannot_be_called_as_a_parameter_of_addresses(word):
    with pytest.raises(ValidationError, match=word):
        Facet(slug=word, path="words", name="Words").full_clean()


def test_another_slug_is_allowed():
    Facet(slug="condition", path="conditions", name="Conditions").full_clean()


def test_names_follow_the_language_and_fall_back_on_the_own_name():
    facet, term = FacetFactory(name="Diseases"), TermFactory(name="Anemia")
    FacetName.objects.create(facet=facet, language="es", name="Enfermedades")
    TermName.objects.create(term=term, language="es", name="Anemia (es)")

    assert (facet.name_in("es"), facet.name_in("en"), facet.name_in("fr")) == ("Enfermedades", "Diseases", "Diseases")
    assert (term.name_in("es"), term.name_in("fr")) == ("Anemia (es)", "Anemia")
    with override("es"):
        assert (str(facet), str(term)) == ("Enfermedades", "Anemia (es)")


def test_a_definition_is_never_shown_in_the_wrong_language():
    term = TermFactory(definition="Too few red blood cells.")
    TermName.objects.create(term=term, language="es", name="Anemia")

    assert term.definition_in("en") == "Too few red blood cells."
    assert term.definition_in("es") == ""


def test_a_definition_in_the_readers_language_is_shown():
    term = TermFactory(definition="Too few red blood cells.")
    TermName.objects.create(term=term, language="es", name="Anemia", definition="Pocos glóbulos rojos.")

    assert term.definition_in("es") == "Pocos glóbulos rojos."


def test_the_default_language_comes_first():
    assert language_codes()[0] == "en"
    assert set(language_codes()) == {"en", "es"}


@pytest.mark.parametrize(("active", "means"), [("es", "es"), ("es-mx", "es"), ("en-us", "en"), ("de", "en")])
def test_a_regional_or_foreign_language_means_the_nearest_content_language(active, means):
    with override(active):
        assert active_language() == means


@pytest.mark.parametrize("prefix", ["C50", "C7A.0", "D001943", "363406005", "8480-6"])
def test_codes_are_letters_digits_dots_and_hyphens(prefix):
    Code(term=TermFactory(), prefix=prefix).full_clean()


@pytest.mark.parametrize("prefix", ["", "C50 ", "C50;C51", ".5", "C50%"])
def test_what_is_no_code_is_refused(prefix):
    with pytest.raises(ValidationError):
        Code(term=TermFactory(), prefix=prefix).full_clean()


def test_rows_read_as_people_would_name_them():
    term = TermFactory(slug="anemia")

    assert str(Synonym(term=term, words="low iron")) == "low iron"
    assert str(Code(term=term, prefix="D50")) == "ICD-10-CM D50"
    assert str(TermName(term=term, language="es", name="Anemia")) == "Anemia"
    assert str(FacetName(facet=term.facet, language="es", name="Enfermedades")) == "Enfermedades"
