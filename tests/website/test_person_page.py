import pytest

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website.builders import read
from wellread.publishing.publish import publish
from wellread.website import person_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(vocabulary):
    person = PersonFactory(name="Maren Sample", slug="maren-sample", disclosure="None.")
    reviewer = ReviewerFactory(person=person, licence="American Board of Radiology", conflicts_of_interest="None. ")
    article = make_article(title="Read by her", terms=[vocabulary["throat"]])
    sign_article(article, reviewer)
    publish(article)
    return person


def shown(client, asked=""):
    page = read(client.get(f"/people/maren-sample/{asked}"))
    assert page.mistakes == []
    return page


def quote(person, number):
    return make_published(title=f"Quoting {number}", body=[("quote", {"words": "Yes.", "person": person})])


def test_a_reviewer_shows_licence_subjects_and_interests(client, maren, vocabulary):
    maren.reviewer.specialties.add(vocabulary["throat"])

    page = shown(client)

    assert "Licence or board American Board of Radiology" in page.text
    assert page.all("a", href="/diseases/throat-cancer/")
    assert "Conflicts of interest and funding None." in page.text
    assert page.text.count("None.") == 1


def test_without_specialties_a_reviewer_may_review_everything(client, maren):
    assert "Reviews articles about All subjects" in shown(client).text


def test_whoever_only_writes_shows_what_they_declare(client, vocabulary):
    person = PersonFactory(name="Jo Sample", slug="jo-sample", disclosure="Owns shares of a firm.")
    quote(person, 1)

    text = read(client.get("/people/jo-sample/")).text

    assert "Owns shares of a firm." in text
    assert "Reviews articles about" not in text


def test_many_articles_are_counted_and_paged(client, maren, monkeypatch):
    monkeypatch.setattr(person_page, "AT_FIRST", 2)
    monkeypatch.setattr(person_page, "ON_A_PAGE", 2)
    for number in range(3):
        quote(maren, number)

    first = shown(client)
    second = shown(client, "?part=quoted&page=2")

    assert "Is quoted in 3" in first.text
    assert first.all("a", href="/people/maren-sample/?part=quoted")
    assert not first.all("a", href="/people/maren-sample/?part=reviewer")
    assert [name in second.text for name in ("Quoting 2", "Quoting 1", "Quoting 0")] == [False, False, True]
    assert second.all("a", href="/people/maren-sample/?part=quoted", rel="prev")
    assert "Read by her" not in second.text


@pytest.mark.parametrize(
    "asked", ["?part=quoted", "?part=reviewer&page=2", "?part=reviewer&page=0", "?part=x", "?part=reviewer&page=x"]
)
def test_what_is_not_there_is_not_found(client, maren, asked):
    assert client.get(f"/people/maren-sample/{asked}").status_code == 404


def test_more_articles_need_no_more_queries(client, maren, django_assert_max_num_queries):
    for number in range(4):
        quote(maren, number)

    with django_assert_max_num_queries(40):
        shown(client)
