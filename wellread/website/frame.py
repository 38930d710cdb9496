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

from wellread.articles.errors import TelephoneError
from wellread.articles.models import institution
from wellread.articles.telephone import dialable, readable
from wellread.vocabulary.languages import active_language, language_codes
from wellread.vocabulary.models import Facet
from wellread.website.addresses import home_address
from wellread.website.brand import Logo, logo_of, stylesheet_address, stylesheet_of
from wellread.website.page_head import PageHead, path_of


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
    """Everything around a page's own words; what the institution has not set is empty.

    The institution writes in the library's first language: `own_language` marks its words on pages in another one.
    """

    language: str
    own_language: str
    institution: str
    logo: Logo | None
    brand_stylesheet: str
    emergency_sentence: str
    emergency_language: str
    email: str
    telephone: str
    telephone_url: str
    address: str
    rights: str
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
    # The sentence that an installation starts with has translations; one in an editor's words has none.
    emergency = _(settled.emergency_sentence) if settled.emergency_sentence else ""
    telephone = _dialable(settled.telephone)
    return Frame(
        language=language,
        own_language=settings.LANGUAGE_CODE,
        institution=settled.name,
        logo=logo_of(settled),
        brand_stylesheet=stylesheet_address(stylesheet_of(settled)),
        emergency_sentence=emergency,
        emergency_language=settings.LANGUAGE_CODE if emergency == settled.emergency_sentence else language,
        email=settled.email,
        telephone=readable(telephone),
        telephone_url=f"tel:{telephone}" if telephone else "",
        address=settled.address.strip(),
        rights=settled.rights,
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
    head: PageHead | None = None,
) -> HttpResponse:
    """Render a public page without the request, so that nothing in it can touch a session or set a cookie."""
    if translations is None and head and head.translations:
        translations = {code: path_of(url) for code, url in head.translations.items()}
    context = {**values, "frame": frame(request.path, translations=translations), "head": head}
    return HttpResponse(get_template(f"website/pages/{template}").render(context), status=status)


def native_name(code: str) -> str:
    """Return what a language calls itself, such as Español."""
    return str(capfirst(get_language_info(code)["name_local"]))


def _dialable(number: str) -> str:
    try:
        return dialable(number) if number else ""
    except TelephoneError:
        # It could be dialled when it was saved; since then the operator has set another WELLREAD_REGION.
        return ""


def _facet_link(facet: Facet, language: str, path: str) -> NavigationLink:
    url = reverse("website:facet", args=[facet.path])
    return NavigationLink(facet.name_in(language), url, here=path.startswith(url))


def _in_language(path: str, code: str, translations: Mapping[str, str] | None) -> str:
    if translations is None:
        return str(translate_url(path, code))
    return translations.get(code) or home_address(code)
