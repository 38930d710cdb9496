import pytest

from tests.factories import TermFactory, make_published
from wellread.discovery.lexicon import CodePrefix, WordsOfTerm, make_meanings, read_meanings
from wellread.discovery.models import WordEquivalent
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Code, Synonym
from wellread.vocabulary.table import load_starter

KIDNEY = WordsOfTerm(1, "Kidney Cancer", ("renal cell carcinoma", "RCC"))
LEUKEMIA = WordsOfTerm(2, "Leukemia", ("AML", "ALL", "cancer of the blood"))
TREATMENT = WordsOfTerm(3, "Treatment", ("chemo", "radiation"), is_a_thing=False)


def meanings(*terms, language="en", equivalents=(), codes=()):
    return make_meanings(language, terms, equivalents, codes)


def told(lexicon):
    return {(one.words, one.alternative, one.term) for one in lexicon.meanings}


class TestWords:
    def test_all_that_a_term_is_called_leads_to_its_articles(self):
        found = told(meanings(KIDNEY).lexicon)

        assert {("Kidney Cancer", "", 1), ("renal cell carcinoma", "", 1), ("RCC", "", 1)} <= found

    def test_the_name_of_a_thing_and_its_synonyms_mean_one_another(self):
        found = told(meanings(KIDNEY).lexicon)

        assert {
            ("Kidney Cancer", "renal cell carcinoma", None),
            ("renal cell carcinoma", "Kidney Cancer", None),
        } <= found

    def test_examples_of_an_aspect_lead_to_its_articles_but_not_one_to_another(self):
        found = told(meanings(TREATMENT).lexicon)

        assert found == {("Treatment", "", 3), ("chemo", "", 3), ("radiation", "", 3)}

    def test_equivalents_hold_as_they_are_told(self):
        found = told(meanings(equivalents=[("pee", "urine"), ("urine", "pee"), ("scan", "bone scan")]).lexicon)

        assert found == {("pee", "urine", None), ("urine", "pee", None), ("scan", "bone scan", None)}

    def test_a_meaning_is_told_once_and_never_of_itself(self):
        lexicon = meanings(equivalents=[("Pee", "urine"), ("pee", "Urine"), ("pee", "PEE"), ("?", "urine")]).lexicon

        assert told(lexicon) == {("Pee", "urine", None)}

    def test_why_is_told_in_the_language_of_the_words(self):
        (english,) = meanings(equivalents=[("pee", "urine")]).lexicon.meanings

        assert english.through == "pee: also called urine"


class TestAbbreviations:
    @pytest.mark.parametrize("words", ["all about leukemia", "that is all", "All", "all", "ALL ABOUT CANCER"])
    def test_an_ordinary_word_is_not_taken_for_an_abbreviation(self, words):
        lexicon = meanings(LEUKEMIA).lexicon_for(words)

        assert ("ALL", "", 2) not in told(lexicon)

    @pytest.mark.parametrize("words", ["ALL", "treatment of ALL", "is it ALL?", "(ALL) in children"])
    def test_in_capitals_among_other_words_it_is(self, words):
        lexicon = meanings(LEUKEMIA).lexicon_for(words)

        assert {("ALL", "", 2), ("ALL", "Leukemia", None), ("AML", "", 2)} <= told(lexicon)

    def test_an_abbreviation_that_is_no_word_needs_no_capitals(self):
        assert ("AML", "", 2) in told(meanings(LEUKEMIA).lexicon_for("aml"))

    def test_an_ordinary_word_never_becomes_another_words_alternative_unasked(self):
        assert all(one.words != "ALL" for one in meanings(LEUKEMIA).lexicon.meanings)

    def test_the_same_words_get_the_same_object(self):
        known = meanings(LEUKEMIA)

        assert known.lexicon_for("ALL") is known.lexicon_for("an ALL")
        assert known.lexicon_for("aml") is known.lexicon

    def test_a_word_of_one_language_may_be_none_of_another(self):
        spanish = meanings(WordsOfTerm(4, "Red", ("MAS", "CUP")), language="es")

        assert set(spanish.in_capitals) == {"MAS"}


class TestCodes:
    def codes(self, *rows):
        return meanings(codes=[CodePrefix(term, Code.Relation(relation), prefix) for term, relation, prefix in rows])

    def test_a_prefix_means_its_term_without_its_dot(self):
        found = self.codes((1, "primary", "C50"), (2, "primary", "c84.7A")).lexicon.codes

        assert found == {"C50": {1}, "C847A": {2}}

    def test_the_longest_prefix_wins(self):
        found = self.codes((1, "primary", "C18"), (2, "primary", "C18.1")).lexicon.codes

        assert (found["C18"], found["C181"]) == ({1}, {2})

    def test_related_terms_stand_in_only_where_there_is_no_primary_one(self):
        found = self.codes((1, "primary", "C18"), (2, "related", "C18.1"), (3, "related", "R31")).lexicon.codes

        assert (found["C181"], found["R31"]) == ({1}, {3})

    def test_an_excluded_code_leaves_the_term_out(self):
        rows = [(1, "primary", "C18"), (1, "excluded", "C18.1"), (2, "primary", "C1"), (3, "excluded", "C99")]
        found = self.codes(*rows).lexicon.codes

        assert (found["C18"], found["C181"]) == ({1}, {2})
        assert "C99" not in found


@pytest.mark.django_db
class TestInTheLibrary:
    def titles(self, words, **more):
        return {hit.headline for hit in search(SearchRequest(language="en", words=words, **more)).hits}

    def test_lay_and_clinical_words_meet_in_both_directions_at_once(self):
        make_published(signed=False, title="Hematuria explained")
        make_published(signed=False, title="There is blood in pee")
        assert self.titles("blood in pee") == {"There is blood in pee"}

        pair = WordEquivalent.objects.create(words="blood in pee", equivalent="hematuria")
        assert (
            self.titles("blood in pee") == self.titles("hematuria") == {"Hematuria explained", "There is blood in pee"}
        )

        pair.both_directions = False
        pair.save()
        assert self.titles("hematuria") == {"Hematuria explained"}

        pair.delete()
        assert self.titles("blood in pee") == {"There is blood in pee"}

    def test_a_synonym_finds_the_articles_of_its_term_and_of_those_below(self):
        cancer = TermFactory(name="Kidney Cancer")
        rare = TermFactory(name="Renal Medullary Carcinoma", parents=[cancer])
        make_published(signed=False, title="Tagged", terms=[rare])
        make_published(signed=False, title="Other")

        Synonym.objects.create(term=cancer, language="en", words="nephroid growth")

        assert self.titles("nephroid growth") == {"Tagged"}

    def test_a_synonym_of_another_language_means_nothing(self):
        term = TermFactory(name="Kidney Cancer")
        make_published(signed=False, title="Tagged", terms=[term])
        Synonym.objects.create(term=term, language="es", words="tumor renal")

        assert self.titles("tumor renal") == set()

    def test_all_in_lower_case_is_a_word(self):
        term = TermFactory(name="Leukemia")
        Synonym.objects.create(term=term, language="en", kind="abbreviation", words="ALL")
        make_published(signed=False, title="Tagged", terms=[term])
        make_published(signed=False, title="It is all in the family")

        assert self.titles("all") == {"It is all in the family"}
        assert self.titles("ALL") == {"Tagged", "It is all in the family"}

    def test_a_code_typed_in_the_box_finds_its_terms_articles(self):
        term = TermFactory(name="Breast Cancer")
        Code.objects.create(term=term, prefix="C50")
        make_published(signed=False, title="Tagged", terms=[term])
        make_published(signed=False, title="Other")

        assert self.titles("C50.911") == self.titles("c50") == {"Tagged"}

    def test_a_merged_term_is_known_by_what_it_was_merged_into(self):
        old, new = TermFactory(name="Nephroma"), TermFactory(name="Kidney Cancer")
        Code.objects.create(term=old, prefix="C64")
        merge(old, into=new)

        known = read_meanings("en")

        assert {one.term for one in known.lexicon.meanings} == {new.pk, None}
        assert known.lexicon.codes["C64"] == {new.pk}

    def test_no_ordinary_word_of_the_starter_vocabulary_is_hijacked(self):
        load_starter()

        words = {one.words for one in read_meanings("en").lexicon.meanings}

        assert not words & {"ALL", "CUP", "CAM", "GIST", "VAIN", "NET", "NETs"}
        assert {"ALL", "CUP", "CAM", "GIST", "VAIN", "NET"} <= read_meanings("en").in_capitals.keys()
        assert {"AML", "RCC", "chemo", "Kidney Cancer"} <= words
