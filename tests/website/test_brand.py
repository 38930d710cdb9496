"""The institution's own look: its logo, its accent, its contact details, its own parts of pages."""

import copy
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

import wellread.website
from tests.website.builders import file_sent, library_image, read
from wellread.articles.colours import GROUNDS_BY_DAY, GROUNDS_BY_NIGHT
from wellread.articles.models import InstitutionSettings
from wellread.publishing.changes import last_change

pytestmark = pytest.mark.django_db

TOKENS = (Path(wellread.website.__file__).parent / "static" / "website" / "css" / "tokens.css").read_text("utf-8")


def stylesheets(client) -> list[str]:
    return [one["href"] for one in read(client.get("/privacy/")).all("link", rel="stylesheet")]


def test_an_institution_that_set_nothing_has_our_look(client):
    page = read(client.get("/privacy/"))

    assert len(stylesheets(client)) == 1
    assert not page.all("picture")
    assert not page.all("address")
    assert client.get("/brand/logo").status_code == 404
    assert client.get("/brand/0123456789abcdef.css").status_code == 404


def test_readers_of_a_library_that_nobody_set_up_write_nothing(client):
    before = last_change()

    assert client.get("/").status_code == client.get("/feeds/articles.atom").status_code == 200

    assert not InstitutionSettings.objects.exists()
    assert last_change() == before


def test_colors_reach_pages_by_a_style_sheet_of_their_own(client):
    settled = InstitutionSettings.objects.create(accent_by_day="#7A0019", accent_by_night="#ffb3c1")

    [_ours, own] = stylesheets(client)
    response = client.get(own)

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    text = response.content.decode()
    assert "--accent: #7a0019;" in text
    assert "--accent: #ffb3c1;" in text
    assert set(re.findall(r"--[a-z-]+", text)) == {"--accent", "--accent-deep", "--accent-tint", "--on-accent"}

    settled.accent_by_day = "#00563f"
    settled.save()

    assert stylesheets(client)[1] != own
    assert client.get(own).status_code == 404


def test_a_color_by_day_leaves_the_night_as_it_was(client):
    InstitutionSettings.objects.create(accent_by_day="#7a0019")

    text = client.get(stylesheets(client)[1]).content.decode()

    assert text.count("@media") == 1
    assert "@media not all and (prefers-color-scheme: dark)" in text


def test_a_color_that_cannot_be_read_is_not_saved():
    with pytest.raises(ValidationError) as refused:
        InstitutionSettings(accent_by_day="#ffcc00").full_clean()

    assert "1.2 to 1" in refused.value.message_dict["accent_by_day"][0]


def test_the_grounds_that_colors_are_checked_on_are_those_of_the_pages():
    day, night = TOKENS.split("@media (prefers-color-scheme: dark)")

    for grounds, tokens in ((GROUNDS_BY_DAY, day), (GROUNDS_BY_NIGHT, night)):
        for name, value in grounds.items():
            [token] = re.findall(rf"--{name}: (#[0-9a-f]+);", tokens)
            assert value == (token if len(token) == 7 else "#" + "".join(2 * one for one in token[1:])), name


def test_a_logo_takes_the_place_of_the_name(client):
    InstitutionSettings.objects.create(name="Sample Hospital", logo=library_image("navy", name="logo.png"))

    page = read(client.get("/privacy/"))
    response = client.get("/brand/logo")

    [shown] = page.all("img", src="/brand/logo")
    assert shown["alt"] == "Sample Hospital"
    assert (shown["width"], shown["height"]) == ("40", "30")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file_sent(response).startswith(b"\x89PNG")


def test_a_logo_by_night_is_for_dark_screens(client):
    settled = InstitutionSettings.objects.create(
        logo=library_image("navy"), logo_by_night=library_image("white"), logo_text="The sample lighthouse"
    )

    page = read(client.get("/privacy/"))

    assert page.all("source", media="(prefers-color-scheme: dark)", srcset="/brand/logo-by-night")
    assert page.all("img", alt="The sample lighthouse")
    file_sent(client.get("/brand/logo-by-night"))
    settled.logo_by_night = None
    settled.save()
    assert client.get("/brand/logo-by-night").status_code == 404


def test_a_logo_that_the_browser_knows_is_not_sent_again(client):
    InstitutionSettings.objects.create(logo=library_image("navy"))
    first = client.get("/brand/logo")
    file_sent(first)

    assert client.get("/brand/logo", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_logo_is_public_only_while_it_is_set(client):
    settled = InstitutionSettings.objects.create(logo=library_image("navy"))
    file_sent(client.get("/brand/logo"))

    settled.logo = None
    settled.save()

    assert client.get("/brand/logo").status_code == 404
    assert not read(client.get("/privacy/")).all("picture")


def test_a_logo_whose_file_is_gone_is_not_there(client):
    image = library_image("olive")
    InstitutionSettings.objects.create(logo=image)
    image.file.storage.delete(image.file.name)

    assert client.get("/brand/logo").status_code == 404


def test_an_image_is_not_deleted_while_it_is_the_logo():
    image = library_image("navy")
    InstitutionSettings.objects.create(logo=image)

    with pytest.raises(ProtectedError):
        image.delete()


def test_a_vector_graphic_is_no_image_for_editors(settings):
    assert "svg" not in settings.WAGTAILIMAGES_EXTENSIONS


def test_contact_details_stand_at_the_end_of_every_page(client):
    InstitutionSettings.objects.create(
        name="Sample Hospital",
        email="library@example.org",
        telephone="202-555-0142",
        address="1 Sample Street\nSampletown",
        rights="Free to copy, unchanged.",
    )

    page = read(client.get("/es/privacy/"))

    assert page.all("address")
    assert "1 Sample Street" in page.text
    assert page.all("a", href="tel:+12025550142")
    assert page.all("a", href="mailto:library@example.org")
    assert page.all("p", lang="en") and "Free to copy, unchanged." in page.text


def test_a_number_that_cannot_be_dialled_any_more_is_left_out(client, settings):
    InstitutionSettings.objects.create(telephone="555-0142", name="Sample Hospital")
    settings.WELLREAD_REGION = "ZZ"

    assert not [one for one in read(client.get("/privacy/")).all("a") if one.get("href", "").startswith("tel:")]


def test_a_new_look_is_a_public_change():
    before = last_change()

    InstitutionSettings.objects.create(accent_by_day="#7a0019")

    assert last_change() == before + 1


def test_an_institution_replaces_single_parts(client, settings, tmp_path):
    part = tmp_path / "website" / "parts" / "colophon.html"
    part.parent.mkdir(parents=True)
    part.write_text("<footer>Our own end of {{ frame.institution }}</footer>", encoding="utf-8")
    InstitutionSettings.objects.create(name="Sample Hospital")
    templates = copy.deepcopy(settings.TEMPLATES)
    assert [folder.name for folder in templates[0]["DIRS"]] == ["templates"]
    assert templates[0]["DIRS"][0].parent == settings.WELLREAD_HOME

    templates[0]["DIRS"] = [tmp_path]
    settings.TEMPLATES = templates

    page = read(client.get("/privacy/"))
    assert "Our own end of Sample Hospital" in page.text
    assert page.all("header")
