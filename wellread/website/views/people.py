"""Those who write, review and are quoted."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from wagtail.rich_text import expand_db_html

from wellread.articles.cleaning import clean_html
from wellread.articles.models import Person
from wellread.discovery.articles import articles_naming, is_public_person
from wellread.discovery.results import Hit
from wellread.publishing.models import EditionPerson
from wellread.vocabulary.languages import active_language
from wellread.website.addresses import absolute
from wellread.website.frame import render_page
from wellread.website.portraits import open_portrait
from wellread.website.stored_files import public


@dataclass(frozen=True)
class ArticlesOf:
    """The articles in which a person has one part."""

    part: str
    heading: str
    hits: list[Hit]


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = _public_person(slug)
    language, today = active_language(), timezone.localdate()
    headings = {
        EditionPerson.Part.AUTHOR: pgettext("part of a person", "Wrote"),
        EditionPerson.Part.REVIEWER: pgettext("part of a person", "Reviewed"),
        EditionPerson.Part.QUOTED: pgettext("part of a person", "Is quoted in"),
    }
    lists = [
        ArticlesOf(part.value, heading, articles_naming(found.pk, part, language=language, today=today))
        for part, heading in headings.items()
    ]
    values = {
        "person": found,
        "profile_html": clean_html(expand_db_html(found.profile)),
        "has_portrait": found.portrait_id is not None,
        "lists": [one for one in lists if one.hits],
        "canonical": absolute(reverse("website:person", args=[found.slug])),
    }
    return render_page(request, "person.html", values)


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
