import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import UserFactory
from tests.website.builders import draft_with_image, file_sent, library_image, picture_bytes
from wellread.articles.reading import content_of
from wellread.website.portraits import find_rendition

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return library_image("salmon", name="salmon.png")


@pytest.fixture
def frozen_draft():
    return content_of(draft_with_image("khaki")).images[0].file


def test_readers_are_asked_to_sign_in(client, original, frozen_draft):
    for address in (original.file.url, f"/admin/frozen/{frozen_draft}"):
        response = client.get(address)

        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


def test_an_account_without_the_admin_is_refused(client, original, frozen_draft):
    client.force_login(UserFactory())

    for address in (original.file.url, f"/admin/frozen/{frozen_draft}"):
        assert client.get(address).status_code != 200


def test_editors_see_originals_and_renditions(as_administrator, original):
    rendition = find_rendition(original, "width-20")

    for address in (original.file.url, rendition.url):
        response = as_administrator.get(address)

        assert address.startswith("/admin/media/")
        assert file_sent(response).startswith(b"\x89PNG")
        assert response.headers["Content-Type"] == "image/png"
        assert "private" in response.headers["Cache-Control"]


def test_editors_see_the_images_of_drafts(as_administrator, frozen_draft):
    response = as_administrator.get(f"/admin/frozen/{frozen_draft}")

    assert file_sent(response) == picture_bytes("khaki")


def test_what_is_no_image_is_saved_never_shown(as_administrator):
    default_storage.save("documents/page.html", ContentFile(b"<script>alert(1)</script>"))

    response = as_administrator.get("/admin/media/documents/page.html")

    assert file_sent(response) == b"<script>alert(1)</script>"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../library.sqlite3",
        "%2e%2e/library.sqlite3",
        "a/../../library.sqlite3",
        "..%2flibrary.sqlite3",
        "/etc/passwd",
        "%2fetc/passwd",
        "nothing.png",
        "images",
        "images/",
        "%00.png",
        "a" * 3000,
    ],
)
def test_names_that_lead_elsewhere_or_nowhere_are_not_found(as_administrator, original, name):
    assert as_administrator.get(f"/admin/media/{name}", follow=True).status_code == 404
