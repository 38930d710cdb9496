import pytest
from django.http import QueryDict

from tests.factories import TermFactory
from wellread.discovery.known_terms import read_known_terms
from wellread.discovery.request import LONGEST_WORDS, MOST_TERMS, Sort
from wellread.vocabulary.merge import merge
from wellread.website.asked import printable, read_list_request, read_page, read_words, without_term, without_terms

pytestmark = pytest.mark.django_db


def asked(query: str):
    return read_list_request(QueryDict(query), read_known_terms("en"), language="en")


def test_nothing_asked_is_the_first_page_of_everything(vocabulary):
    found = asked("")

    assert (found.request.words, dict(found.request.selected), found.request.page) == ("", {}, 1)
    assert found.notices == ()


def test_empty_fields_of_a_form_are_no_mistake(vocabulary):
    assert asked("q=&disease=&topic=&sort=&page=").notices == ()


def test_repeated_terms_count_once(vocabulary):
    found = asked("disease=breast-cancer&disease=breast-cancer&disease=throat-cancer&topic=support")

    assert found.request.selected == {
        "disease": frozenset({"breast-cancer", "throat-cancer"}),
        "topic": frozenset({"support"}),
    }


def test_an_unknown_term_is_left_out_and_named(vocabulary):
    found = asked("disease=breast-cancer&disease=housemaids-knee")

    assert found.request.selected == {"disease": frozenset({"breast-cancer"})}
    assert found.notices == ("There is no “housemaids-knee” in Diseases. It was left out.",)


def test_a_long_row_of_unknown_terms_makes_one_short_sentence(vocabulary):
    found = asked("&".join(f"topic=nothing-{number}" for number in range(500)))

    assert len(found.notices) == 1
    assert len(found.notices[0]) < 200
    assert "They were left out" in found.notices[0]


def test_a_slug_that_is_no_slug_never_reaches_the_database(vocabulary, django_assert_num_queries):
    known = read_known_terms("en")

    with django_assert_num_queries(0):
        found = read_list_request(QueryDict("disease=%00&disease=" + "x" * 9000), known, language="en")

    assert found.request.selected == {}


def test_the_old_slug_of_a_renamed_term_means_the_term(vocabulary):
    vocabulary["breast"].slug = "cancer-of-the-breast"
    vocabulary["breast"].save()

    found = asked("disease=breast-cancer")

    assert found.moved
    assert found.request.selected == {"disease": frozenset({"cancer-of-the-breast"})}


def test_the_slug_of_a_merged_term_means_the_other(vocabulary):
    merge(vocabulary["throat"], into=vocabulary["breast"])

    found = asked("disease=throat-cancer&disease=breast-cancer")

    assert found.moved
    assert found.request.selected == {"disease": frozenset({"breast-cancer"})}


def test_more_terms_than_a_request_may_have_are_cut(vocabulary):
    terms = [TermFactory(facet=vocabulary["topics"]) for _ in range(MOST_TERMS + 3)]

    found = asked("&".join(f"topic={term.slug}" for term in terms))

    assert len(found.request.selected["topic"]) == MOST_TERMS
    assert found.notices == (f"Only the first {MOST_TERMS} of the chosen terms were used.",)


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_is_known(vocabulary, sort):
    assert asked(f"sort={sort}").request.sort is sort


def test_an_unknown_order_is_left_out(vocabulary):
    found = asked("sort=by-luck")

    assert found.request.sort is None
    assert found.notices == ("The list cannot be sorted by “by-luck”. It is in its usual order.",)


@pytest.mark.parametrize(("text", "number"), [("", 1), ("1", 1), ("007", 7), (" 3 ", 3), ("1000", 1000)])
def test_a_page_is_a_number(text, number):
    assert read_page(text) == (number, [])


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "two", "٣", "1e3", "²", "+1", "0x1"])
def test_what_is_no_page_is_the_first_and_says_so(text):
    number, notices = read_page(text)

    assert number == 1
    assert notices == [f"There is no page “{text}”. This is the first one."]


@pytest.mark.parametrize("text", ["1001", "9" * 20, "9" * 5000])
def test_a_page_deeper_than_any_is_past_the_last(text):
    assert read_page(text) == (1001, [])


def test_words_are_cut_at_the_longest():
    words, notices = read_words("a" * LONGEST_WORDS + "b")

    assert words == "a" * LONGEST_WORDS
    assert notices == ["Your search was longer than 200 characters. Only its beginning was searched for."]


def test_words_without_letters_are_left_out():
    assert read_words("?!…") == ("", ["“?!…” has no letters or numbers to search for. It was left out."])


def test_only_what_can_be_printed_is_searched_for():
    assert printable(" a\x00b\u202e c\ud800\n ") == "a b c"


def test_taking_a_term_away_begins_at_the_first_page(vocabulary):
    request = asked("disease=breast-cancer&disease=throat-cancer&topic=support&page=3&q=lump").request

    rest = without_term(request, "disease", "throat-cancer")

    assert rest.selected == {"disease": frozenset({"breast-cancer"}), "topic": frozenset({"support"})}
    assert (rest.page, rest.words) == (1, "lump")
    assert without_term(rest, "topic", "support").selected == {"disease": frozenset({"breast-cancer"})}
    assert without_terms(request).selected == {}
