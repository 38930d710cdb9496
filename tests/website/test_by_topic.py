from tests.website.results import a_hit
from wellread.discovery.request import SearchRequest
from wellread.discovery.results import FacetCounts, Hit, SearchResult, TermCount, TermName
from wellread.website.by_topic import FEWEST_ARTICLES, MOST_GROUPS, SHOWN, by_topic


def about(slug: str, *topics: str) -> Hit:
    return a_hit(slug, terms=tuple(TermName("topic", "topics", topic, topic.title()) for topic in topics))


def found(hits: list[Hit], *terms: TermCount) -> SearchResult:
    request = SearchRequest(language="en", selected={"disease": frozenset({"breast-cancer"})})
    own = TermCount("breast-cancer", "Breast Cancer", len(hits), selected=True, parents=())
    facets = (
        FacetCounts("disease", "diseases", "Diseases", (own,)),
        FacetCounts("topic", "topics", "Topics", tuple(terms)),
    )
    return SearchResult(request=request, total=len(hits), hits=tuple(hits), facets=facets, sort=request.effective_sort)


def term(slug: str, count: int, *parents: str) -> TermCount:
    return TermCount(slug, slug.title(), count, selected=False, parents=parents)


MANY = [about(f"a-{number}", "diagnosis" if number % 2 else "treatment") for number in range(10)]
TERMS = (term("diagnosis", 5), term("treatment", 5))


def test_articles_stand_under_the_terms_of_the_other_facets():
    groups = by_topic(found(MANY, *TERMS), facet="disease")

    assert [(group.name, group.total) for group in groups] == [("Diagnosis", 5), ("Treatment", 5)]
    assert [hit.slug for hit in groups[0].hits] == ["a-1", "a-3", "a-5"]
    assert groups[0].url == "/articles/?disease=breast-cancer&topic=diagnosis"


def test_few_articles_are_not_taken_apart():
    assert by_topic(found(MANY[: FEWEST_ARTICLES - 1], *TERMS), facet="disease") == ()


def test_one_group_alone_is_none():
    hits = [about(f"a-{number}", "diagnosis") for number in range(10)]

    assert by_topic(found(hits, term("diagnosis", 10)), facet="disease") == ()


def test_the_largest_groups_come_first_and_show_a_few():
    names = [f"topic-{number}" for number in range(MOST_GROUPS + 3)]
    hits = [about(f"{name}-{number}", name) for place, name in enumerate(names) for number in range(place + 1)]

    groups = by_topic(found(hits, *(term(name, place + 1) for place, name in enumerate(names))), facet="disease")

    assert [group.name for group in groups] == [name.title() for name in reversed(names)][:MOST_GROUPS]
    assert all(len(group.hits) <= SHOWN for group in groups)


def test_an_article_stands_under_the_broader_term_as_well():
    hits = [about(f"a-{number}", "scan" if number % 2 else "treatment") for number in range(10)]

    groups = by_topic(
        found(hits, term("diagnosis", 5), term("scan", 5, "diagnosis"), term("treatment", 5)), facet="disease"
    )

    assert {group.name: len(group.hits) for group in groups} == {"Diagnosis": 3, "Scan": 3, "Treatment": 3}


def test_parents_that_go_round_in_a_circle_end():
    terms = (term("diagnosis", 5, "treatment"), term("treatment", 5, "diagnosis"))

    assert len(by_topic(found(MANY, *terms), facet="disease")) == 2
