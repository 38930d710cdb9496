"""What every engine must do. An engine passes by a test class that inherits this one and says how it is made.

class TestEmbedded(EngineContract):
    @pytest.fixture
    def make_engine(self, tmp_path): ...
"""

import random

import pytest

from tests.engine.articles import article, random_articles
from wellread.engine.lexicon import Lexicon, Meaning
from wellread.engine.values import (
    Batch,
    Because,
    Match,
    Passage,
    PassageRequest,
    Relaxation,
    Request,
    Sort,
    State,
    Suggestion,
)

ENGLISH = Lexicon("en")


def keys(engine, words="", *, lexicon=ENGLISH, **of_request):
    """Return the keys that a request finds, in order."""
    request = Request(lexicon.language, words, **of_request)
    return [hit.key for hit in engine.search(request, lexicon).hits]


def understood(engine, words, *, lexicon=ENGLISH, **of_request):
    return engine.search(Request(lexicon.language, words, **of_request), lexicon).understood


class EngineContract:
    """The tests. `make_engine(*documents)` returns an engine for English and Spanish that holds the documents."""

    @pytest.fixture
    def make_engine(self):
        raise NotImplementedError

    # Words

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("The tumors were treated", "tumor treating"),
            ("Ménière’s disease", "meniere disease"),
            ("Hodgkin's lymphoma", "hodgkin lymphoma"),
            ("Hodgkin lymphoma", "Hodgkin’s lymphoma"),
            ("chemotherapy", "CHEMOTHERAPY"),
        ],
    )
    def test_words_are_found_in_every_form(self, make_engine, text, words):
        engine = make_engine(article(1, text), article(2, "Something else"))

        assert keys(engine, words) == [1]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Las operaciones ayudan", "operación"),
            ("Las operaciones ayudan", "operacion"),
            ("Niños con cáncer", "nino cancer"),
        ],
    )
    def test_spanish_is_found_with_and_without_accents(self, make_engine, text, words):
        engine = make_engine(article(1, text, language="es"), article(2, "Otra cosa", language="es"))

        assert keys(engine, words, lexicon=Lexicon("es")) == [1]

    @pytest.mark.parametrize(
        "words",
        ["T-cell", "T cell", "t‑cell", "tcell", "HER2+", "her2", "BRCA1/2", "BRCA1", "BRCA2", "COVID-19", "covid19"],
    )
    def test_compounds_are_found_whole_and_by_their_parts(self, make_engine, words):
        engine = make_engine(article(1, "T-cell, HER2+, BRCA1/2, COVID-19"), article(2, "Something else"))

        assert keys(engine, words) == [1]

    def test_a_compound_that_stands_whole_comes_first(self, make_engine):
        texts = ("HER2 is low, says this article", "HER2+ is what this article says", "HER2- is what it says")
        engine = make_engine(*(article(key, text) for key, text in enumerate(texts, start=1)))

        found = keys(engine, "HER2+")

        assert found[0] == 2
        assert sorted(found) == [1, 2, 3]

    def test_parts_of_a_compound_stand_side_by_side(self, make_engine):
        engine = make_engine(article(1, "A cell that is not of type T"), article(2, "The T cell"))

        assert keys(engine, "T-cell") == [2]

    def test_words_that_say_nothing_are_left_out_unless_there_are_no_others(self, make_engine):
        engine = make_engine(article(1, "Treatment of pain"), article(2, "What is it?"))

        assert keys(engine, "what is the treatment") == [1]
        assert keys(engine, "what is") == [2]

    def test_all_words_are_asked_for(self, make_engine):
        engine = make_engine(article(1, "Lung cancer"), article(2, "Lung"), article(3, "Cancer"))

        assert keys(engine, "cancer lung") == [1]

    def test_words_may_stand_in_different_places(self, make_engine):
        passages = (Passage("It is treated with radiation.", "How is it treated?"),)
        one = article(1, "Lung", summary="About tumors", passages=passages, people=("Ana Ruiz",))
        engine = make_engine(one, article(2, "Lung"))

        assert keys(engine, "lung tumors radiation ruiz") == [1]

    # Phrases

    def test_quotes_mean_a_phrase(self, make_engine):
        engine = make_engine(article(1, "Pain in the chest"), article(2, "The chest, and no pain in it"))

        assert keys(engine, '"pain in the chest"') == [1]
        assert sorted(keys(engine, "pain in the chest")) == [1, 2]

    @pytest.mark.parametrize("words", ['"chest pain', 'chest pain"', "“chest pain"])
    def test_a_quote_without_its_other_half_is_a_plain_sign(self, make_engine, words):
        engine = make_engine(article(1, "Pain in the chest"), article(2, "Chest"))

        assert keys(engine, words) == [1]

    def test_a_phrase_that_stands_nowhere_gives_way_to_its_words(self, make_engine):
        engine = make_engine(article(1, "Pain in the chest"))

        result = engine.search(Request("en", '"chest pain"'), ENGLISH)

        assert result.total == 1
        assert result.understood.relaxation is Relaxation.SOME_WORDS

    # The lexicon

    def test_other_words_for_the_same_are_found(self, make_engine):
        engine = make_engine(
            article(1, "Renal cell carcinoma"), article(2, "Cancer"), article(3, "Cell carcinoma renal")
        )
        lexicon = Lexicon(
            "en", (Meaning("kidney cancer", alternative="renal cell carcinoma", through="Kidney Cancer"),)
        )

        result = engine.search(Request("en", "treating kidney cancers", explain=True, match=Match.ANY), lexicon)

        assert [hit.key for hit in result.hits] == [1]
        assert result.understood.meanings == lexicon.meanings
        assert Because("kidney cancers", "renal cell carcinoma", "headline", "Kidney Cancer") in result.hits[0].because

    def test_the_longest_phrase_of_the_lexicon_counts(self, make_engine):
        engine = make_engine(
            article(1, "Small cell lung cancer"), article(2, "Lung cancer"), article(3, "SCLC"), article(4, "LC")
        )
        lexicon = Lexicon(
            "en",
            (
                Meaning("lung cancer", alternative="LC", through="short"),
                Meaning("small cell lung cancer", alternative="SCLC", through="short"),
            ),
        )

        assert sorted(keys(engine, "small cell lung cancer", lexicon=lexicon)) == [1, 3]
        assert sorted(keys(engine, "lung cancer", lexicon=lexicon)) == [1, 2, 4]

    def test_words_find_the_articles_under_their_term(self, make_engine):
        engine = make_engine(article(1, "A cough", terms=(7,)), article(2, "Another cough"), article(3, "Lungs"))
        lexicon = Lexicon("en", (Meaning("lung disease", term=7, through="Lung Diseases"),))

        result = engine.search(Request("en", "lung disease", explain=True), lexicon)

        assert [hit.key for hit in result.hits] == [1]
        assert result.hits[0].because == (Because("lung disease", "Lung Diseases", "term", "Lung Diseases"),)

    @pytest.mark.parametrize("code", ["C50", "c50", "C50.9", "c509", "C50.911", "(C50.911)"])
    def test_a_code_finds_the_articles_of_its_term(self, make_engine, code):
        engine = make_engine(article(1, "A lump", terms=(3,)), article(2, "Other", terms=(4,)))
        lexicon = Lexicon("en", (), {"C50": frozenset({3}), "C5": frozenset({4}), "C51": frozenset({4})})

        result = engine.search(Request("en", code), lexicon)

        assert [hit.key for hit in result.hits] == [1]
        assert result.understood.corrected is None

    def test_the_longest_known_beginning_of_a_code_counts(self, make_engine):
        engine = make_engine(article(1, "A lump", terms=(3,)), article(2, "Other", terms=(4,)))
        lexicon = Lexicon("en", (), {"C50": frozenset({3}), "C509": frozenset({4})})

        assert keys(engine, "C50.91", lexicon=lexicon) == [2]

    def test_hER2_with_a_plus_is_another_word_in_the_lexicon(self, make_engine):
        engine = make_engine(article(1, "HER2"), article(2, "Positive"))
        lexicon = Lexicon("en", (Meaning("HER2+", alternative="positive"),))

        assert keys(engine, "HER2", lexicon=lexicon) == [1]
        assert sorted(keys(engine, "HER2+", lexicon=lexicon)) == [1, 2]

    # Words that stand nowhere

    @pytest.mark.parametrize("typed", ["leukmia", "luekemia", "leukemiaa", "leikemia", "leukeima", "eukemia"])
    def test_a_typing_mistake_is_forgiven_and_told(self, make_engine, typed):
        engine = make_engine(article(1, "Leukemia in children"), article(2, "Something else"))

        result = engine.search(Request("en", f"children with {typed}"), ENGLISH)

        assert [hit.key for hit in result.hits] == [1]
        assert result.understood.corrected == "children with leukemia"

    def test_two_mistakes_are_forgiven_only_in_long_words(self, make_engine):
        engine = make_engine(article(1, "Chemotherapy for a tumor"))

        assert understood(engine, "chmotherpy").corrected == "chemotherapy"
        assert understood(engine, "tmro").corrected is None

    def test_no_mistake_is_forgiven_below_four_letters(self, make_engine):
        engine = make_engine(article(1, "Ear"))

        assert understood(engine, "eer") == understood(engine, "eer", verbatim=True)
        assert understood(engine, "eer").unknown == ("eer",)

    def test_verbatim_words_are_not_corrected(self, make_engine):
        engine = make_engine(article(1, "Leukemia"))

        result = engine.search(Request("en", "leukmia", verbatim=True), ENGLISH)

        assert result.total == 0
        assert result.understood.corrected is None
        assert result.understood.unknown == ("leukmia",)

    @pytest.mark.parametrize("typed", ["BRCA3", "covid18", "C51", "p54"])
    def test_numbers_and_codes_are_never_corrected(self, make_engine, typed):
        engine = make_engine(article(1, "BRCA1 COVID-19 C50 p53 covid19"))

        assert understood(engine, typed).corrected is None
        assert keys(engine, typed) == []

    def test_a_word_that_stands_somewhere_is_never_corrected(self, make_engine):
        engine = make_engine(article(1, "Lump"), *(article(key, "Lung") for key in range(2, 30)))

        assert understood(engine, "lump").corrected is None
        assert keys(engine, "lump") == [1]

    def test_a_word_of_the_lexicon_is_never_corrected(self, make_engine):
        engine = make_engine(article(1, "Nasal"), article(2, "Kidney"))
        lexicon = Lexicon("en", (Meaning("renal", alternative="kidney"), Meaning("basal thing", alternative="unheard")))

        assert understood(engine, "renal", lexicon=lexicon).corrected is None
        assert understood(engine, "basal", lexicon=lexicon).corrected is None

    @pytest.mark.parametrize(
        ("typed", "other"),
        [
            ("hypoglycemia", "hyperglycemia"),
            ("asymptomatic", "symptomatic"),
            ("colostomy", "colotomy"),
            ("ureter", "urethra"),
            ("hipotension", "hipertension"),
        ],
    )
    def test_opposites_are_never_taken_for_one_another(self, make_engine, typed, other):
        engine = make_engine(article(1, other))

        assert understood(engine, typed).corrected is None
        assert keys(engine, typed) == []

    def test_the_word_that_goes_with_the_others_is_meant(self, make_engine):
        engine = make_engine(
            article(1, "Renal failure", summary="x"), article(2, "Penal law"), article(3, "Penal code")
        )

        assert understood(engine, "benal failure").corrected == "renal failure"

    def test_a_beginning_finds_whole_words(self, make_engine):
        engine = make_engine(article(1, "Chemotherapy"), article(2, "Chemist"), article(3, "Radiation"))

        result = engine.search(Request("en", "chemo"), ENGLISH)

        assert [hit.key for hit in result.hits] == [1]
        assert result.understood.corrected is None
        assert sorted(keys(engine, "chem")) == [1, 2]
        assert keys(engine, "ch") == []

    def test_two_words_typed_in_one_are_parted(self, make_engine):
        engine = make_engine(article(1, "Breast cancer"), article(2, "Cancer"))

        result = engine.search(Request("en", "treating breastcancer", match=Match.ANY), ENGLISH)

        assert result.understood.corrected == "treating breast cancer"
        assert result.hits[0].key == 1

    def test_words_that_stand_nowhere_are_left_out_and_told(self, make_engine):
        engine = make_engine(article(1, "Lung cancer"))

        result = engine.search(Request("en", "xylophonic cancer"), ENGLISH)

        assert [hit.key for hit in result.hits] == [1]
        assert result.understood.unknown == ("xylophonic",)

    def test_nothing_but_unknown_words_finds_nothing(self, make_engine):
        engine = make_engine(article(1, "Lung cancer", terms=(1,)))

        result = engine.search(Request("en", "xylophonic", selected={"disease": frozenset({1})}), ENGLISH)

        assert (result.total, result.hits) == (0, ())
        assert result.counts == {"": {}, "disease": {}}

    def test_words_of_removed_articles_stand_nowhere(self, make_engine):
        engine = make_engine(article(1, "Leukemia"), article(2, "Lung"))

        engine.apply(Batch(2, remove=(1,)), wait_seconds=5)

        assert understood(engine, "leukemia").unknown == ("leukemia",)
        assert understood(engine, "leukmia").corrected is None
        assert keys(engine, "leukem") == []

    # How many of the words

    def test_where_no_article_has_all_words_some_are_enough(self, make_engine):
        engine = make_engine(article(1, "Lung cancer"), article(2, "Kidney stones"), article(3, "Stones"))

        result = engine.search(Request("en", "lung stones"), ENGLISH)

        assert {hit.key for hit in result.hits} == {1, 2, 3}
        assert result.understood.relaxation is Relaxation.SOME_WORDS

    def test_selecting_terms_never_loosens_words(self, make_engine):
        engine = make_engine(article(1, "Lung cancer", terms=(1,)), article(2, "Lung", terms=(2,)))

        result = engine.search(Request("en", "lung cancer", selected={"disease": frozenset({2})}), ENGLISH)

        assert result.total == 0
        assert result.understood.relaxation is Relaxation.NONE
        assert result.counts == {"": {}, "disease": {1: 1}}

    def test_of_long_questions_a_quarter_is_enough_but_two_words(self, make_engine):
        engine = make_engine(article(1, "Lump breast"), article(2, "Lump"), article(3, "Shower worried"))
        words = "found lump breast shower worried doctor"

        assert sorted(keys(engine, words)) == [1, 3]

    def test_any_of_the_words_on_request(self, make_engine):
        engine = make_engine(article(1, "Lung cancer"), article(2, "Lung"), article(3, "Stones"))

        assert keys(engine, "lung cancer", match=Match.ANY) == [1, 2]

    # Order and pages

    def test_a_headline_weighs_more_than_text(self, make_engine):
        text = (Passage("Migraine is told of here."),)
        engine = make_engine(
            article(1, "Heads", passages=text), article(2, "Migraine", passages=(Passage("It is told of here."),))
        )

        assert keys(engine, "migraine") == [2, 1]

    def test_equal_hits_follow_newest_first_then_the_higher_key(self, make_engine):
        days = {1: 700_000, 2: 700_002, 3: 700_002, 4: 700_001}
        engine = make_engine(*(article(key, "Lung", published_on=day) for key, day in days.items()))

        assert keys(engine, "lung") == [3, 2, 4, 1]
        assert keys(engine, "lung", offset=1, limit=2) == [2, 4]
        assert keys(engine) == [3, 2, 4, 1]

    def test_every_order_has_its_ties(self, make_engine):
        engine = make_engine(
            article(1, "B", title_key="b", published_on=700_005, reviewed_on=0),
            article(2, "A", title_key="a", published_on=700_001, reviewed_on=700_009),
            article(3, "A", title_key="a", published_on=700_002, reviewed_on=700_009),
            article(4, "Ab", title_key="ab", published_on=700_002, reviewed_on=700_010),
        )

        assert keys(engine, sort=Sort.NEWEST) == [1, 4, 3, 2]
        assert keys(engine, sort=Sort.REVIEWED) == [4, 3, 2, 1]
        assert keys(engine, sort=Sort.TITLE) == [3, 2, 4, 1]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_together_are_the_whole(self, make_engine, sort):
        engine = make_engine(*(article(key, "Lung", published_on=700_000 + key % 3) for key in range(1, 40)))

        pages = [keys(engine, "lung", sort=sort, offset=offset, limit=7) for offset in range(0, 49, 7)]

        together = [key for page in pages for key in page]
        assert together == keys(engine, "lung", sort=sort, limit=100)
        assert len(set(together)) == 39
        assert pages[-1] == []

    # Counts

    def test_counts_leave_a_facets_own_selection_out(self, make_engine):
        engine = make_engine(
            article(1, "One", terms=(1, 11)), article(2, "Two", terms=(2, 11)), article(3, "Three", terms=(1, 12))
        )
        selected = {"disease": frozenset({1}), "topic": frozenset({11})}

        result = engine.search(Request("en", selected=selected), ENGLISH)

        assert result.total == 1
        assert result.counts == {"": {1: 1, 11: 1}, "disease": {1: 1, 2: 1, 11: 2}, "topic": {1: 2, 11: 1, 12: 1}}

    def test_random_requests_agree_with_counting_by_hand(self, make_engine):
        chance = random.Random(20)
        articles = random_articles(chance, 120)
        engine = make_engine(*articles)

        for _ in range(150):
            word = chance.choice(["", "alpha", "beta", "gamma delta"])
            selected = {
                facet: frozenset(chance.sample(terms, chance.randint(1, 4)))
                for facet, terms in (("disease", range(1, 30)), ("topic", range(31, 60)))
                if chance.random() < 0.6
            }
            result = engine.search(Request("en", word, selected=selected), ENGLISH)
            with_words = [one for one in articles if set(word.split()) <= set(one.headline.lower().split())]
            assert result.total == len(_under(with_words, selected.values()))
            for name in ("", *selected):
                others = [terms for facet, terms in selected.items() if facet != name]
                assert result.counts[name] == _counted(_under(with_words, others)), (word, selected, name)

    def test_more_terms_than_ten_are_counted(self, make_engine):
        engine = make_engine(*(article(key, "Lung", terms=tuple(range(1, key + 1))) for key in range(1, 61)))

        counts = engine.search(Request("en", "lung"), ENGLISH).counts[""]

        assert counts == {term: 61 - term for term in range(1, 61)}

    def test_counts_are_left_out_on_request(self, make_engine):
        engine = make_engine(article(1, "Lung", terms=(1,)))

        assert engine.search(Request("en", "lung", with_counts=False), ENGLISH).counts == {}
        assert engine.search(Request("en", "xylophonic", with_counts=False), ENGLISH).counts == {}

    # Excerpts and reasons

    def test_an_excerpt_is_a_verbatim_stretch_with_its_words_marked(self, make_engine):
        text = (
            "It begins with something else. " * 20
            + "Los niños: a lymphoma’s T-cells were treated – ¡sí! "
            + "More. " * 50
        )
        engine = make_engine(article(1, "About", passages=(Passage("Nothing."), Passage(text))))

        excerpt = engine.search(Request("en", "lymphoma treating"), ENGLISH).hits[0].excerpt

        assert excerpt.text in text
        assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["lymphoma", "treated"]
        assert len(excerpt.text) <= 300

    def test_an_excerpt_marks_what_the_lexicon_found(self, make_engine):
        engine = make_engine(article(1, "About", passages=(Passage("A renal cell carcinoma, of a cell."),)))
        lexicon = Lexicon("en", (Meaning("kidney cancer", alternative="renal cell carcinoma"),))

        excerpt = engine.search(Request("en", "kidney cancer"), lexicon).hits[0].excerpt

        assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["renal cell carcinoma"]

    def test_there_is_no_excerpt_without_words_or_on_request(self, make_engine):
        engine = make_engine(article(1, "Lung", passages=(Passage("Lung."),)))

        assert engine.search(Request("en"), ENGLISH).hits[0].excerpt.text == ""
        assert engine.search(Request("en", "lung", with_excerpts=False), ENGLISH).hits[0].excerpt.text == ""
        assert engine.search(Request("en", "lung"), ENGLISH).hits[0].excerpt.text == "Lung."

    def test_reasons_name_the_fields(self, make_engine):
        one = article(
            1, "Lung", summary="Air", passages=(Passage("Breath", "What is lung?", "here"),), people=("Ana Lung",)
        )
        engine = make_engine(one)

        because = engine.search(Request("en", "lungs breath", explain=True), ENGLISH).hits[0].because

        assert {(one.typed, one.field) for one in because} == {
            ("lungs", "headline"),
            ("lungs", "question"),
            ("lungs", "people"),
            ("breath", "text"),
        }

    # Suggestions

    def test_suggestions_begin_as_typed_anywhere_in_a_text(self, make_engine):
        passages = (Passage("Yes.", "How is brain cancer treated?", "how"), Passage("No.", "Is it painful?", "pain"))
        engine = make_engine(article(1, "Treating a tumor", passages=passages), article(2, "Other"))

        assert engine.suggest("en", "tr", 5) == (
            Suggestion("headline", "Treating a tumor", 1),
            Suggestion("question", "How is brain cancer treated?", 1, "how"),
        )
        assert [one.place for one in engine.suggest("en", "can bra", 5)] == ["how"]
        assert engine.suggest("en", "t", 5) == ()
        assert engine.suggest("en", "tumor painful", 5) == ()

    def test_each_text_is_suggested_once(self, make_engine):
        engine = make_engine(
            *(article(key, "Lung", passages=(Passage("x", "What is it?", "p"),)) for key in range(1, 50))
        )

        assert len(engine.suggest("en", "what", 5)) == 1
        assert len(engine.suggest("en", "lung", 5)) == 1

    def test_suggestions_know_no_accents(self, make_engine):
        engine = make_engine(article(1, "Niños enfermos", language="es"))

        assert [one.text for one in engine.suggest("es", "nino", 5)] == ["Niños enfermos"]
        assert [one.text for one in engine.suggest("es", "NIÑO", 5)] == ["Niños enfermos"]

    # Answers

    def test_the_passage_whose_question_is_asked_comes_first(self, make_engine):
        engine = make_engine(*_hospital())

        best = engine.passages(PassageRequest("en", "What are the symptoms of anemia?"), ENGLISH)[0]

        assert (best.key, best.place, best.question) == (1, "symptoms", "What are its symptoms?")
        assert best.version == 1

    def test_an_answer_is_a_verbatim_span(self, make_engine):
        long_text = "This says little. " * 60 + "Iron helps against anemia. " + "And so on it goes. " * 60
        engine = make_engine(article(1, "Blood", passages=(Passage(long_text, "", "p"),)))

        best = engine.passages(PassageRequest("en", "what helps against anemia"), ENGLISH)[0]

        assert best.text == long_text
        assert "Iron helps against anemia." in long_text[best.start : best.end]
        assert best.end - best.start < 700

    def test_an_answer_is_surer_than_what_only_has_some_words(self, make_engine):
        engine = make_engine(*_hospital())

        sure = engine.passages(PassageRequest("en", "What are the symptoms of anemia?"), ENGLISH)[0]
        unsure = engine.passages(PassageRequest("en", "What are the symptoms of scurvy?"), ENGLISH)[0]

        assert 0 <= unsure.confidence < sure.confidence <= 1

    def test_passages_answer_until_their_day(self, make_engine):
        engine = make_engine(
            article(1, "Anemia", passages=(Passage("Anemia."),), answers_until=700_010),
            article(2, "Anemia", passages=(Passage("Anemia."),), answers_until=700_009),
            article(3, "Anemia", passages=(Passage("Anemia."),), answers_until=0),
        )

        def answering(today):
            return sorted(hit.key for hit in engine.passages(PassageRequest("en", "anemia", today=today), ENGLISH))

        assert answering(700_010) == [1]
        assert answering(700_009) == [1, 2]
        assert answering(0) == [1, 2, 3]

    def test_no_place_answers_twice(self, make_engine):
        passages = tuple(Passage("Anemia is told of.", "Anemia?", "same") for _ in range(5))
        engine = make_engine(article(1, "Anemia", passages=passages))

        assert len(engine.passages(PassageRequest("en", "anemia"), ENGLISH)) == 1

    # Writing

    def test_putting_a_document_replaces_the_one_with_its_key(self, make_engine):
        engine = make_engine(article(1, "Lung", terms=(1,)), article(2, "Lung"))

        state = engine.apply(Batch(7, put=(article(1, "Kidney", terms=(2,), version=2),)), wait_seconds=5)

        assert state.change == 7
        assert keys(engine, "lung") == [2]
        assert engine.search(Request("en", "kidney"), ENGLISH).counts[""] == {2: 1}
        assert [hit.version for hit in engine.search(Request("en", "kidney"), ENGLISH).hits] == [2]
        assert engine.suggest("en", "lung", 5)[0].key == 2

    def test_removed_documents_are_gone(self, make_engine):
        engine = make_engine(article(1, "Lung", terms=(1,)), article(2, "Lung"))

        engine.apply(Batch(2, remove=(1, 99)), wait_seconds=5)

        assert keys(engine, "lung") == [2]
        assert engine.search(Request("en"), ENGLISH).counts[""] == {}

    def test_a_document_may_change_its_language(self, make_engine):
        engine = make_engine(article(1, "Lung"))

        engine.apply(Batch(2, put=(article(1, "Lung", language="es"),)), wait_seconds=5)

        assert keys(engine, "lung") == []
        assert keys(engine, "lung", lexicon=Lexicon("es")) == [1]

    def test_a_rebuild_replaces_everything(self, make_engine):
        engine = make_engine(article(1, "Lung"))
        seen = []

        engine.rebuild([article(2, "Lung")], State("library", 9), verify=seen.append, wait_seconds=5)

        assert seen == [{"en": 1, "es": 0}]
        assert engine.state() == State("library", 9)
        assert keys(engine, "lung") == [2]

    # Anything

    def test_no_input_breaks_anything(self, make_engine):
        engine = make_engine(article(1, "Lung"), article(2, "Pulmón", language="es"))
        chance = random.Random(5)
        odd = [chr(code) for code in range(0x20)] + [
            "\ud800",
            "lung\udfff",
            '"' * 99,
            '"',
            "AND",
            "headline:lung",
            "(",
            "lung*",
        ]
        odd += [
            "lung " * 10_000,
            "x" * 100_000,
            "-/+" * 50,
            "T-" * 500,
            "lung^2",
            "[a TO b]",
            "\\",
            "a/b-c+",
            "İstanbul",
            "ß",
        ]
        odd += [
            "".join(chr(code) for code in range(start, start + 64) if chr(code).isprintable())
            for start in range(0, 0x20000, 256)
        ]
        odd += [bytes(chance.randrange(256) for _ in range(30)).decode("utf-8", "surrogateescape") for _ in range(100)]

        for words in odd:
            for lexicon in (ENGLISH, Lexicon("es", (Meaning(words, alternative=words, term=1),))):
                engine.search(Request(lexicon.language, words, explain=True), lexicon)
                engine.passages(PassageRequest(lexicon.language, words), lexicon)
                engine.suggest(lexicon.language, words, 5)

    def test_odd_texts_are_indexed_and_found(self, make_engine):
        engine = make_engine(
            article(1, "Lung \ud800 \x00 \u200b", passages=(Passage("\udfff tail \x00", "\ud800?", "p"),))
        )

        hit = engine.search(Request("en", "tail"), ENGLISH).hits[0]

        assert hit.excerpt.text.strip("\x00 ") == "\udfff tail"

    def test_signs_alone_find_nothing_and_blanks_find_all(self, make_engine):
        engine = make_engine(article(1, "Lung"))

        assert keys(engine, "?!…") == []
        assert keys(engine, "  \t ") == [1]

    def test_words_behind_the_most_are_left_out(self, make_engine):
        engine = make_engine(
            article(1, "Lung " + " ".join(f"word{number}" for number in range(50))), article(2, "Zebra")
        )

        assert keys(engine, " ".join(f"word{number}" for number in range(50)) + " zebra") == [1]


def _under(articles, selections):
    return [one for one in articles if all(set(one.terms) & terms for terms in selections)]


def _counted(articles):
    counts = {}
    for one in articles:
        for term in one.terms:
            counts[term] = counts.get(term, 0) + 1
    return counts


def _hospital():
    anemia = (
        Passage("Anemia is a lack of red blood cells.", "What is anemia?", "what"),
        Passage("People feel tired and cold, and look pale.", "What are its symptoms?", "symptoms"),
        Passage("Iron is given as tablets.", "How is it treated?", "treated"),
    )
    asthma = (
        Passage("Asthma narrows the airways.", "What is asthma?", "what"),
        Passage("Coughing and wheezing are symptoms.", "What are its symptoms?", "symptoms"),
    )
    others = [article(key, f"Other thing {key}", passages=(Passage("Other words."),)) for key in range(10, 30)]
    return [article(1, "Anemia", passages=anemia), article(2, "Asthma", passages=asthma), *others]
