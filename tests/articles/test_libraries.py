import pytest
from wagtail.models import Locale, Page, Site

from wellread.articles.libraries import ensure_libraries, library_of
from wellread.articles.models import Library

pytestmark = pytest.mark.django_db


def test_every_language_has_one_library_the_default_one_first():
    libraries = ensure_libraries()

    assert [library.locale.language_code for library in libraries] == ["en", "es"]
    assert len({library.translation_key for library in libraries}) == 1


def test_making_them_again_makes_nothing():
    first = ensure_libraries()

    assert ensure_libraries() == first
    assert Library.objects.count() == 2


def test_a_missing_language_is_added_to_what_is_there():
    ensure_libraries()
    library_of("es").delete()

    ensure_libraries()

    assert library_of("es").translation_key == library_of("en").translation_key


def test_the_site_stands_on_the_library_and_the_welcome_page_is_gone():
    ensure_libraries()

    assert Site.objects.get(is_default_site=True).root_page.specific == library_of("en")
    assert not Page.objects.filter(depth=2, content_type__model="page").exists()


def test_before_setup_there_is_no_library():
    Locale.objects.get_or_create(language_code="en")

    with pytest.raises(Library.DoesNotExist):
        library_of("en")
