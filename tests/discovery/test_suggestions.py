import pytest

from tests.factories import PersonFactory, TermFactory, make_article, make_published
from wellread.articles.models import ArticleAuthor
from wellread.discovery import suggestions
from wellread.discovery.results import Suggestion, SuggestionKind
from wellread.discovery.suggestions import suggest
from wellread.engine.errors import NoIndexError
from wellread.publishing.publish import withdraw
from wellread.vocabulary.models import Synonym, TermName

pytestmark = pytest.mark.django_db


def publish(headline, **fields):
    return make_published(signed=False, title=headline, **fields)


def texts(beginning, language="en", **more):
    return [one.text for one in suggest(beginning, language=language, **more)]


def write(person, headline, *, public=True):
    article = make_article(title=headline, kind="information")
    article.authors = [ArticleAuthor(person=person)]
    article.save_revision()
    if public:
        article.get_latest_revision().publish()
    return article


@pytest.fixture
def library():
    """A term, a headline, a question and a person that have to do with "bre"."""
    breast = TermFactory(name="Breast Cancer", slug="breast-cancer")
    publish(
        "A breast lump",
        terms=[breast],
        body=[("question", {"question": "Breathless, why?", "answer": "<p>It passes.</p>"})],
    )
    return write(PersonFactory(name="Ann Brewer", slug="ann-brewer"), "Plain words")


def test_terms_come_first_then_what_begins_so_then_the_rest(library):
    assert texts("bre") == ["Breast Cancer", "Breathless, why?", "Ann Brewer", "A breast lump"] or texts("bre") == [
        "Breast Cancer",
        "Breathless, why?",
        "A breast lump",
        "Ann Brewer",
    ]


def test_each_leads_to_its_place(library):
    found = {one.text: one for one in suggest("bre", language="en")}

    assert found["Breast Cancer"] == Suggestion(
        SuggestionKind.TERM, "Breast Cancer", "breast-cancer", facet_path="diseases"
    )
    assert found["A breast lump"] == Suggestion(SuggestionKind.HEADLINE, "A breast lump", "a-breast-lump")
    assert found["Breathless, why?"].anchor == "breathless-why"
    assert found["Ann Brewer"] == Suggestion(SuggestionKind.PERSON, "Ann Brewer", "ann-brewer")


@pytest.mark.parametrize("beginning", ["", "b", " b ", "??", "\x00", "(", "b?"])
def test_before_the_second_letter_there_are_none(library, beginning):
    assert texts(beginning) == []


@pytest.mark.parametrize("beginning", ["br" * 5000, "\x00br", '"br', "br AND (", "%%br", "‮br"])
def test_odd_beginnings_do_no_harm(library, beginning):
    texts(beginning)


def test_a_term_is_found_by_what_else_it_is_called(library):
    term = TermFactory(name="Kidney Cancer")
    Synonym.objects.create(term=term, language="en", words="renal cell carcinoma")
    publish("Tagged", terms=[term])

    [found] = suggest("renal ce", language="en")
    assert (found.text, found.through) == ("Kidney Cancer", "renal cell carcinoma")
    assert texts("carcinoma") == []


def test_a_term_without_articles_is_not_suggested_but_one_above_is():
    above = TermFactory(name="Breast Cancer")
    below = TermFactory(name="Breast Implant Lymphoma", parents=[above])
    TermFactory(name="Bread Allergy")
    article = publish("Words", terms=[below])
    assert texts("brea") == ["Breast Cancer", "Breast Implant Lymphoma"]

    withdraw(article, reason="Old.")

    assert texts("brea") == []


def test_people_of_drafts_and_withdrawn_articles_are_not_suggested(library):
    write(PersonFactory(name="Bret Draft"), "Draft", public=False)
    assert "Bret Draft" not in texts("bret")

    withdraw(library, reason="Old.")

    assert texts("brewer") == []


def test_words_of_drafts_and_withdrawn_articles_are_not_suggested():
    make_article(title="Secret headline")
    gone = publish("Secret once")
    assert texts("secret") == ["Secret once"]

    withdraw(gone, reason="Old.")

    assert texts("secret") == []


def test_each_language_has_its_own():
    term = TermFactory(name="Anemia and more")
    TermName.objects.create(term=term, language="es", name="Anemia y más")
    publish("La anemia", language="es", terms=[term])

    assert texts("ane") == []
    assert texts("ane", language="es") == ["Anemia y más", "La anemia"]


def test_each_text_stands_once():
    term = TermFactory(name="Anemia")
    publish("Anemia", terms=[term])
    publish("anemia", terms=[term])

    assert texts("anem") == ["Anemia"]


def test_terms_leave_room_for_headlines():
    for number in range(12):
        term = TermFactory(name=f"Cancer {number:02}")
        publish(f"Cancer headline {number:02}", terms=[term])

    found = suggest("cancer", language="en", limit=8)

    assert [one.kind for one in found] == [SuggestionKind.TERM] * 4 + [SuggestionKind.HEADLINE] * 4
    assert len(suggest("cancer 1", language="en", limit=1)) == 1


def test_a_new_name_holds_at_once(library):
    person = library.authors.first().person
    assert texts("brewer") == ["Ann Brewer"]

    person.name = "Ann Miller"
    person.save()

    assert "Ann Miller" in texts("miller")


def test_terms_and_people_are_suggested_without_an_index(library, monkeypatch):
    def refuse():
        raise NoIndexError("There is none.")

    monkeypatch.setattr(suggestions, "current_engine", refuse)

    assert texts("bre") == ["Breast Cancer", "Ann Brewer"]


def test_queries_do_not_grow_with_the_library(library, django_assert_max_num_queries):
    texts("bre")
    for number in range(5):
        publish(f"Breath {number}", terms=[TermFactory(name=f"Breath term {number}")])
    texts("bre")

    with django_assert_max_num_queries(8):
        texts("bre")
