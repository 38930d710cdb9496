"""Those who write, review and are quoted."""

import re
from dataclasses import replace

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.rich_text import expand_db_html

from wellread.articles.cleaning import clean_html
from wellread.articles.models import Person
from wellread.discovery.articles import is_public_person
from wellread.publishing.models import EditionPerson
from wellread.vocabulary.languages import active_language
from wellread.website.frame import render_page
from wellread.website.page_head import NOT_KEPT
from wellread.website.page_heads import person_head
from wellread.website.person_page import PersonPage, person_page, person_part
from wellread.website.portraits import open_portrait
from wellread.website.stored_files import public

_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = _public_person(slug)
    language = active_language()
    page = _page(request, found, language)
    profile_html = clean_html(expand_db_html(found.profile))
    values = {
        "page": page,
        "person": found,
        "profile_html": profile_html,
        "has_portrait": found.portrait_id is not None,
    }
    head = person_head(found, language=language, profile_html=profile_html)
    return render_page(request, "person.html", values, head=replace(head, robots=NOT_KEPT) if page.only else head)


def _page(request: HttpRequest, found: Person, language: str) -> PersonPage:
    """Return the person's page, or one list of it where the address asks for that."""
    today = timezone.localdate()
    part, number = request.GET.get("part", ""), request.GET.get("page", "1")
    if not part:
        return person_page(found, language=language, today=today)
    if part not in EditionPerson.Part.values or not _PAGE_NUMBER.fullmatch(number):
        raise Http404(f"{found.name} has no list like that.")
    shown = person_part(found, EditionPerson.Part(part), int(number), language=language, today=today)
    if shown is None:
        raise Http404(f"{found.name} has fewer articles.")
    return shown


@require_safe
def portrait(request: HttpRequest, slug: str) -> FileResponse:
    found = _public_person(slug)
    if found.portrait is None:
        raise Http404(f"{found.name} has no portrait.")
    return public(open_portrait(found.portrait))


def _public_person(slug: str) -> Person:
    """Return a person whom a current edition names: nobody else has a page."""
    found = get_object_or_404(Person.objects.select_related("portrait"), slug=slug)
    if not is_public_person(found.pk):
        raise Http404(f"No article names {found.name}.")
    return found
