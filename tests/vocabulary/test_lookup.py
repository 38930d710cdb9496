import pytest
from django.db import IntegrityError, transaction

from tests.factories import FacetFactory, TermFactory
from wellread.vocabulary.lookup import find_term, find_terms
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import FormerSlug

pytestmark = pytest.mark.django_db


def rename(term, slug):
    term.slug = slug
    term.save()


def test_a_term_is_found_by_its_slug():
    term = TermFactory(slug="anemia")

    found = find_term(term.facet, "anemia")

    assert (found.term, found.moved) == (term, False)


def test_nothing_is_found_by_a_slug_that_never_was():
    assert find_term(FacetFactory(), "nothing") is None


def test_a_term_of_another_facet_is_not_found():
    TermFactory(slug="anemia")

    assert find_term(FacetFactory(slug="topic"), "anemia") is None


def test_a_renamed_term_is_found_by_all_its_slugs():
    term = TermFactory(slug="a")
    rename(term, "b")
    rename(term, "c")

    assert [find_term(term.facet, slug).moved for slug in "abc"] == [True, True, False]
    assert {find_term(term.facet, slug).term for slug in "abc"} == {term}


def test_a_term_that_takes_its_old_slug_back_has_not_moved():
    term = TermFactory(slug="a")
    rename(term, "b")
    rename(term, "c")
    rename(term, "a")

    assert [find_term(term.facet, slug).moved for slug in "abc"] == [False, True, True]
    assert set(FormerSlug.objects.values_list("slug", flat=True)) == {"b", "c"}


def test_a_new_term_takes_over_a_slug_that_another_had():
    old = TermFactory(slug="a")
    rename(old, "b")
    new = TermFactory(slug="a")

    assert find_term(old.facet, "a").term == new


def test_two_terms_that_swap_their_slugs_are_found_where_they_are():
    first, second = TermFactory(slug="a"), TermFactory(slug="b")
    rename(first, "between")
    rename(second, "a")
    rename(first, "b")

    assert find_term(first.facet, "a").term == second
    assert find_term(first.facet, "b").term == first
    assert find_term(first.facet, "between").term == first


def test_saving_a_term_unchanged_leaves_no_former_slug():
    TermFactory(slug="a").save()

    assert not FormerSlug.objects.exists()


def test_two_terms_of_a_facet_cannot_have_one_slug():
    TermFactory(slug="a")

    with pytest.raises(IntegrityError), transaction.atomic():
        TermFactory(slug="a")


def test_all_terms_of_a_request_are_found_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    disease, topic = FacetFactory(slug="disease"), FacetFactory(slug="topic")
    wanted = {facet.slug: [TermFactory(facet=facet).slug for _ in range(20)] for facet in (disease, topic)}
    wanted["disease"].append("never-was")

    with django_assert_max_num_queries(2):
        found = find_terms(wanted)

    assert len(found) == 40


def test_terms_found_together_are_those_found_one_by_one():
    facet = FacetFactory(slug="disease")
    renamed, merged, target, reused = (TermFactory(slug=slug) for slug in ("r", "m", "t", "u"))
    rename(renamed, "r-2")
    rename(reused, "u-2")
    TermFactory(slug="u")
    rename(merged, "m-2")
    merge(merged, into=target)
    slugs = ["r", "r-2", "m", "m-2", "t", "u", "u-2", "never-was"]

    together = find_terms({"disease": slugs, "no-facet": ["t"]})

    one_by_one = {("disease", slug): find_term(facet, slug) for slug in slugs}
    assert together == {address: found.term for address, found in one_by_one.items() if found}
