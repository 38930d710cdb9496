import gc
from pathlib import Path

import pytest

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website.builders import file_sent, library_image, read
from wellread.articles.models import ArticleAuthor, Person
from wellread.publishing.publish import publish, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren():
    return PersonFactory(
        name="Maren Sample",
        slug="maren-sample",
        role="oncologist",
        affiliation="Sample Hospital",
        profile='<p>Sees <b>people</b>.</p><script>alert(1)</script><p><a href="javascript:alert(1)">x</a></p>',
    )


def test_a_person_whom_no_edition_names_has_no_page(client, maren):
    draft = make_article(title="Canarybird")
    draft.authors = [ArticleAuthor(person=maren)]
    draft.save_revision()

    assert client.get("/people/maren-sample/").status_code == 404
    assert client.get("/people/maren-sample/portrait/").status_code == 404
    assert client.get("/people/nobody/").status_code == 404


def test_a_person_shows_what_they_wrote_reviewed_and_said(client, maren):
    quote = ("quote", {"words": "Yes.", "person": maren})
    make_published(title="Quoting her", body=[quote])
    reviewed = make_article(title="Reviewed by her")
    sign_article(reviewed, ReviewerFactory(person=maren))
    publish(reviewed)
    written = make_article(title="Written by her")
    written.authors = [ArticleAuthor(person=maren)]
    written.save_revision()
    sign_article(written)
    publish(written)

    text = read(client.get("/people/maren-sample/")).text

    assert "Maren Sample, M.D." in text
    assert "oncologist, Sample Hospital" in text
    assert text.index("Wrote") < text.index("Written by her") < text.index("Reviewed by her")
    assert text.index("Is quoted in") < text.index("Quoting her")


def test_a_profile_is_cleaned(client, maren):
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    html = client.get("/people/maren-sample/").content.decode()

    assert "Sees <strong>people</strong>." in html
    assert "alert(1)" not in html


def test_a_person_leaves_with_their_last_article(client, maren):
    article = make_published(body=[("quote", {"words": "Yes.", "person": maren})])
    withdraw(article, reason="Old.")

    assert client.get("/people/maren-sample/").status_code == 404


def test_in_a_language_without_their_articles_the_page_says_so(client, maren):
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    assert "Ningún artículo en este idioma nombra a esta persona." in read(client.get("/es/people/maren-sample/")).text


def test_a_portrait_is_sent_for_people_with_a_page(client, maren):
    maren.portrait = library_image("olive", name="maren.png")
    maren.save()
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    page = read(client.get("/people/maren-sample/"))
    response = client.get("/people/maren-sample/portrait/")

    assert page.all("img", src="/people/maren-sample/portrait/", alt="Portrait of Maren Sample")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert file_sent(response)[:2] == b"\xff\xd8"
    assert "max-age" in response.headers["Cache-Control"]


def test_without_a_portrait_there_is_none(client, maren):
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    assert client.get("/people/maren-sample/portrait/").status_code == 404
    assert not read(client.get("/people/maren-sample/")).all("img")


def test_a_portrait_whose_file_is_lost_is_not_found(client, maren):
    maren.portrait = library_image("maroon", name="lost.png")
    maren.save()
    maren.portrait.file.storage.delete(maren.portrait.file.name)
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    assert client.get("/people/maren-sample/portrait/").status_code == 404


def test_a_renamed_person_is_no_longer_linked_under_the_old_name(client, maren):
    make_published(title="Quoting her", body=[("quote", {"words": "Yes.", "person": maren})])
    Person.objects.filter(pk=maren.pk).update(slug="maren-specimen")

    page = read(client.get("/articles/quoting-her/"))

    assert "Maren Sample, M.D." in page.text
    assert not page.all("a", href="/people/maren-sample/")
    assert client.get("/people/maren-specimen/").status_code == 200


# Wagtail leaves a file open when a picture cannot be made.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_portrait_that_is_no_picture_is_not_found(client, maren):
    maren.portrait = library_image("indigo", name="broken.png")
    maren.save()
    Path(maren.portrait.file.path).write_bytes(b"This is no picture.")
    make_published(body=[("quote", {"words": "Yes.", "person": maren})])

    response = client.get("/people/maren-sample/portrait/")
    gc.collect()

    assert response.status_code == 404
