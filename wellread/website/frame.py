"""What stands around every page: the institution, the ways into the library, the other languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import reverse, translate_url
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from wellread.articles.models import institution
from wellread.vocabulary.languages import active_language, language_codes
from wellread.vocabulary.models import Facet
from wellread.website.addresses import home_address


@dataclass(frozen=True)
class NavigationLink:
    """One entry of the masthead; `here` on the page itself and those below it."""

    name: str
    url: str
    here: bool


@dataclass(frozen=True)
class LanguageLink:
    """The same page, or the home page, in another language."""

    code: str
    name: str
    url: str


@dataclass(frozen=True)
class Frame:
    """Everything around a page's own words."""

    language: str
    institution: str
    emergency_sentence: str
    email: str
    facets: tuple[NavigationLink, ...]
    other_languages: tuple[LanguageLink, ...]
    path: str
    sample: bool


def frame(path: str, *, translations: Mapping[str, str] | None = None) -> Frame:
    """Return the frame of a page; `translations` gives its address in each language that it exists in.

    Without translations the page exists in all languages under the same words.
    """
    language = active_language()
    settled = institution()
    return Frame(
        language=language,
        institution=settled.name,
        # The sentence that an installation starts with has translations; one in an editor's words has none.
        emergency_sentence=_(settled.emergency_sentence) if settled.emergency_sentence else "",
        email=settled.email,
        facets=tuple(_facet_link(facet, language, path) for facet in Facet.objects.prefetch_related("names")),
        other_languages=tuple(
            LanguageLink(code, native_name(code), _in_language(path, code, translations))
            for code in language_codes()
            if code != language
        ),
        path=path,
        sample=settings.WELLREAD_SAMPLE,
    )


def render_page(
    request: HttpRequest,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    translations: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Render a public page without the request, so that nothing in it can touch a session or set a cookie."""
    context = {**values, "frame": frame(request.path, translations=translations)}
    return HttpResponse(get_template(f"website/pages/{template}").render(context), status=status)


def native_name(code: str) -> str:
    """Return what a language calls itself, such as Español."""
    return str(capfirst(get_language_info(code)["name_local"]))


def _facet_link(facet: Facet, language: str, path: str) -> NavigationLink:
    url = reverse("website:facet", args=[facet.path])
    return NavigationLink(facet.name_in(language), url, here=path.startswith(url))


def _in_language(path: str, code: str, translations: Mapping[str, str] | None) -> str:
    if translations is None:
        return str(translate_url(path, code))
    return translations.get(code) or home_address(code)
