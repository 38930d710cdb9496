import json

import pytest

from tests.factories import TermFactory, make_published
from tests.website.results import CARD, a_hit, a_result, an_answer
from wellread.cli.exits import ExitCode
from wellread.cli.search_report import print_answers, print_result
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Answers, Instead
from wellread.engine.values import Because

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(prepared_home):
    breast = TermFactory(slug="breast-cancer", name="Breast Cancer")
    audience = TermFactory(facet__slug="audience", facet__position=1, slug="children", name="Children")
    question = ("question", {"question": "How long does calcium last?", "answer": "<p>It stays for years.</p>"})
    make_published(title="Calcium in the breast", slug="calcium", terms=[breast], body=[question])
    make_published(title="A lump in the neck", slug="lump", terms=[audience])


def test_words_bring_articles_and_counts(library, wellread):
    ended = wellread("search", "calcium")

    assert ended.code == ExitCode.DONE
    assert "1 article" in ended.output
    assert "Calcium in the breast" in ended.output
    assert "breast-cancer" in ended.output
    assert "A lump" not in ended.output


def test_without_words_all_articles_are_listed(library, wellread):
    assert "2 articles" in wellread("search").output


def test_every_facet_of_the_library_is_an_option(library, wellread):
    told = wellread("search", "--help").output

    assert "--disease SLUG" in told
    assert "--audience SLUG" in told
    assert "A lump" in wellread("search", "--audience", "children").output


def test_terms_narrow_and_widen(library, wellread):
    narrow = wellread("search", "--disease", "breast-cancer", "--term", "audience=children", "--json")
    one = wellread("search", "--term", "disease=breast-cancer", "--json")

    assert json.loads(narrow.output)["total"] == 0
    assert [hit["slug"] for hit in json.loads(one.output)["hits"]] == ["calcium"]


def test_the_result_for_programs_has_what_the_api_has(library, wellread):
    told = json.loads(wellread("search", "calcuim", "--explain", "--json").output)

    assert (told["query"], told["corrected_query"], told["total"]) == ("calcuim", "calcium", 1)
    assert told["hits"][0]["review"]["status"] == "current"
    assert told["hits"][0]["because"]
    assert [facet["slug"] for facet in told["facets"]] == ["disease", "audience"]


def test_words_can_be_taken_as_they_are(library, wellread):
    assert "Searched for “calcium” instead" in wellread("search", "calcuim").output
    assert "No article." in wellread("search", "calcuim", "--exact").output


def test_answers_are_quoted_with_their_place(library, wellread):
    ended = wellread("search", "--answers", "how", "long", "does", "calcium", "last")
    told = json.loads(wellread("search", "--answers", "how long does calcium last?", "--json").output)

    assert "It stays for years." in ended.output
    assert "calcium#how-long-does-calcium-last" in ended.output
    assert told["answers"][0]["text"] == "It stays for years."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--disease", "brest-cancer"], "Did you mean: breast-cancer?"),
        (["--disease", "zzz"], "There is no “zzz” in disease."),
        (["--term", "colour=red"], "There is no facet “colour”. There are: disease, audience."),
        (["--term", "disease"], "not of the form FACET=SLUG"),
        (["--language", "de"], "There are: en, es."),
        (["--sort", "luck"], "luck"),
        (["--page", "0"], "0"),
        (["--page", "1001"], "1001"),
        (["--colour", "red"], "--colour"),
        (["x" * 201], "200 are the most"),
        (["--answers"], "--answers needs a question"),
        (["--answers", "why", "--disease", "breast-cancer"], "no terms"),
        (["--term=disease=a" + str(number) for number in range(51)], "50 terms"),
    ],
)
def test_what_means_nothing_is_a_usage_error_in_words(library, wellread, arguments, says):
    ended = wellread("search", *arguments)

    assert ended.code == ExitCode.USAGE
    assert says in ended.errors
    assert ended.output == ""


def test_a_home_that_is_not_prepared_says_so(own_home, db, wellread):
    ended = wellread("search", "calcium")

    assert ended.code == ExitCode.BROKEN
    assert "wellread setup" in ended.errors


@pytest.mark.parametrize("words", ["\x01\x1f", '"((', "AND OR", "\udcff\udcfe", "[bold]x[/bold]", "[/]", "é😀"])
def test_whatever_is_typed_is_answered(library, wellread, words):
    assert wellread("search", words).code == ExitCode.DONE
    assert wellread("search", "--answers", words).code == ExitCode.DONE


def test_a_page_past_the_last_says_which_is_the_last(library, wellread):
    assert "the last page is 1" in wellread("search", "--page", "7").output


def test_without_a_terminal_there_are_no_colours_and_no_line_is_cut(capsys):
    slug = "a-very-long-slug-of-an-article-that-nobody-wants-to-see-cut-because-it-is-needed-for-the-next-command"

    print_result(a_result(hits=(a_hit(slug),), corrected_words="tyred"))

    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert slug in printed


def test_everything_that_was_understood_is_told(capsys):
    because = (Because("pee", "urine", "text", "urine"), Because("blood", "blood", "headline"))
    result = a_result(
        hits=(a_hit("[red]", because=because),),
        some_words_only=True,
        unknown_words=("xyzzy",),
        crisis_card=CARD,
        recommended=(a_hit("pinned"),),
    )

    print_result(result)

    printed = capsys.readouterr().out
    assert printed.index("You are not alone tonight.") < printed.index("988") < printed.index("Recommended by editors")
    assert "Someone will listen, right now." in printed
    assert "In no article: xyzzy." in printed
    assert "these have some" in printed
    assert "[red]" in printed
    assert "pee → urine (text, through urine)" in printed
    assert "blood → blood (headline)" in printed


def test_an_empty_list_tells_what_is_found_without_its_filters(capsys):
    request = SearchRequest(language="en", words="lump", selected={"disease": frozenset({"breast-cancer"})})
    ways = (Instead("disease", "Diseases", ("Breast Cancer",), 7), Instead("", "", (), 9))

    print_result(a_result(request=request, instead=ways))

    printed = capsys.readouterr().out
    assert "Without Breast Cancer: 7." in printed
    assert "Without any term: 9." in printed
    assert "✓ Breast Cancer" in printed


def test_without_an_answer_the_terminal_says_so(capsys):
    print_answers(Answers("why", "who", (), CARD, (a_hit("near"),)))

    printed = capsys.readouterr().out
    assert "No answer" in printed
    assert "Searched for “who” instead." in printed
    assert "near" in printed
    assert "You are not alone tonight." in printed


def test_an_answer_without_a_question_stands_under_its_headline(capsys):
    answer = an_answer("Rest.", question="", anchor="")

    print_answers(Answers("why", None, (answer,), None, ()))

    assert "Tired\nRest.\ntired, reviewed, confidence 0.90" in capsys.readouterr().out
