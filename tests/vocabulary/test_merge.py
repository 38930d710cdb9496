import pytest
from django.db import transaction

from tests.factories import FacetFactory, TermFactory, make_article, make_published
from wellread.publishing.door import chosen_terms
from wellread.vocabulary.errors import MergeError
from wellread.vocabulary.lookup import find_term
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Code, Synonym, Term, TermAncestor, TermName

pytestmark = pytest.mark.django_db


def ancestors(term):
    return set(TermAncestor.objects.filter(term=term).values_list("ancestor__slug", flat=True))


def test_a_merged_term_is_no_longer_in_use_and_its_slug_means_the_other():
    old, new = TermFactory(slug="old"), TermFactory(slug="new")

    merge(old, into=new)

    assert list(Term.objects.in_use()) == [new]
    found = find_term(new.facet, "old")
    assert (found.term, found.moved) == (new, True)


def test_a_merged_term_counts_for_the_other_and_what_is_above_it_only():
    old = TermFactory(slug="old", parents=[TermFactory(slug="was-above")])
    new = TermFactory(slug="new", parents=[TermFactory(slug="above")])

    merge(old, into=new)

    assert ancestors(old) == {"new", "above"}
    assert ancestors(new) == {"new", "above"}


def test_children_move_along():
    old, new = TermFactory(slug="old"), TermFactory(slug="new")
    child = TermFactory(slug="child", parents=[old, TermFactory(slug="other")])

    merge(old, into=new)

    assert ancestors(child) == {"child", "new", "other"}
    assert not old.children.exists()


def test_a_term_merged_into_its_child_leaves_the_child_where_it_stood():
    top = TermFactory(slug="top")
    old = TermFactory(slug="old", parents=[top])
    new = TermFactory(slug="new", parents=[old])

    merge(old, into=new)

    assert ancestors(new) == {"new", "top"}


def test_a_term_merged_into_its_parent_leaves_its_children_there():
    new = TermFactory(slug="new")
    old = TermFactory(slug="old", parents=[new])
    child = TermFactory(slug="child", parents=[old])

    merge(old, into=new)

    assert ancestors(child) == {"child", "new"}


def test_a_term_between_the_two_is_named_and_nothing_changes():
    old = TermFactory(slug="old", name="Old")
    between = TermFactory(slug="between", name="Between", parents=[old])
    new = TermFactory(slug="new", name="New", parents=[between])

    with pytest.raises(MergeError, match="Between stands between Old and New"), transaction.atomic():
        merge(old, into=new)

    assert list(between.parents.all()) == [old]
    assert Term.objects.in_use().count() == 3
    assert ancestors(new) == {"new", "between", "old"}


def test_names_and_synonyms_become_synonyms_each_once():
    old, new = TermFactory(name="Bowel Cancer"), TermFactory(name="Colon Cancer")
    TermName.objects.create(term=old, language="es", name="Cáncer de intestino")
    Synonym.objects.create(term=old, language="en", kind="abbreviation", words="CRC")
    Synonym.objects.create(term=old, language="en", words="gut cancer")
    Synonym.objects.create(term=new, language="en", words="Gut Cancer")

    merge(old, into=new)

    assert set(new.synonyms.values_list("language", "kind", "words")) == {
        ("en", "lay", "Gut Cancer"),
        ("en", "lay", "Bowel Cancer"),
        ("es", "lay", "Cáncer de intestino"),
        ("en", "abbreviation", "CRC"),
    }


def test_codes_come_along_each_once():
    old, new = TermFactory(), TermFactory()
    Code.objects.create(term=old, prefix="C18")
    Code.objects.create(term=old, prefix="C19", relation="related")
    Code.objects.create(term=new, prefix="C18", relation="excluded")

    merge(old, into=new)

    assert set(new.codes.values_list("prefix", "relation")) == {("C18", "excluded"), ("C19", "related")}


def test_merging_twice_leads_every_old_slug_to_the_last_term():
    first, second, third = TermFactory(slug="first"), TermFactory(slug="second"), TermFactory(slug="third")
    first.slug = "first-renamed"
    first.save()

    merge(first, into=second)
    merge(second, into=third)

    assert {find_term(third.facet, slug).term for slug in ("first", "first-renamed", "second", "third")} == {third}
    assert ancestors(first) == {"third"}


def test_a_draft_that_names_a_merged_term_means_the_other_once():
    old, new = TermFactory(), TermFactory()
    draft = make_article(terms=[old, new])

    merge(old, into=new)

    assert chosen_terms(draft) == [new]


def test_a_published_article_keeps_standing_under_the_term(client):
    old, new = TermFactory(slug="old"), TermFactory(slug="new")
    make_published(terms=[old])

    merge(old, into=new)

    answer = client.get("/api/v1/articles?disease=new").json()
    assert [hit["terms"]["disease"] for hit in answer["hits"]] == [["new"]]


@pytest.mark.parametrize("case", ["itself", "another facet", "merged before", "into one merged before"])
def test_what_cannot_be_merged_is_refused_in_a_sentence(case):
    term, other = TermFactory(), TermFactory()
    match case:
        case "itself":
            pair = (term, term)
        case "another facet":
            pair = (term, TermFactory(facet=FacetFactory(slug="topic")))
        case "merged before":
            merge(term, into=other)
            pair = (term, TermFactory())
        case "into one merged before":
            merge(term, into=other)
            pair = (TermFactory(), term)

    with pytest.raises(MergeError, match=r"\w+ .+\.$"):
        merge(pair[0], into=pair[1])
