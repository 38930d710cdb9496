"""The heads of pages: one address each, their languages, what search engines may keep, and what is shared of them."""

import pytest

from tests.factories import library, make_article, make_published, sign_article
from tests.website.builders import published_with_image, read
from wellread.articles.models import InstitutionSettings
from wellread.publishing.models import Publication

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def meta(page, name: str) -> str:
    [found] = page.all("meta", property=name) or page.all("meta", name=name) or [{"content": ""}]
    return found["content"]


def translate(article, title: str):
    """Publish the same article in Spanish."""
    other = make_article(title=title, language="es")
    other.translation_key = article.translation_key
    other.save()
    other.save_revision()
    sign_article(other)
    other.get_latest_revision().publish()
    Publication.objects.filter(article=other).update(translation_key=article.translation_key)
    return other


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/?utm_source=letter", "/"),
        ("/articles/", "/articles/"),
        ("/articles/?page=1&sort=newest&topic=support&x=1", "/articles/?topic=support"),
        ("/articles/tired/?print=1", "/articles/tired/"),
        ("/articles/tired/changes/", "/articles/tired/changes/"),
        ("/diseases/", "/diseases/"),
        ("/topics/support/?page=1", "/topics/support/"),
        ("/answers/?q=tired", "/answers/?q=tired"),
        ("/about/review/", "/about/review/"),
        ("/privacy/", "/privacy/"),
        ("/es/accessibility/", "/es/accessibility/"),
    ],
)
def test_every_page_has_one_address(client, vocabulary, address, canonical):
    make_published(title="Tired", terms=[vocabulary["support"]])

    page = read(client.get(address))

    assert [one["href"] for one in page.all("link", rel="canonical")] == [SITE + canonical]
    assert meta(page, "og:url") == SITE + canonical


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/articles/", True),
        ("/articles/?topic=support", True),
        ("/articles/?topic=support&topic=diagnosis", False),
        ("/articles/?topic=support&disease=throat-cancer", False),
        ("/articles/?q=tired", False),
        ("/articles/?sort=title", False),
        ("/articles/?topic=diagnosis", False),
        ("/answers/", True),
        ("/answers/?q=why+am+i+tired", False),
        ("/topics/support/", True),
        ("/topics/diagnosis/", False),
        ("/articles/tired/", True),
        ("/nothing-here/", False),
    ],
)
def test_search_engines_keep_no_combinations_no_words_and_nothing_empty(client, vocabulary, address, kept):
    make_published(title="Tired", terms=[vocabulary["support"], vocabulary["throat"]])

    rule = meta(read(client.get(address)), "robots")

    assert ("noindex" in rule) is not kept
    assert kept or "nofollow" not in rule


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "Health information that says by whom and when it was reviewed."),
        ("/articles/", "Articles: 1 article that says by whom and when it was reviewed."),
        ("/articles/?topic=support", "Support: 1 article that says by whom and when it was reviewed."),
        ("/articles/?topic=support&topic=diagnosis", ""),
        ("/topics/support/", "Support: 1 article that says by whom and when it was reviewed."),
        ("/topics/", "Topics: every term in the library, with the number of its articles."),
        ("/answers/", "Ask in your own words, and read what our reviewed articles answer, word for word."),
    ],
)
def test_pages_that_search_engines_keep_say_what_they_are(client, vocabulary, address, told):
    make_published(title="Tired", terms=[vocabulary["support"]])

    assert meta(read(client.get(address)), "description") == told


def languages(page) -> dict[str, str]:
    return {one["hreflang"]: one["href"] for one in page.all("link", rel="alternate") if "hreflang" in one}


def test_a_page_of_all_languages_names_each_and_one_for_everybody_else(client, vocabulary):
    make_published(terms=[vocabulary["support"]])
    make_published(language="es", terms=[vocabulary["support"]])

    for prefix in ("", "/es"):
        assert languages(read(client.get(f"{prefix}/articles/?topic=support"))) == {
            "en": f"{SITE}/articles/?topic=support",
            "es": f"{SITE}/es/articles/?topic=support",
            "x-default": f"{SITE}/articles/?topic=support",
        }


def test_an_article_in_two_languages_is_linked_both_ways(client):
    library("es")
    english = make_published(title="Tired")
    translate(english, "Cansancio")
    wanted = {
        "en": f"{SITE}/articles/tired/",
        "es": f"{SITE}/es/articles/cansancio/",
        "x-default": f"{SITE}/articles/tired/",
    }

    for address, other in (
        ("/articles/tired/", "/es/articles/cansancio/"),
        ("/es/articles/cansancio/", "/articles/tired/"),
    ):
        page = read(client.get(address))

        assert languages(page) == wanted
        assert page.all("a", href=other)


def test_an_article_in_one_language_names_no_other(client, published):
    assert languages(read(client.get(f"/articles/{published.slug}/"))) == {}


def test_another_language_keeps_the_filters(client, vocabulary):
    make_published(terms=[vocabulary["support"]])

    page = read(client.get("/articles/?topic=support"))

    assert page.all("a", href="/es/articles/?topic=support", hreflang="es")


def test_what_is_shared_of_an_article_is_its_headline_summary_and_picture(client):
    InstitutionSettings.objects.create(name="Sample Hospital")
    published_with_image()

    page = read(client.get("/articles/a-picture-of-a-week/"))

    assert meta(page, "og:type") == "article"
    assert meta(page, "og:title") == "A picture of a week"
    assert meta(page, "og:description") == "Short."
    assert meta(page, "og:site_name") == "Sample Hospital"
    assert meta(page, "og:locale") == "en_US"
    assert meta(page, "og:image").startswith(f"{SITE}/images/")
    assert meta(page, "og:image:alt") == "A chart of a week"
    assert meta(page, "twitter:card") == "summary_large_image"


def test_only_data_stands_in_a_script_of_its_own(client, published):
    for address in ("/", f"/articles/{published.slug}/", "/privacy/"):
        inline = [one for one in read(client.get(address)).all("script") if "src" not in one]

        assert all(one == {"type": "application/ld+json"} for one in inline), address
