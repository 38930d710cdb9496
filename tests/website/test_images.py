import pytest

from tests.website.builders import draft_with_image, file_sent, picture_bytes, published_with_image
from wellread.articles.images import frozen_images
from wellread.articles.reading import content_of
from wellread.publishing.publish import withdraw

pytestmark = pytest.mark.django_db


def file_of(article) -> str:
    return content_of(article).images[0].file


def test_a_published_image_is_sent_as_what_it_is(client):
    file = file_of(published_with_image("teal"))

    response = client.get(f"/images/{file}")

    assert file_sent(response) == picture_bytes("teal")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_an_image_that_the_browser_knows_is_not_sent_again(client):
    file = file_of(published_with_image("teal"))

    response = client.get(f"/images/{file}", headers={"If-None-Match": f'"{file}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_the_image_of_a_draft_is_not_public(client):
    file = file_of(draft_with_image())

    assert frozen_images().exists(file)
    assert client.get(f"/images/{file}").status_code == 404
    assert client.get(f"/images/{file}", headers={"If-None-Match": f'"{file}"'}).status_code == 404


def test_the_image_of_a_withdrawn_article_is_no_longer_public(client):
    article = published_with_image("plum")
    file = file_of(article)
    withdraw(article, reason="Old.")

    assert client.get(f"/images/{file}").status_code == 404


def test_an_image_whose_file_is_lost_is_not_found(client):
    file = file_of(published_with_image("coral"))
    frozen_images().delete(file)

    assert client.get(f"/images/{file}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a.png",
        "0" * 64,
        "0" * 64 + ".svg",
        "0" * 63 + ".png",
        "A" * 64 + ".png",
        "../library.sqlite3",
        "%2e%2e/x.png",
        "0" * 64 + ".png%00.jpg",
    ],
)
def test_only_names_of_frozen_images_are_addresses(client, name):
    assert client.get(f"/images/{name}", follow=True).status_code == 404
