from wellread.discovery.results import FacetCounts, TermCount
from wellread.website.facet_choices import SHORT_LIST, choice_tree, facet_choices


def term(slug: str, count: int = 1, *, parents: tuple[str, ...] = (), selected: bool = False) -> TermCount:
    return TermCount(slug=slug, name=slug.title(), count=count, selected=selected, parents=parents)


def many(number: int) -> list[TermCount]:
    return [term(f"term-{place:02}", count=place) for place in range(number)]


def facet(terms: list[TermCount]) -> FacetCounts:
    return FacetCounts("disease", "diseases", "Diseases", tuple(terms))


def test_children_stand_below_their_parents():
    tree = choice_tree(
        [term("appendix", parents=("colon",)), term("colon", parents=("colorectal",)), term("colorectal")]
    )

    assert [root.slug for root in tree] == ["colorectal"]
    assert [child.slug for child in tree[0].children] == ["colon"]
    assert [child.slug for child in tree[0].children[0].children] == ["appendix"]


def test_a_term_with_two_parents_has_one_box():
    tree = choice_tree(
        [term("brain"), term("metastasis"), term("spread-to-the-brain", parents=("brain", "metastasis"))]
    )

    assert [child.slug for child in tree[0].children] == ["spread-to-the-brain"]
    assert tree[1].children == ()


def test_a_term_whose_parent_is_not_there_stands_by_itself():
    assert [root.slug for root in choice_tree([term("child", parents=("gone",))])] == ["child"]


def test_what_would_find_nothing_cannot_be_ticked_but_can_be_taken_back():
    empty, chosen = choice_tree([term("empty", 0), term("chosen", 0, selected=True)])

    assert (empty.disabled, empty.checked) == (True, False)
    assert (chosen.disabled, chosen.checked) == (False, True)


def test_a_short_facet_shows_all_its_terms():
    choices = facet_choices(facet(many(12)))

    assert len(choices.shown) == 12
    assert (choices.more, choices.number_of_more) == ((), 0)


def test_a_long_facet_shows_the_most_used_and_hides_none():
    choices = facet_choices(facet(many(30)))

    assert [choice.count for choice in choices.shown] == list(range(29, 29 - SHORT_LIST, -1))
    assert {choice.slug for choice in choices.shown + choices.more} == {one.slug for one in many(30)}
    assert choices.number_of_more == 30 - SHORT_LIST


def test_a_ticked_term_shows_at_once_with_its_parents():
    terms = [*many(30), term("a-parent", 0), term("a-child", 0, parents=("a-parent",), selected=True)]

    choices = facet_choices(facet(terms))

    assert choices.shown[0].slug == "a-parent"
    assert choices.shown[0].children[0].checked


def test_where_nothing_would_be_found_only_the_disclosure_is_left():
    choices = facet_choices(facet([term(f"term-{place}", 0) for place in range(20)]))

    assert choices.shown == ()
    assert choices.number_of_more == 20
