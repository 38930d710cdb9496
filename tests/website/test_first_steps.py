import pytest

from tests.factories import TermFactory, make_article, make_published
from tests.website.builders import read
from wellread.discovery.models import BestBet, BestBetArticle

pytestmark = pytest.mark.django_db


def pin(phrase: str, *articles, language: str = "en"):
    bet = BestBet.objects.create(language=language, phrasings=phrase)
    for order, article in enumerate(articles):
        BestBetArticle.objects.create(best_bet=bet, article=article, sort_order=order)


def test_somebody_newly_diagnosed_finds_what_editors_pinned_in_their_order(client, vocabulary):
    first = make_published(title="The first days", slug="first-days", terms=[vocabulary["diagnosis"]])
    second = make_published(title="Questions to take along", slug="questions")
    pin("newly diagnosed", first, second, make_article(title="Not published yet"))

    page = read(client.get("/"))

    box = page.text[page.text.index("Just been diagnosed?") :]
    assert box.index("The first days") < box.index("Questions to take along")
    assert "1 minute to read" in box
    assert "Not published yet" not in page.text


def test_without_them_the_topics_that_help_first_stand_there(client, vocabulary):
    opinion = TermFactory(facet=vocabulary["topics"], slug="second-opinion", name="Second Opinion")
    TermFactory(facet=vocabulary["topics"], slug="treatment", name="Treatment")
    make_published(terms=[vocabulary["support"], vocabulary["diagnosis"]])
    make_published(terms=[opinion, vocabulary["support"]])

    text = read(client.get("/")).text

    assert "Just been diagnosed? Diagnosis 1 article Second Opinion 1 article Support 2 articles" in text


def test_an_empty_library_promises_nothing_to_the_newly_diagnosed(client, vocabulary):
    assert "Just been diagnosed?" not in read(client.get("/")).text


def test_each_language_has_its_own_pins(client, vocabulary):
    pin("recién diagnosticado", make_published(title="Los primeros días", language="es"), language="es")

    assert "Los primeros días" in read(client.get("/es/")).text
    assert "Los primeros días" not in read(client.get("/")).text
