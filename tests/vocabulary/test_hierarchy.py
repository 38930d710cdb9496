import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import FacetFactory, TermFactory
from wellread.vocabulary.errors import CycleError
from wellread.vocabulary.hierarchy import closure
from wellread.vocabulary.models import Term, TermAncestor


def ancestors(term):
    return set(TermAncestor.objects.filter(term=term).values_list("ancestor__slug", flat=True))


def test_a_key_stands_above_itself_and_below_all_its_parents_parents():
    assert closure({1: [2, 3], 2: [4], 3: [4], 4: []}) == {1: {1, 2, 3, 4}, 2: {2, 4}, 3: {3, 4}, 4: {4}}


def test_a_parent_that_is_no_key_is_known_all_the_same():
    assert closure({1: [2]}) == {1: {1, 2}, 2: {2}}


@pytest.mark.parametrize("parents", [{1: [1]}, {1: [2], 2: [1]}, {1: [2], 2: [3], 3: [1]}])
def test_a_cycle_is_refused(parents):
    with pytest.raises(CycleError):
        closure(parents)


@given(st.dictionaries(st.integers(0, 12), st.sets(st.integers(0, 12), max_size=4), max_size=13))
@settings(deadline=None)
def test_the_closure_holds_exactly_what_can_be_reached(parents):
    def reachable(key):
        found, waiting = {key}, [key]
        while waiting:
            above = set(parents.get(waiting.pop(), ())) - found
            found |= above
            waiting += above
        return found

    cyclic = any(key in reachable(parent) for key in parents for parent in parents[key])
    if cyclic:
        with pytest.raises(CycleError):
            closure(parents)
    else:
        assert closure(parents) == {key: reachable(key) for key in closure(parents)}
        assert set(parents) <= set(closure(parents))


@pytest.mark.django_db
class TestTheRows:
    def test_a_term_without_parents_counts_for_itself_alone(self):
        assert ancestors(TermFactory(slug="anemia")) == {"anemia"}

    def test_a_term_counts_for_each_broader_term_once(self):
        cancer = TermFactory(slug="cancer")
        brain, spread = TermFactory(slug="brain", parents=[cancer]), TermFactory(slug="spread", parents=[cancer])
        term = TermFactory(slug="brain-metastases", parents=[brain, spread])

        assert ancestors(term) == {"brain-metastases", "brain", "spread", "cancer"}
        assert TermAncestor.objects.filter(term=term).count() == 4

    def test_new_parents_of_a_parent_reach_the_grandchildren(self):
        parent = TermFactory(slug="parent")
        child = TermFactory(slug="child", parents=[parent])

        parent.parents.add(TermFactory(slug="grandparent"))

        assert ancestors(child) == {"child", "parent", "grandparent"}

    @pytest.mark.parametrize("change", ["remove", "set", "clear", "from above"])
    def test_a_parent_that_is_taken_away_is_forgotten(self, change):
        parent = TermFactory(slug="parent")
        child = TermFactory(slug="child", parents=[parent])

        match change:
            case "remove":
                child.parents.remove(parent)
            case "set":
                child.parents.set([])
            case "clear":
                child.parents.clear()
            case "from above":
                parent.children.clear()

        assert ancestors(child) == {"child"}

    def test_a_deleted_parent_is_forgotten(self):
        grandparent = TermFactory(slug="grandparent")
        parent = TermFactory(slug="parent", parents=[grandparent])
        child = TermFactory(slug="child", parents=[parent])

        parent.delete()

        assert ancestors(child) == {"child"}
        assert ancestors(grandparent) == {"grandparent"}

    @pytest.mark.parametrize("way", ["add", "set", "add from above", "set from above", "create below"])
    def test_a_term_cannot_come_to_stand_below_itself(self, way):
        top = TermFactory(slug="top", name="Top")
        middle = TermFactory(slug="middle", parents=[top])
        bottom = TermFactory(slug="bottom", parents=[middle])
        before = set(TermAncestor.objects.values_list("term__slug", "ancestor__slug"))

        with pytest.raises(CycleError, match="cannot stand below itself"), transaction.atomic():
            match way:
                case "add":
                    top.parents.add(bottom)
                case "set":
                    top.parents.set([bottom])
                case "add from above":
                    bottom.children.add(top)
                case "set from above":
                    bottom.children.set([top])
                case "create below":
                    new = middle.children.create(facet=top.facet, slug="new", name="New")
                    top.parents.add(new)

        assert set(TermAncestor.objects.values_list("term__slug", "ancestor__slug")) == before
        assert not top.parents.exists()

    def test_a_term_cannot_be_its_own_parent(self):
        term = TermFactory(name="Anemia")

        with pytest.raises(CycleError, match="Anemia cannot stand below itself"), transaction.atomic():
            term.parents.add(term)

        assert not term.parents.exists()

    def test_several_children_at_once_are_each_looked_at(self):
        top = TermFactory(slug="top")
        bottom, other = TermFactory(slug="bottom", parents=[top]), TermFactory(slug="other")

        with pytest.raises(CycleError), transaction.atomic():
            bottom.children.add(other, top)

        assert not bottom.children.exists()

    def test_a_form_that_sets_the_same_parents_again_is_no_cycle(self):
        top = TermFactory()
        middle = TermFactory(parents=[top])
        bottom = TermFactory(parents=[middle, top])

        bottom.parents.set([top, middle])

        assert set(bottom.parents.all()) == {top, middle}

    def test_the_rows_are_the_same_however_often_a_term_is_saved(self):
        child = TermFactory(parents=[TermFactory(), TermFactory(facet=FacetFactory(slug="topic"))])
        before = set(TermAncestor.objects.values_list("pk", flat=True))

        Term.objects.get(pk=child.pk).save()

        assert set(TermAncestor.objects.values_list("pk", flat=True)) == before
