import pytest

from tests.factories import TermFactory, make_article, make_published
from wellread.articles.models import Article
from wellread.discovery import search as searching
from wellread.discovery.best_bets import Pins
from wellread.discovery.models import BestBet, BestBetArticle
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.engine.errors import NoIndexError
from wellread.publishing.models import Change
from wellread.publishing.publish import withdraw

pytestmark = pytest.mark.django_db


def publish(headline, **fields):
    return make_published(signed=False, title=headline, **fields)


def pin(words, *articles, match="exact", language="en"):
    bet = BestBet(phrasings=words, match=match, language=language)
    bet.articles = [BestBetArticle(article=article, sort_order=number) for number, article in enumerate(articles)]
    bet.save()
    return bet


def recommended(words, language="en", **more):
    return [hit.headline for hit in search(SearchRequest(language=language, words=words, **more)).recommended]


def test_pinned_articles_come_in_their_order_for_every_way_of_saying_it():
    second, first = publish("Second"), publish("First")
    pin("Bone  pain\nMy bones hurt", first, second)

    assert recommended("bone pain?") == recommended("my BONES hurt") == ["First", "Second"]
    assert recommended("bone") == recommended("bone pain at night") == recommended("") == []


def test_contained_words_may_stand_anywhere_but_whole():
    pin("port", publish("Your port"), match="contained")

    assert recommended("is my port sore") == ["Your port"]
    assert recommended("support") == []


def test_a_whole_search_comes_before_words_in_it_and_longer_words_before_shorter():
    pins = Pins({"bone pain": (1,)}, (("bone pain", (2, 3)), ("pain", (3, 4))))

    assert pins.articles_for(["bone pain", ""]) == [1, 2, 3, 4]


def test_the_mended_words_count_as_well():
    pin("calcium", publish("Calcium spots"))

    assert recommended("calcum") == ["Calcium spots"]


def test_they_need_not_be_hits_and_are_counted_only_where_they_are():
    pin("fear", publish("What worries us"))

    result = search(SearchRequest(language="en", words="fear"))

    assert (result.total, result.hits, len(result.recommended)) == (0, (), 1)


def test_they_stand_on_page_one_alone():
    pin("lump", publish("A lump"))

    assert recommended("lump", page=2) == []


def test_drafts_withdrawn_articles_and_other_languages_are_not_shown():
    gone, draft, spanish = publish("Gone"), make_article(title="Draft"), publish("Bulto", language="es")
    pin("lump", gone, draft, spanish)
    withdraw(gone, reason="Old.")

    assert recommended("lump") == []


def test_a_withdrawn_article_comes_back_with_its_next_edition():
    article = publish("Back again")
    pin("lump", article)
    withdraw(article, reason="Old.")
    assert recommended("lump") == []

    Article.objects.get(pk=article.pk).get_latest_revision().publish()

    assert recommended("lump") == ["Back again"]


def test_a_deleted_article_leaves_its_place_to_the_others():
    first, second = publish("First"), publish("Second")
    bet = pin("lump", first, second)

    Article.objects.get(pk=first.pk).delete()

    assert recommended("lump") == ["Second"]
    assert BestBet.objects.filter(pk=bet.pk).exists()


def test_chosen_terms_leave_out_what_stands_under_none_of_them():
    parent = TermFactory(slug="cancer")
    under = publish("Under", terms=[TermFactory(slug="brain", parents=[parent])])
    pin("lump", publish("Elsewhere", terms=[TermFactory(slug="anemia")]), under)

    assert recommended("lump", selected={"disease": frozenset({"cancer"})}) == ["Under"]


def test_best_bets_of_another_language_are_its_own():
    pin("lump", publish("Bulto", language="es"), language="es")

    assert recommended("lump") == []
    assert recommended("lump", language="es") == ["Bulto"]


def test_at_most_five_are_shown():
    pin("lump", *[publish(f"Article {number}") for number in range(7)])

    assert len(recommended("lump")) == 5


def test_they_show_without_an_index_too(monkeypatch):
    def refuse():
        raise NoIndexError("There is none.")

    pin("fear", publish("What worries us"))
    monkeypatch.setattr(searching, "current_engine", refuse)

    assert recommended("fear") == ["What worries us"]


def test_every_change_is_numbered():
    bet = pin("lump", publish("A lump"))
    before = Change.objects.filter(kind="best_bet").count()
    assert before

    bet.phrasings = "bump"
    bet.save()
    bet.articles.all().delete()
    bet.save()
    bet.delete()

    assert Change.objects.filter(kind="best_bet").count() >= before + 3
    assert recommended("bump") == []
