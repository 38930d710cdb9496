import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_published
from wellread.discovery import search as searching
from wellread.discovery.answers import find_answers
from wellread.discovery.models import Crisis
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.discovery.starter import load_starter, starter_crises
from wellread.engine.errors import NoIndexError

pytestmark = pytest.mark.django_db

HEADINGS = {
    "suicide": ("You are not alone. Call or text 988", "No está solo. Llame o envíe un mensaje al 988"),
    "poison": ("Overdose or poisoning: get help now", "Sobredosis o intoxicación: pida ayuda ahora"),
    "heart": ("Call 911 for a heart attack", "Llame al 911: puede ser un infarto"),
    "stroke": ("Call 911 for signs of a stroke", "Llame al 911: señales de un derrame cerebral"),
    "breath": ("Call 911 if it is hard to breathe", "Llame al 911 si cuesta respirar"),
    "allergy": ("Call 911 for a severe allergic reaction", "Llame al 911 por una reacción alérgica grave"),
    "bleeding": ("Call 911 for severe bleeding", "Llame al 911 por un sangrado grave"),
    "abuse": ("If you are not safe, help is there", "Si no está a salvo, hay ayuda"),
    "fever": ("Fever during cancer treatment: call now", "Fiebre durante el tratamiento del cáncer: llame ahora"),
}


def card(words, language="en"):
    return search(SearchRequest(language=language, words=words)).crisis_card


@pytest.fixture
def starter():
    load_starter()


@pytest.mark.parametrize(
    ("words", "crisis"),
    [
        ("suicide", "suicide"),
        ("suicide prevention research", "suicide"),
        ("feeling suicidal after diagnosis", "suicide"),
        ("I don’t want to live anymore", "suicide"),
        ("i dont want to be here anymore", "suicide"),
        ("I want to DIE!!", "suicide"),
        ("how to kill myself", "suicide"),
        ("self-harm", "suicide"),
        ("took too many pills", "poison"),
        ("my son overdosed", "poison"),
        ("poison control number", "poison"),
        ("chest pain after chemo", "heart"),
        ("pain in my chest", "heart"),
        ("heart attack", "heart"),
        ("slurred speech", "stroke"),
        ("is it a stroke", "stroke"),
        ("I can't breathe", "breath"),
        ("trouble breathing at night", "breath"),
        ("throat closing up", "allergy"),
        ("anaphylactic shock", "allergy"),
        ("bleeding won't stop", "bleeding"),
        ("coughing up blood", "bleeding"),
        ("my husband hits me", "abuse"),
        ("domestic violence", "abuse"),
        ("fever during chemotherapy", "fever"),
        ("fever after chemo", "fever"),
    ],
)
def test_common_ways_to_say_it_show_the_card(starter, words, crisis):
    assert card(words).heading == HEADINGS[crisis][0]


@pytest.mark.parametrize(
    ("words", "crisis"),
    [
        ("pensamientos de quitarme la vida", "suicide"),
        ("ya no quiero vivir", "suicide"),
        ("QUIERO MORIR", "suicide"),
        ("sobredosis", "poison"),
        ("mi hijo está intoxicado", "poison"),
        ("me duele el pecho", "heart"),
        ("ataque al corazón", "heart"),
        ("derrame cerebral", "stroke"),
        ("no puedo respirar", "breath"),
        ("se me cierra la garganta", "allergy"),
        ("no para de sangrar", "bleeding"),
        ("mi esposo me pega", "abuse"),
        ("fiebre después de la quimio", "fever"),
    ],
)
def test_they_do_in_spanish_on_the_pages_of_either_language(starter, words, crisis):
    for language in ("es", "en"):
        found = card(words, language=language)
        assert (found.heading, found.language) == (HEADINGS[crisis][1], "es")


@pytest.mark.parametrize(
    "words",
    ["", "breast cancer", "chest x-ray", "stroking a cat", "all", "low fever", "derrame pleural", "blood test", "?"],
)
def test_other_words_show_none(starter, words):
    assert card(words) is None


def test_a_mistyped_word_of_crisis_shows_its_card(starter):
    make_published(signed=False, title="About suicide and help")

    assert card("suiicde").heading == HEADINGS["suicide"][0]


def test_the_card_stands_beside_answers_and_without_an_index(starter, monkeypatch):
    def refuse():
        raise NoIndexError("There is none.")

    assert find_answers("can I kill myself?", language="en").crisis_card.telephone == "988"
    monkeypatch.setattr(searching, "current_engine", refuse)
    assert card("overdose").telephone == "+18002221222"
    assert find_answers("is it an overdose?", language="en").crisis_card.telephone == "+18002221222"


def test_it_stands_on_every_page_and_beside_every_filter(starter):
    assert search(SearchRequest(language="en", words="suicide", page=3)).crisis_card


@pytest.fixture
def crisis():
    return Crisis.objects.create(triggers="blue moon", heading="Look up", what_to_do="<p>Now.</p>")


def test_editors_change_it_at_once(crisis):
    assert card("a blue moon").heading == "Look up"

    crisis.triggers = "red moon"
    crisis.save()
    assert card("blue moon") is None
    assert card("red moon")

    crisis.active = False
    crisis.save()
    assert card("red moon") is None


def test_the_lowest_position_wins(crisis):
    Crisis.objects.create(triggers="moon", heading="First", what_to_do="<p>Now.</p>", position=1)

    assert card("blue moon").heading == "First"


def test_its_html_is_cleaned(crisis):
    crisis.what_to_do = '<p onclick="x()">Now <script>alert(1)</script><b>go</b> <a href="javascript:x()">there</a></p>'
    crisis.save()

    assert card("blue moon").what_to_do_html == "<p>Now <strong>go</strong> there</p>"


@pytest.mark.parametrize(("typed", "shown"), [("988", "988"), ("1-800-222-1222", "+18002221222"), ("", "")])
def test_a_telephone_is_dialled_as_it_is_written(crisis, typed, shown):
    crisis.telephone = typed
    crisis.full_clean()
    crisis.save()

    assert card("blue moon").telephone == shown


@pytest.mark.parametrize(
    ("field", "value"),
    [("telephone", "12"), ("telephone", "call us"), ("triggers", "\n—\n"), ("what_to_do", "<p> </p>"), ("heading", "")],
)
def test_what_cannot_be_shown_is_refused(crisis, field, value):
    setattr(crisis, field, value)

    with pytest.raises(ValidationError) as refusal:
        crisis.full_clean()

    assert set(refusal.value.message_dict) == {field}


def test_a_number_that_another_region_made_useless_is_left_out(crisis, settings):
    crisis.telephone = "202-555-0142"
    crisis.save()
    settings.WELLREAD_REGION = "AT"
    assert card("blue moon").heading == "Look up"


def test_the_cards_that_come_along_pass_their_own_rules():
    cards = starter_crises()

    assert {one.language for one in cards} == {"en", "es"}
    assert {one.heading for one in cards} == {heading for pair in HEADINGS.values() for heading in pair}
    for one in cards:
        one.full_clean()
