from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tests.factories import TODAY, FacetFactory, TermFactory, make_article, make_published, sign_article
from wellread.discovery.errors import UnknownTermError
from wellread.discovery.from_database import count_in_database, search_in_database
from wellread.discovery.request import SearchRequest, Sort
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def publish(headline, **fields):
    return make_published(signed=False, title=headline, **fields)


def ask(language="en", **fields):
    selected = {facet: frozenset(slugs) for facet, slugs in fields.pop("selected", {}).items()}
    request = SearchRequest(language=language, selected=selected, **fields)
    return search_in_database(request, today=TODAY)


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
    def test_each_word_must_begin_a_word_of_the_article(self):
        publish("Calcium spots", body=[("paragraph", "<p>Seen on a mammogram.</p>")])
        publish("Calcium in food")

        assert headlines(ask(words="calc mammo")) == ["Calcium spots"]
        assert ask(words="alcium").total == 0

    @pytest.mark.parametrize("words", ["señal", "SENAL", "sen", "Señal."])
    def test_capitals_accents_and_signs_do_not_matter(self, words):
        publish("La señal")

        assert ask(words=words).total == 1

    @pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "\\", "a%b", "\x00", "“”"])
    def test_signs_that_a_database_knows_mean_nothing(self, words):
        publish("A lump")

        ask(words=words)

    @pytest.mark.parametrize("words", ["?!", "—", "🙂"])
    def test_signs_alone_find_nothing(self, words):
        publish("A lump?! — 🙂")

        result = ask(words=words)

        assert result.total == 0
        assert set(counts(result).values()) == {0}

    def test_words_of_summary_questions_lists_and_quotes_are_found(self):
        publish(
            "Headline",
            summary="Inthesummary.",
            body=[
                ("question", {"question": "Inthequestion?", "answer": "<p>Intheanswer.</p>"}),
                ("list", {"items": [], "ordered": False}),
                ("get_help", {"text": "<p>Inthebox.</p>"}),
            ],
        )

        for word in ("inthesummary", "inthequestion", "intheanswer", "inthebox"):
            assert ask(words=word).total == 1, word

    def test_an_excerpt_shows_the_words_in_their_place(self):
        publish("A lump", body=[("paragraph", "<p>Most lumps are harmless.</p>")])

        (hit,) = ask(words="lump").hits

        assert hit.excerpt_html == "Most <mark>lumps</mark> are harmless."

    def test_without_words_there_is_no_excerpt(self):
        publish("A lump")

        assert ask().hits[0].excerpt_html == ""


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
    def test_queries_are_as_many_for_twenty_articles_as_for_one(self, anatomy, selected, django_assert_num_queries):
        publish("Words 0", terms=[anatomy["brain"], anatomy["surgery"]])
        with django_assert_num_queries(13 + bool(selected)):
            assert ask(words="words", selected=selected).total == 1

        for number in range(1, 20):
            publish(f"Words {number}", terms=[anatomy["brain"], anatomy["surgery"]])

        with django_assert_num_queries(13 + bool(selected)):
            assert len(ask(words="words", selected=selected).hits) == 20


@pytest.mark.parametrize("words", ["", "words", "nothing"])
@pytest.mark.parametrize("selected", [{}, {"disease": frozenset({"brain"}), "topic": frozenset({"surgery"})}])
def test_counting_alone_says_what_searching_does(anatomy, words, selected):
    publish("Words", terms=[anatomy["brain"], anatomy["surgery"]])
    publish("More words", terms=[anatomy["brain"]])
    request = SearchRequest(language="en", words=words, selected=selected)

    assert count_in_database(request) == search_in_database(request, today=TODAY).total


class TestTheMoment:
    def test_an_article_withdrawn_while_the_answer_is_made_is_in_none_of_it(self, anatomy):
        article = publish("Soon gone", terms=[anatomy["brain"]])
        publish("Stays", terms=[anatomy["brain"]])
        happened = []

        def withdraw_after_the_first_read(execute, sql, params, many, context):
            rows = execute(sql, params, many, context)
            if "search_text" in sql and not happened:
                happened.append(sql)
                article.unpublish()
            return rows

        with connection.execute_wrapper(withdraw_after_the_first_read):
            result = ask(words="s")

        assert happened
        assert (headlines(result), result.total, counts(result)["brain"]) == (["Stays"], 1, 1)
