"""The places in Wagtail's tree that hold the articles of each language."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from wellread.articles.models import Library
from wellread.vocabulary.languages import language_codes


@transaction.atomic
def ensure_libraries() -> list[Library]:
    """Return one library for each content language, the default one first; makes what is missing."""
    root = Page.get_first_root_node()
    libraries: list[Library] = []
    for code in language_codes():
        locale, _made = Locale.objects.get_or_create(language_code=code)
        library = Library.objects.filter(locale=locale).first()
        if library is None:
            same = {"translation_key": libraries[0].translation_key} if libraries else {}
            name = dict(settings.WAGTAIL_CONTENT_LANGUAGES)[code]
            library = root.add_child(instance=Library(title=f"Library ({name})", slug=code, locale=locale, **same))
        libraries.append(library)
    _serve_from(libraries[0])
    return libraries


def library_of(language: str) -> Library:
    """Return the library of a language; raise Library.DoesNotExist before setup."""
    found: Library = Library.objects.get(locale__language_code=language)
    return found


def _serve_from(library: Library) -> None:
    """Point Wagtail's one site at the library, and drop the welcome page of a fresh Wagtail."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = library, "Wellread"
    site.save()
    welcome = Page.objects.filter(depth=2, content_type__app_label="wagtailcore", content_type__model="page")
    for page in welcome:
        page.delete()
