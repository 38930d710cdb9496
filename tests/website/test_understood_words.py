"""What the list says of how words were understood, and the ways that it offers."""

import pytest

from tests.website.results import CARD, a_hit, a_result, an_answer, shown_list
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import Instead

pytestmark = pytest.mark.django_db

FILTERED = SearchRequest(
    language="en",
    words="lump",
    selected={"disease": frozenset({"breast-cancer"}), "topic": frozenset({"support"})},
)


def test_a_correction_is_told_with_a_way_back():
    page = shown_list(a_result("calcuim", hits=(a_hit(),), corrected_words="calcium"))

    assert "Showing results for calcium ." in page.text
    assert "Search instead for calcuim ." in page.text
    assert page.all("a", href="/articles/?q=calcium")
    assert page.all("a", href="/articles/?exact=1&q=calcuim")
    assert page.all("div", class_="didyoumean", role="status")


def test_a_correction_keeps_filters_and_order_and_begins_at_the_first_page():
    request = SearchRequest(
        language="en", words="calcuim", selected={"disease": frozenset({"breast-cancer"})}, sort=Sort.TITLE, page=2
    )

    page = shown_list(a_result(request=request, hits=(a_hit(),), corrected_words="calcium"))

    assert page.all("a", href="/articles/?disease=breast-cancer&exact=1&q=calcuim&sort=title")


def test_words_taken_as_typed_say_so_and_lead_back():
    request = SearchRequest(language="en", words="calcuim", verbatim=True)

    page = shown_list(a_result(request=request, hits=(a_hit(),)))

    assert "just as you typed it" in page.text
    assert page.all("a", href="/articles/?q=calcuim")
    assert page.all("link", rel="canonical", href="http://localhost:8000/articles/?exact=1&q=calcuim")


def test_some_words_only_and_unknown_words_are_told():
    page = shown_list(a_result("lump bicycle", hits=(a_hit(),), some_words_only=True, unknown_words=("bicycle",)))

    assert "No article has all of these words together." in page.text
    assert "The word “bicycle” is in none of our articles." in page.text


def test_many_long_unknown_words_make_one_short_sentence():
    words = tuple(f"{'x' * 90}{number}" for number in range(30))

    page = shown_list(a_result("x", hits=(a_hit(),), unknown_words=words))

    [notice] = [line for line in page.words if "none of our articles" in line]
    assert len(notice) < 400


def test_a_recommended_hit_comes_first_and_is_marked_and_stands_once():
    hits = (a_hit("first"), a_hit("second"))

    page = shown_list(a_result(hits=hits, recommended=(hits[1],)))

    assert page.text.count("Recommended by our editors") == 1
    assert page.text.index("Recommended by our editors") < page.text.index("Second") < page.text.index("First")
    assert len(page.all("li", class_="hit")) == 2
    assert not page.all("section", class_="recommended")


def test_a_recommended_article_that_is_no_hit_stands_above_and_is_not_counted():
    page = shown_list(a_result(hits=(a_hit("first"),), recommended=(a_hit("pinned"),)))

    assert page.text.index("Recommended by our editors") < page.text.index("Pinned") < page.text.rindex("1 article ")
    assert len(page.all("li", class_="hit")) == 1


def test_another_order_keeps_its_order_and_marks_what_is_recommended():
    hits = (a_hit("first"), a_hit("second"))
    request = SearchRequest(language="en", words="tired", sort=Sort.NEWEST)

    page = shown_list(a_result(request=request, hits=hits, recommended=(hits[1],)))

    assert page.text.index("First") < page.text.index("Recommended by our editors") < page.text.index("Second")


def test_recommended_articles_do_not_return_on_the_second_page():
    request = SearchRequest(language="en", words="tired", page=2)

    page = shown_list(a_result(request=request, hits=(a_hit(),), total=21, recommended=(a_hit("pinned"),)))

    assert "Recommended" not in page.text


def test_the_crisis_card_stands_first_and_is_the_heading():
    page = shown_list(a_result(hits=(a_hit(),), crisis_card=CARD))

    [heading] = page.all("h1")
    assert heading["class"] == "crisis__heading"
    assert page.text.index("You are not alone tonight.") < page.text.rindex("Articles about")
    assert page.all("a", href="tel:988")
    assert "Call 988" in page.text
    assert page.all("a", href="https://example.org/chat")
    assert page.mistakes == []


def test_an_empty_list_names_the_filter_that_emptied_it_and_what_is_found_without():
    ways = (
        Instead("disease", "Diseases", ("Breast Cancer", "Lymphoma"), 7),
        Instead("topic", "Topics", ("Support",), 1),
    )

    page = shown_list(a_result(request=FILTERED, instead=ways), newest=(a_hit("newest-one"),))

    assert "Look without Breast Cancer or Lymphoma: 7 articles" in page.text
    assert "Look without Support: 1 article " in page.text
    assert page.all("a", href="/articles/?q=lump&topic=support")
    assert page.all("a", href="/articles/?disease=breast-cancer&q=lump")


def test_where_only_no_filter_at_all_helps_that_is_offered():
    page = shown_list(a_result(request=FILTERED, instead=(Instead("", "", (), 3),)))

    assert "Look without any filter: 3 articles" in page.text
    assert page.all("a", href="/articles/?q=lump")


def test_an_empty_list_is_never_an_empty_page():
    page = shown_list(a_result("xyzzy", unknown_words=("xyzzy",)), newest=(a_hit("newest-one"),))

    assert "No article has the words “xyzzy”." in page.text
    assert "New articles" in page.text
    assert page.all("a", href="/articles/newest-one/")
    assert page.all("a", href="/answers/?q=xyzzy")
    assert page.all("input", type="checkbox", name="disease")


def test_an_answer_stands_above_the_hits_with_its_line_and_its_place():
    page = shown_list(a_result(hits=(a_hit(),)), answers=(an_answer(),))

    assert page.text.index("It eases in weeks.") < page.text.rindex("1 article ")
    assert page.all("div", **{"class": "covered", "data-review": "current"})
    assert page.all("a", href="/articles/tired/#how-long")
    assert page.all("a", href="/answers/?q=tired")


def test_pages_of_words_are_kept_out_of_search_engines():
    assert shown_list(a_result(hits=(a_hit(),))).all("meta", name="robots", content="noindex, follow")
    assert not shown_list(a_result("", hits=(a_hit(),))).all("meta", name="robots")


def test_every_state_is_sound_markup():
    states = [
        shown_list(a_result(hits=(a_hit(),), corrected_words="tyred", some_words_only=True, unknown_words=("x",))),
        shown_list(a_result(request=FILTERED), newest=(a_hit(),)),
        shown_list(a_result(hits=(a_hit(),), crisis_card=CARD, recommended=(a_hit("b"),)), answers=(an_answer(),)),
    ]

    for page in states:
        assert page.mistakes == []
        assert len(page.all("h1")) == 1
        ids = [found["id"] for _tag, found in page.elements if "id" in found]
        assert len(ids) == len(set(ids))


def test_an_empty_list_does_not_say_twice_that_no_article_has_the_words():
    assert "none of our articles" not in shown_list(a_result("xyzzy", unknown_words=("xyzzy",))).text
    assert "none of our articles" in shown_list(a_result(request=FILTERED, unknown_words=("lump",))).text


def test_an_empty_list_beside_a_crisis_card_shows_nothing_that_is_beside_the_point():
    page = shown_list(a_result("suicide", crisis_card=CARD, unknown_words=("suicide",)), newest=(a_hit("newest-one"),))

    assert "New articles" not in page.text
    assert "Check the spelling" not in page.text
    assert page.all("a", href="/articles/")
