"""Nobody sees what nobody published: every address of the site is asked, with and without hidden articles."""

import io
import re

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests.factories import library
from tests.journeys.addresses import addresses, routes
from tests.journeys.hidden_library import (
    CANARY,
    EDITED,
    LANGUAGES,
    PLACES,
    STATES,
    canary,
    edit_in_draft,
    hide,
    make_seen,
    make_terms,
    picture,
    slug,
)
from wellread.articles.images import frozen_images
from wellread.articles.models import Article
from wellread.articles.reading import content_of as content_of_article
from wellread.publishing.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

ALL_STATES = [*STATES, *EDITED]
COLOURS = {**STATES, **EDITED}
WORDS = [
    *(slug(state, language) for state in ALL_STATES for language in LANGUAGES),
    *(f"person-{slug(state, language)}" for state in ALL_STATES for language in LANGUAGES),
    *(f"{slug('edited', language)}-draft" for language in LANGUAGES),
    *(f"only-{state}" for state in ALL_STATES),
    "broad",
    "seen",
    "diseases",
    "topics",
    "disease",
    "nothing",
]
QUERIES = [
    "",
    f"?q={CANARY}",
    *(f"?q={CANARY}{state}" for state in ALL_STATES),
    *(f"?disease=only-{state}" for state in ALL_STATES),
    "?disease=broad&topic=seen",
    "?topic=seen&sort=title",
    "?sort=reviewed",
    "?page=2",
    "?language=es",
    f"?language=es&q={CANARY}",
    "?explain=true",
]


def file_names():
    """Return the names under which pictures are kept: frozen, original, and scaled."""
    names = list(frozen_images().listdir("")[1]) if frozen_images().exists("") else []
    for folder in ("original_images", "images"):
        if default_storage.exists(folder):
            names += [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    return names


def public_addresses():
    """Return all addresses but the editors', in both languages."""
    found = []
    for route in dict.fromkeys(route for language in LANGUAGES for route in routes(language)):
        if route.startswith("admin/"):
            continue
        plain = addresses(route, words=WORDS, numbers=range(1, 12), names=file_names())
        found += plain if "<" in route else [f"{address}{query}" for address in plain for query in QUERIES]
        if route.startswith("api/"):
            found += [f"{address}?language=es" for address in plain]
    for name in file_names():
        found += [
            f"{place}{name}" for place in (settings.MEDIA_URL, "/media/", "/images/", "/frozen/", settings.STATIC_URL)
        ]
    return list(dict.fromkeys(found))


def editors_addresses():
    """Return the editors' addresses, filled with the ids of the hidden articles and the names of pictures."""
    numbers = [str(pk) for pk in Article.objects.values_list("pk", flat=True)[:2]]
    found = []
    for route in routes("en"):
        if route.startswith("admin/"):
            for number in numbers:
                found += addresses(route, words=[number], numbers=[number], names=file_names())
    return list(dict.fromkeys(found))


def content_of(response):
    content = b"".join(response) if response.streaming else response.content
    response.close()
    return content


def has_hidden_colour(content):
    """Return whether the bytes are a picture, of whatever size and kind, in the colour of a hidden one."""
    try:
        colour = Picture.open(io.BytesIO(content)).convert("RGB").getpixel((1, 1))
    except OSError:
        return False
    return any(all(abs(a - b) < 12 for a, b in zip(colour, hidden, strict=True)) for hidden in COLOURS.values())


def leaks(address, response, content):
    """Return what a response tells that it should not."""
    told = content.decode("utf-8", errors="replace") + str(dict(response.headers))
    allowed = set()
    if response.status_code == 410:
        # The page of a withdrawn article names it, so that a reader knows what is gone.
        allowed = {
            canary(state, language, "headline")
            for state in ("expired", "withdrawn")
            for language in LANGUAGES
            if slug(state, language) in address
        }
    canaries = (canary(state, language, place) for state in ALL_STATES for language in LANGUAGES for place in PLACES)
    found = [f"{address} tells {one}" for one in canaries if one in told and one not in allowed]
    if any(picture(colour) in content for colour in COLOURS.values()) or has_hidden_colour(content):
        found.append(f"{address} shows a hidden picture")
    return found


def without_the_time(content):
    """Leave out when an empty feed last changed: that is the library's last change, and withdrawing is one."""
    return content if b"<entry>" in content else re.sub(rb"<updated>[^<]*</updated>", b"", content)


def ask_all(client, wanted):
    answers = {}
    for address in wanted:
        response = client.get(address)
        answers[address] = (response, content_of(response))
    return answers


@pytest.fixture
def seen(db):
    """A library of which everything may be seen."""
    for language in LANGUAGES:
        library(language)
    make_terms()
    make_seen()


@pytest.fixture
def hidden(seen):
    """The same library, with articles that are hidden in every way there is."""
    for language in LANGUAGES:
        for state in STATES:
            hide(state, language)
        edit_in_draft(language)


@pytest.fixture
def anonymous():
    return Client(raise_request_exception=False)


def test_no_public_address_tells_a_word_or_shows_a_picture(hidden, anonymous):
    answers = ask_all(anonymous, public_addresses())

    assert [leak for address, answer in answers.items() for leak in leaks(address, *answer)] == []
    assert not [address for address, (response, _) in answers.items() if response.status_code >= 500]
    assert not [address for address, (response, _) in answers.items() if response.cookies]


def test_no_address_of_the_editors_tells_a_word_or_shows_a_picture_without_a_sign_in(hidden, anonymous):
    answers = ask_all(anonymous, editors_addresses())

    assert [leak for address, answer in answers.items() for leak in leaks(address, *answer)] == []


def test_every_public_page_is_as_if_the_hidden_articles_were_not_there(seen, anonymous):
    wanted = public_addresses()
    before = ask_all(anonymous, wanted)

    for language in LANGUAGES:
        for state in STATES:
            hide(state, language)
        edit_in_draft(language)
    after = ask_all(anonymous, wanted)

    gone = [slug(state, language) for state in ("expired", "withdrawn") for language in LANGUAGES]
    different = [
        address
        for address in wanted
        if before[address][0].status_code != after[address][0].status_code
        or without_the_time(before[address][1]) != without_the_time(after[address][1])
    ]
    assert [address for address in different if not any(one in address for one in gone)] == []
    assert {after[address][0].status_code for address in different} == {410}


def test_withdrawn_and_expired_articles_say_only_that_they_are_gone(hidden, anonymous):
    for state, reason in (("withdrawn", "It was wrong."), ("expired", "The time")):
        for address in (f"/articles/{slug(state, 'en')}/", f"/api/v1/articles/{slug(state, 'en')}"):
            response = anonymous.get(address)

            assert response.status_code == 410, address
            assert reason in response.content.decode(), address


def test_a_term_that_only_hidden_articles_have_counts_nothing(hidden, anonymous):
    for language in LANGUAGES:
        answer = anonymous.get(f"/api/v1/articles?language={language}").json()
        counts = {term["slug"]: term["count"] for facet in answer["facets"] for term in facet["terms"]}

        assert answer["total"] == 1
        assert counts == {"broad": 0, "seen": 1, **{f"only-{state}": 0 for state in ALL_STATES}}


class TestTheTestItself:
    """Each way to find a leak finds one."""

    def test_the_hidden_articles_are_hidden_as_they_say(self, hidden):
        assert Article.objects.filter(live=True).count() == 2
        assert Article.objects.get(slug=slug("scheduled", "en")).approved_schedule
        assert Article.objects.get(slug=slug("expired", "en")).expired
        assert Publication.objects.filter(current=None, withdrawn_reason="It was wrong.").count() == 2
        assert get_image_model().objects.count() == len(ALL_STATES)

    def test_many_addresses_are_asked(self, hidden):
        found = public_addresses()

        for address in (
            "/",
            "/es/",
            "/articles/",
            f"/es/articles/?q={CANARY}",
            f"/articles/{slug('draft', 'en')}/",
            "/diseases/only-draft/",
            f"/es/people/person-{slug('withdrawn', 'es')}/",
            f"/api/v1/articles/{slug('scheduled', 'en')}",
            "/api/openapi.json",
            "/robots.txt",
        ):
            assert address in found, address
        assert any(address.startswith("/images/") for address in found)
        assert any(address.startswith(f"{settings.MEDIA_URL}original_images/") for address in found)
        assert len(editors_addresses()) > 200

    def test_a_published_canary_is_found_on_its_page_in_lists_and_in_its_picture(self, hidden, anonymous):
        article = Article.objects.get(slug=slug("draft", "en"))
        assert not any(leaks("/", *answer) for answer in ask_all(anonymous, ["/"]).values())
        article.get_latest_revision().publish()
        images = [block.file for block in content_of_article(article).images]
        asked = ["/", "/articles/", f"/articles/{slug('draft', 'en')}/", f"/api/v1/articles/{slug('draft', 'en')}"]
        asked += [f"/people/person-{slug('draft', 'en')}/", f"/images/{images[0]}"]

        answers = ask_all(anonymous, asked)
        assert all(leaks(address, *answer) for address, answer in answers.items())
