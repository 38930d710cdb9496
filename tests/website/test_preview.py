import pytest
from django.urls import reverse

from tests.factories import PersonFactory, make_article
from tests.website.builders import draft_with_image, read
from wellread.articles.models import ArticleAuthor
from wellread.articles.reading import content_of

pytestmark = pytest.mark.django_db


def preview(client, article):
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))


def test_a_draft_shows_through_the_template_of_articles(as_administrator, article):
    response = preview(as_administrator, article)

    page = read(response)
    assert response.status_code == 200
    assert page.mistakes == []
    assert "Words about a lump" in page.text
    assert "Draft, not published." in page.text
    assert page.all("div", class_="covered")[0]["data-review"] == "none"
    assert "Edition" not in page.text


def test_the_images_of_a_draft_come_from_the_editors_house(as_administrator):
    draft = draft_with_image("orchid")

    [image] = read(preview(as_administrator, draft)).all("img")

    assert image["src"] == f"/admin/frozen/{content_of(draft).images[0].file}"


def test_people_of_a_draft_are_named_without_a_link(as_administrator):
    draft = make_article(title="A draft")
    draft.authors = [ArticleAuthor(person=PersonFactory(name="Jo Sample", credentials="", slug="jo-sample"))]
    draft.save_revision()

    page = read(preview(as_administrator, draft))

    assert "By Jo Sample" in page.text
    assert not page.all("a", href="/people/jo-sample/")


def test_a_spanish_draft_is_shown_in_spanish(as_administrator):
    page = read(preview(as_administrator, make_article(title="Cansancio", language="es")))

    assert page.all("html", lang="es")
    assert "Borrador, sin publicar." in page.text


def test_readers_have_no_preview(client, article):
    assert preview(client, article).status_code == 302
