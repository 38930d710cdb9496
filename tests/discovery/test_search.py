from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from tests.factories import FacetFactory, TermFactory, make_article, make_published, sign_article
from wellread.discovery import failing_engine
from wellread.discovery import search as searching
from wellread.discovery.errors import UnknownTermError
from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.search import search
from wellread.engine.errors import DamagedIndexError, EngineError
from wellread.indexing.library import current_engine
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def publish(headline, **fields):
    return make_published(signed=False, title=headline, **fields)


def ask(language="en", **fields):
    selected = {facet: frozenset(slugs) for facet, slugs in fields.pop("selected", {}).items()}
    return search(SearchRequest(language=language, selected=selected, **fields))


def broken_engine():
    raise DamagedIndexError("A file is missing.")


def headlines(result):
    return [hit.headline for hit in result.hits]


def counts(result, facet="disease"):
    (found,) = [one for one in result.facets if one.slug == facet]
    return {term.slug: term.count for term in found.terms}


@pytest.fixture
def anatomy():
    """Cancer above brain and breast; brain metastases below both brain and spread."""
    disease = FacetFactory(slug="disease", position=0)
    topic = FacetFactory(slug="topic", position=1)
    cancer = TermFactory(facet=disease, slug="cancer")
    brain = TermFactory(facet=disease, slug="brain", parents=[cancer])
    spread = TermFactory(facet=disease, slug="spread", parents=[cancer])
    return {
        "cancer": cancer,
        "brain": brain,
        "spread": spread,
        "brain-metastases": TermFactory(facet=disease, slug="brain-metastases", parents=[brain, spread]),
        "anemia": TermFactory(facet=disease, slug="anemia"),
        "diagnosis": TermFactory(facet=topic, slug="diagnosis"),
        "surgery": TermFactory(facet=topic, slug="surgery"),
    }


class TestCounts:
    def test_a_parent_counts_an_article_of_several_children_once(self, anatomy):
        publish("A", terms=[anatomy["brain-metastases"]])
        publish("B", terms=[anatomy["brain"], anatomy["spread"]])

        found = counts(ask())

        assert found == {"cancer": 2, "brain": 2, "spread": 2, "brain-metastases": 1, "anemia": 0}

    def test_a_term_lists_what_stands_below_it(self, anatomy):
        publish("A", terms=[anatomy["brain-metastases"]])
        publish("B", terms=[anatomy["anemia"]])

        result = ask(selected={"disease": ["cancer"]})

        assert (headlines(result), result.total) == (["A"], 1)

    def test_terms_of_one_facet_widen_and_facets_narrow(self, anatomy):
        publish("A", terms=[anatomy["brain"], anatomy["diagnosis"]])
        publish("B", terms=[anatomy["anemia"], anatomy["diagnosis"]])
        publish("C", terms=[anatomy["brain"], anatomy["surgery"]])

        assert set(headlines(ask(selected={"disease": ["brain", "anemia"]}))) == {"A", "B", "C"}
        assert set(headlines(ask(selected={"disease": ["brain"], "topic": ["diagnosis"]}))) == {"A"}

    def test_a_facets_own_selection_does_not_narrow_its_counts(self, anatomy):
        publish("A", terms=[anatomy["brain"], anatomy["diagnosis"]])
        publish("B", terms=[anatomy["anemia"], anatomy["surgery"]])

        result = ask(selected={"disease": ["brain"]})

        assert counts(result)["anemia"] == 1
        assert counts(result, "topic") == {"diagnosis": 1, "surgery": 0}

    def test_a_chosen_term_that_fits_nothing_stays_visible(self, anatomy):
        publish("A", terms=[anatomy["brain"], anatomy["diagnosis"]])

        result = ask(selected={"disease": ["anemia"], "topic": ["surgery"]})

        (anemia,) = [term for term in result.facets[0].terms if term.slug == "anemia"]
        (surgery,) = [term for term in result.facets[1].terms if term.slug == "surgery"]
        assert (anemia.selected, anemia.count) == (True, 0)
        assert (surgery.selected, surgery.count) == (True, 0)
        assert result.total == 0

    def test_words_narrow_all_counts(self, anatomy):
        publish("A lump", terms=[anatomy["brain"]])
        publish("A cough", terms=[anatomy["brain"], anatomy["anemia"]])

        found = counts(ask(words="lump"))

        assert (found["cancer"], found["brain"], found["anemia"]) == (1, 1, 0)

    def test_another_language_is_counted_apart(self, anatomy):
        publish("A", terms=[anatomy["brain"]])
        publish("B", terms=[anatomy["brain"]], language="es")

        assert counts(ask())["brain"] == 1
        assert headlines(ask(language="es")) == ["B"]

    def test_a_merged_term_is_gone_and_its_articles_count_for_the_other_once(self, anatomy):
        publish("A", terms=[anatomy["anemia"], anatomy["brain"]])
        publish("B", terms=[anatomy["anemia"]])

        merge(anatomy["anemia"], into=anatomy["brain"])

        assert counts(ask()) == {"cancer": 2, "brain": 2, "spread": 0, "brain-metastases": 0}

    @pytest.mark.parametrize("slug", ["blood-loss", "anemia", "low-iron"])
    def test_a_slug_of_before_means_the_term_of_today(self, anatomy, slug):
        term = anatomy["anemia"]
        publish("A", terms=[term])
        for name in ("low-iron", "blood-loss"):
            term.slug = name
            term.save()

        result = ask(selected={"disease": [slug]})

        assert headlines(result) == ["A"]
        assert [term.slug for term in result.facets[0].terms if term.selected] == ["blood-loss"]

    def test_two_slugs_of_one_term_choose_it_once(self, anatomy):
        publish("A", terms=[anatomy["anemia"]])
        merge(anatomy["anemia"], into=anatomy["brain"])

        result = ask(selected={"disease": ["anemia", "brain"]})

        assert result.total == 1
        assert [term.slug for term in result.facets[0].terms if term.selected] == ["brain"]

    @pytest.mark.parametrize("selected", [{"disease": ["nothing"]}, {"nothing": ["anemia"]}, {"topic": ["anemia"]}])
    def test_a_term_that_never_was_is_refused_by_name(self, anatomy, selected):
        with pytest.raises(UnknownTermError, match="There is no “") as refusal:
            ask(selected=selected)

        ((facet, (slug,)),) = selected.items()
        assert (refusal.value.facet, refusal.value.slug) == (facet, slug)

    def test_a_facet_without_a_choice_is_as_if_it_were_not_named(self, anatomy):
        publish("A", terms=[anatomy["brain"]])

        assert ask(selected={"disease": [], "topic": []}).total == 1

    def test_terms_stand_in_the_order_of_the_readers_language(self):
        for name in ("COVID-19", "Cancer Recurrence", "brain"):
            TermFactory(name=name)

        assert [term.name for term in ask().facets[0].terms] == ["brain", "Cancer Recurrence", "COVID-19"]

    def test_facets_stand_in_their_own_order(self):
        for slug, position in (("topic", 1), ("disease", 0), ("audience", 2)):
            FacetFactory(slug=slug, position=position)

        assert [facet.slug for facet in ask().facets] == ["disease", "topic", "audience"]

    def test_an_empty_library_has_all_terms_with_nothing_behind_them(self, anatomy):
        result = ask()

        assert (result.total, result.hits, result.pages) == (0, (), 1)
        assert set(counts(result).values()) == {0}


class TestWords:
    @pytest.mark.parametrize("words", ["señal", "SENAL", "sen", "Señal."])
    def test_capitals_accents_and_signs_do_not_matter(self, words):
        publish("La señal")

        assert ask(words=words).total == 1

    @pytest.mark.parametrize(
        "words", ["%", "_", "' OR 1=1 --", "\\", "a%b", "\x00", "“”", '"', "(", "AND", "headline:lump"]
    )
    def test_signs_that_an_engine_or_a_database_knows_do_no_harm(self, words):
        publish("A lump")

        ask(words=words)

    @pytest.mark.parametrize("words", ["?!", "—", "🙂"])
    def test_signs_alone_find_nothing(self, words):
        publish("A lump?! — 🙂", terms=[TermFactory(slug="neck")])

        result = ask(words=words)

        assert (result.total, result.hits) == (0, ())
        assert set(counts(result).values()) == {0}

    def test_words_of_summary_questions_lists_and_quotes_are_found(self):
        publish(
            "Headline",
            summary="Inthesummary.",
            body=[
                ("question", {"question": "Inthequestion?", "answer": "<p>Intheanswer.</p>"}),
                ("get_help", {"text": "<p>Inthebox.</p>"}),
            ],
        )

        for word in ("inthesummary", "inthequestion", "intheanswer", "inthebox"):
            assert ask(words=word).total == 1, word

    def test_an_excerpt_shows_the_words_in_their_place(self):
        publish("A lump", body=[("paragraph", "<p>Most lumps &lt;i&gt; are harmless.</p>")])

        (hit,) = ask(words="lump").hits

        assert hit.excerpt_html == "Most <mark>lumps</mark> &lt;i&gt; are harmless."

    def test_a_typing_mistake_is_mended_and_told_unless_the_words_are_meant(self):
        publish("Calcium spots")

        mended, meant = ask(words="calcum spots"), ask(words="calcum spots", verbatim=True)

        assert (headlines(mended), mended.corrected_words) == (["Calcium spots"], "calcium spots")
        assert meant.corrected_words is None

    def test_words_that_stand_nowhere_are_named(self):
        publish("Calcium spots")

        result = ask(words="calcium xylophones")

        assert (headlines(result), result.unknown_words) == (["Calcium spots"], ("xylophones",))

    def test_the_reasons_of_a_hit_are_told_when_asked_for(self):
        publish("Calcium spots")

        (told,), (untold,) = ask(words="calcium", explain=True).hits, ask(words="calcium").hits

        assert {because.field for because in told.because} >= {"headline"}
        assert untold.because == ()

    def test_the_words_of_a_draft_are_not_found(self):
        make_article(title="Secret draft", summary="Xylophone.")

        assert ask(words="xylophone").total == 0


class TestNothingFound:
    def test_the_facet_that_empties_a_list_is_named_with_what_is_found_without_it(self, anatomy):
        publish("A lump", terms=[anatomy["brain"]])
        publish("Another lump", terms=[anatomy["brain"]])

        result = ask(words="lump", selected={"disease": ["anemia", "spread"]})

        (instead,) = result.instead
        assert (instead.facet, instead.facet_name, instead.total) == ("disease", "Diseases", 2)
        assert instead.term_names == ("Anemia", "Spread")

    def test_where_each_facet_alone_empties_it_all_choices_go(self, anatomy):
        publish("A lump", terms=[anatomy["brain"]])

        result = ask(words="lump", selected={"disease": ["anemia"], "topic": ["surgery"]})

        assert [(one.facet, one.total) for one in result.instead] == [("", 1)]

    def test_words_that_find_nothing_anywhere_blame_no_facet(self, anatomy):
        publish("A lump", terms=[anatomy["brain"]])

        assert ask(words="xylophone", selected={"disease": ["anemia"]}).instead == ()
        assert ask(words="?", selected={"disease": ["anemia"]}).instead == ()

    def test_a_list_with_hits_has_no_other_way(self, anatomy):
        publish("A lump", terms=[anatomy["brain"]])

        assert ask(selected={"disease": ["brain"]}).instead == ()


class TestOrder:
    def test_the_newest_comes_first_without_words(self):
        for day in (2, 3, 1):
            publish(f"Day {day}", published_on=date(2026, 1, day))

        assert headlines(ask()) == ["Day 3", "Day 2", "Day 1"]
        assert ask().sort is Sort.NEWEST

    def test_with_words_those_in_the_headline_come_first(self):
        publish("A newer article", body=[("paragraph", "<p>About a cough.</p>")], published_on=date(2026, 1, 2))
        publish("The cough", published_on=date(2026, 1, 1))

        assert headlines(ask(words="cough")) == ["The cough", "A newer article"]
        assert headlines(ask(words="cough", sort=Sort.NEWEST)) == ["A newer article", "The cough"]

    def test_an_accent_in_the_headline_does_not_hide_the_word_there(self):
        publish("Otra", language="es", summary="El cáncer.", published_on=date(2026, 1, 2))
        publish("El cáncer", language="es", published_on=date(2026, 1, 1))

        assert headlines(ask(language="es", words="cancer")) == ["El cáncer", "Otra"]

    def test_relevance_without_words_is_newest(self):
        assert ask(sort=Sort.RELEVANCE).sort is Sort.NEWEST

    def test_headlines_sort_as_people_look_them_up(self):
        for headline in ("COVID-19", "Árbol", "cancer recurrence", "Zoster", "“Brain fog”"):
            publish(headline)

        result = ask(sort=Sort.TITLE)

        assert headlines(result) == ["Árbol", "“Brain fog”", "cancer recurrence", "COVID-19", "Zoster"]

    def test_the_latest_review_comes_first_and_none_last(self):
        publish("Never", published_on=date(2026, 5, 1))
        for year in (2024, 2026, 2025):
            article = make_article(title=f"In {year}", published_on=date(2020, 1, 1))
            sign_article(article, signed_at=datetime(year, 3, 1, 12, tzinfo=UTC))
            article.get_latest_revision().publish()

        assert headlines(ask(sort=Sort.REVIEWED)) == ["In 2026", "In 2025", "In 2024", "Never"]


class TestPages:
    @pytest.mark.parametrize("sort", list(Sort))
    def test_equal_articles_stay_in_their_places_over_all_pages(self, sort):
        for _ in range(7):
            publish("The same headline", published_on=date(2026, 1, 1))

        def walk():
            pages = [ask(words="headline", sort=sort, page=page, page_size=3) for page in (1, 2, 3)]
            return [hit.slug for page in pages for hit in page.hits]

        assert len(walk()) == len(set(walk())) == 7
        assert walk() == walk()

    def test_past_the_last_page_there_are_no_hits_and_the_true_total(self):
        publish("A")

        result = ask(page=5)

        assert (result.hits, result.total, result.pages) == ((), 1, 1)

    @pytest.mark.parametrize(("articles", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2)])
    def test_a_page_too_few_or_too_many_is_never_named(self, articles, pages):
        for number in range(articles):
            publish(f"Article {number}")

        assert ask(page_size=3).pages == pages


class TestCost:
    @pytest.mark.parametrize("selected", [{}, {"disease": ["cancer", "brain", "spread"], "topic": ["surgery"]}])
    def test_queries_are_as_many_for_twenty_articles_as_for_one(self, anatomy, selected, django_assert_max_num_queries):
        publish("Words 0", terms=[anatomy["brain"], anatomy["surgery"]])
        ask(words="words", selected=selected)
        with django_assert_max_num_queries(5):
            assert ask(words="words", selected=selected).total == 1

        for number in range(1, 20):
            publish(f"Words {number}", terms=[anatomy["brain"], anatomy["surgery"]])
        ask(words="words")

        with django_assert_max_num_queries(5):
            assert len(ask(words="words", selected=selected).hits) == 20


class ChangingEngine:
    """The real engine, but each answer is followed by a change that readers must not see half of."""

    def __init__(self, engine, changes):
        self.engine, self.changes = engine, changes

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def search(self, request, lexicon):
        result = self.engine.search(request, lexicon)
        if self.changes:
            self.changes.pop(0)()
        return result


class LyingEngine(ChangingEngine):
    """An index of editions that are not current, up to date as it seems."""

    def search(self, request, lexicon):
        result = self.engine.search(request, lexicon)
        return replace(result, hits=tuple(replace(hit, version=hit.version + 1000) for hit in result.hits))


class TestTheMoment:
    def test_an_article_withdrawn_between_index_and_check_is_in_none_of_the_answer(self, anatomy, monkeypatch):
        article = publish("Soon gone", terms=[anatomy["brain"]])
        publish("Stays", terms=[anatomy["brain"]])
        changes = [article.unpublish]
        monkeypatch.setattr(searching, "current_engine", lambda: ChangingEngine(current_engine(), changes))

        result = ask()

        assert changes == []
        assert (headlines(result), result.total, counts(result)["brain"]) == (["Stays"], 1, 1)

    def test_an_article_published_between_index_and_check_is_in_all_of_the_answer(self, anatomy, monkeypatch):
        publish("First", terms=[anatomy["brain"]], published_on=date(2020, 1, 1))
        changes = [lambda: publish("Second", terms=[anatomy["brain"]], published_on=date(2026, 1, 1))]
        monkeypatch.setattr(searching, "current_engine", lambda: ChangingEngine(current_engine(), changes))

        result = ask()

        assert (headlines(result), result.total, counts(result)["brain"]) == (["Second", "First"], 2, 2)

    def test_a_library_that_changes_all_the_time_is_answered_by_the_database(self, anatomy, monkeypatch):
        changes = [partial(publish, f"Article {number}", terms=[anatomy["brain"]]) for number in range(9)]
        monkeypatch.setattr(searching, "current_engine", lambda: ChangingEngine(current_engine(), changes))

        result = ask()

        assert len(changes) == 6
        assert (result.total, counts(result)["brain"]) == (3, 3)

    def test_an_index_of_other_editions_is_not_believed(self, anatomy, monkeypatch, caplog):
        publish("True", terms=[anatomy["brain"]])
        monkeypatch.setattr(searching, "current_engine", lambda: LyingEngine(current_engine(), []))

        result = ask()

        assert (headlines(result), counts(result)["brain"]) == (["True"], 1)


class TestWithoutAnIndex:
    @pytest.fixture
    def broken(self, monkeypatch):
        def refuse():
            raise DamagedIndexError("The file 7.idx is not what was written.")

        monkeypatch.setattr(failing_engine, "_told", failing_engine.SeldomTold())
        monkeypatch.setattr(searching, "current_engine", refuse)

    @pytest.mark.parametrize("words", ["", "lump", "lump neck", "sore"])
    @pytest.mark.parametrize("selected", [{}, {"disease": ["brain"]}, {"disease": ["anemia"], "topic": ["surgery"]}])
    def test_the_database_gives_the_same_answer_to_plain_words(self, anatomy, monkeypatch, words, selected):
        for number, terms in enumerate(
            [["brain"], ["brain", "surgery"], ["anemia"], ["brain-metastases", "diagnosis"]]
        ):
            body = [("paragraph", f"<p>A {'lump' if number % 2 else 'sore'} in the {'neck' if number else 'ear'}.</p>")]
            publish(f"Article {number}", terms=[anatomy[term] for term in terms], body=body)
        from_index = ask(words=words, selected=selected, sort=Sort.TITLE)
        monkeypatch.setattr(searching, "current_engine", broken_engine)

        from_database = ask(words=words, selected=selected, sort=Sort.TITLE)

        assert headlines(from_database) == headlines(from_index)
        assert from_database.facets == from_index.facets
        assert (from_database.total, from_database.instead) == (from_index.total, from_index.instead)

    def test_the_operator_is_told_once_a_minute_and_never_the_words(self, broken, caplog):
        for words in ("my private lump", "my other lump"):
            ask(words=words)

        (record,) = [one for one in caplog.records if one.name.startswith("wellread.discovery")]
        assert "7.idx" in record.getMessage()
        assert "lump" not in record.getMessage()

    def test_a_message_that_may_quote_the_words_is_not_told(self, monkeypatch, caplog):
        def refuse():
            raise EngineError("cannot parse: my private lump")

        monkeypatch.setattr(failing_engine, "_told", failing_engine.SeldomTold())
        monkeypatch.setattr(searching, "current_engine", refuse)

        ask(words="my private lump")

        assert "lump" not in caplog.text
        assert "The index cannot answer" in caplog.text

    def test_the_next_minute_it_is_told_again(self):
        told = failing_engine.SeldomTold()

        assert [told.is_due(now=second) for second in (0.0, 59.9, 60.0, 61.0)] == [True, False, True, False]

    def test_an_unknown_term_is_refused_all_the_same(self, broken, anatomy):
        with pytest.raises(UnknownTermError):
            ask(selected={"disease": ["nothing"]})
