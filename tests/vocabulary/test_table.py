import csv
import io

import pytest
from django.db import connection

from tests.factories import FacetFactory, TermFactory
from wellread.publishing.models import Change
from wellread.vocabulary.hierarchy import rebuild
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Code, Facet, FacetName, FormerSlug, Synonym, Term, TermAncestor, TermName
from wellread.vocabulary.table import TableError, export_table, import_table, load_starter
from wellread.vocabulary.table_rows import join_values, split_values

pytestmark = pytest.mark.django_db


def table(*rows, columns="facet,slug,name"):
    return "\n".join([columns, *rows, ""]).encode()


def mistakes_of(content):
    with pytest.raises(TableError) as refused:
        import_table(content)
    return [str(one) for one in refused.value.mistakes]


def wipe():
    """Empty the vocabulary without a signal for each of its thousands of rows."""
    for model in (TermAncestor, FormerSlug, Synonym, Code, TermName, Term.parents.through, Term, FacetName, Facet):
        model.objects.all()._raw_delete(connection.alias)


def test_the_starter_vocabulary_has_all_terms_of_the_first_library():
    assert load_starter() == 95

    counts = {facet.slug: facet.terms.count() for facet in Facet.objects.all()}
    anemia = Term.objects.get(slug="anemia")
    assert counts == {"disease": 57, "topic": 38}
    assert (anemia.name, anemia.name_in("es")) == ("Anemia", "Anemia")
    assert anemia.definition_in("es").startswith("Cantidad baja")
    assert anemia.synonyms.filter(language="en", kind="lay", words="low blood count").exists()
    assert anemia.codes.filter(system="icd-10-cm", relation="primary", prefix="D50").exists()
    assert Facet.objects.get(slug="topic").name_in("es") == "Temas"


def test_the_starter_vocabulary_knows_what_stands_above_what():
    load_starter()

    pairs = set(TermAncestor.objects.values_list("term__slug", "ancestor__slug"))
    assert ("acoustic-neuroma", "skull-base-tumors") in pairs
    rebuild()
    assert set(TermAncestor.objects.values_list("term__slug", "ancestor__slug")) == pairs


def test_the_starter_vocabulary_comes_right_in_a_spanish_library(settings):
    settings.LANGUAGE_CODE = "es"

    load_starter()

    sleep = Term.objects.get(slug="sleep-disorders")
    assert sleep.name != "Sleep Disorders"
    assert sleep.name_in("en") == "Sleep Disorders"
    assert Facet.objects.get(slug="disease").name == "Enfermedades"


def test_what_goes_out_comes_back_into_an_empty_library():
    load_starter()
    FacetFactory(slug="age", path="ages", name="Ages; and \\ more")
    before = export_table()
    wipe()

    import_table(before)

    assert export_table() == before


def test_what_editors_made_survives_the_way_out_and_back():
    load_starter()
    anemia, leukemia = Term.objects.get(slug="anemia"), Term.objects.get(slug="leukemia")
    Synonym.objects.create(term=anemia, language="en", kind="lay", words="tired; pale \\ weak")
    Code.objects.create(term=anemia, system="snomed-ct", relation="related", prefix="271737000")
    anemia.slug, anemia.definition = "low-blood", 'Two lines,\nand a "quote".'
    anemia.save()
    merge(Term.objects.get(slug="metastasis"), into=leukemia)
    before = export_table()
    wipe()

    import_table(before)

    assert export_table() == before
    assert FormerSlug.objects.get(slug="anemia").term.slug == "low-blood"
    assert Term.objects.get(slug="metastasis").merged_into.slug == "leukemia"


def test_importing_the_same_again_changes_nothing():
    load_starter()
    changes = Change.objects.count()

    imported = import_table(export_table())

    assert (imported.created, imported.updated, imported.unchanged) == (0, 0, 95)
    assert Change.objects.count() == changes


def test_a_change_is_told_to_whoever_follows_the_library():
    load_starter()
    last = Change.objects.last().number

    import_table(table("disease,anemia,Low blood count"))

    told = Change.objects.filter(number__gt=last).values_list("kind", "subject")
    assert set(told) == {("vocabulary", "disease/anemia")}


def test_what_has_no_column_or_no_row_stays():
    load_starter()
    before = {row["slug"]: row for row in csv.DictReader(io.StringIO(export_table().decode()))}

    import_table(table("disease,anemia,Low blood count"))

    after = {row["slug"]: row for row in csv.DictReader(io.StringIO(export_table().decode()))}
    assert after.pop("anemia") == before.pop("anemia") | {"name": "Low blood count"}
    assert after == before


def test_an_empty_cell_empties():
    TermFactory(slug="gout", definition="Sore toes.")
    Synonym.objects.create(term=Term.objects.get(), language="en", kind="lay", words="sore toe")

    import_table(table("disease,gout,,", columns="facet,slug,definition,lay:en"))

    gout = Term.objects.get()
    assert gout.definition == ""
    assert not gout.synonyms.exists()


def test_words_can_move_from_one_kind_to_another():
    import_table(table("disease,gout,Gout,podagra,", columns="facet,slug,name,lay:en,clinical:en"))

    import_table(table("disease,gout,Gout,,podagra", columns="facet,slug,name,lay:en,clinical:en"))

    assert [(one.kind, one.words) for one in Synonym.objects.all()] == [("clinical", "podagra")]


def test_codes_keep_the_order_of_the_file():
    import_table(table("disease,gout,Gout,M1A; M10", columns="facet,slug,name,icd-10-cm:primary"))

    import_table(table("disease,gout,Gout,M10; M1A", columns="facet,slug,name,icd-10-cm:primary"))

    assert [code.prefix for code in Term.objects.get().codes.all()] == ["M10", "M1A"]


def test_a_name_in_another_language_can_come_change_and_go():
    columns = "facet,slug,name,name:es,definition:es"
    import_table(table("disease,gout,Gout,Gota,Dolor.", columns=columns))
    import_table(table("disease,gout,Gota rica", columns="facet,slug,name:es"))
    changed = Term.objects.get()
    names = (changed.name_in("es"), changed.definition_in("es"))

    import_table(table("disease,gout,Gout,,", columns=columns))

    assert names == ("Gota rica", "Dolor.")
    assert not TermName.objects.exists()


def test_parents_may_stand_further_down_in_the_file():
    import_table(table("disease,gout,Gout,joints", "disease,joints,Joints,", columns="facet,slug,name,parents"))

    assert {row.ancestor.slug for row in TermAncestor.objects.filter(term__slug="gout")} == {"gout", "joints"}


def test_a_new_facet_comes_with_its_terms():
    columns = "facet,slug,name,facet_path,facet_name,facet_name:es,facet_position"
    import_table(table("age,adult,Adults,ages,Ages,Edades,3", columns=columns))

    facet = Facet.objects.get()
    assert (facet.path, facet.name, facet.name_in("es"), facet.position) == ("ages", "Ages", "Edades", 3)


def test_a_facet_can_be_renamed():
    load_starter()
    columns = "facet,slug,facet_path,facet_name,facet_name:es,facet_position"

    import_table(table("disease,anemia,conditions,Conditions,Males,1", columns=columns))

    assert Facet.objects.get(slug="disease").path == "conditions"
    assert FacetName.objects.get(facet__slug="disease").name == "Males"


def test_a_term_renamed_in_the_file_keeps_its_row_and_redirects():
    gout = TermFactory(slug="gout", name="Gout")

    imported = import_table(table("disease,podagra,Podagra,gout", columns="facet,slug,name,former_slugs"))

    gout.refresh_from_db()
    assert (imported.created, imported.updated, gout.slug) == (0, 1, "podagra")
    assert FormerSlug.objects.get().slug == "gout"


def test_a_merge_in_the_file_is_a_merge():
    gout, podagra = TermFactory(slug="gout"), TermFactory(slug="podagra")

    import_table(table("disease,podagra,gout", columns="facet,slug,merged_into"))

    podagra.refresh_from_db()
    assert podagra.merged_into == gout
    assert set(TermAncestor.objects.filter(term=podagra).values_list("ancestor", flat=True)) == {gout.pk}


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (b"", "Row 1: The file is empty."),
        (b"\n", "Row 1: The file is empty."),
        (b"facet;slug;name\ndisease;gout;Gout\n", "Row 1, column facet;slug;name: There is no such column."),
        (table("gout", columns="slug"), "Row 1, column facet: This column is missing."),
        (
            table("disease,gout,G,G", columns="facet,slug,name,name:en"),
            "Row 1, column name: Two columns mean the same.",
        ),
        (
            table("disease,gout,G,x", columns="facet,slug,name,name:fr"),
            "Row 1, column name:fr: There is no such column.",
        ),
        (table("disease,gout"), "Row 2: 2 cells for 3 columns."),
        (table("disease,gout,G\xe9").decode().encode("latin-1"), "Row 2: This is not UTF-8."),
        (table(",gout,Gout"), "Row 2, column facet: Name the facet"),
        (table("illness,gout,Gout"), "Row 2, column facet: There is no facet “illness”."),
        (table("disease,Go ut,Gout"), "Row 2, column slug: “Go ut”"),
        (table("disease,,Gout"), "Row 2, column slug"),
        (table("disease,gout,"), "Row 2, column name: A term needs a name"),
        (table("disease,gout", columns="facet,slug"), "Row 2, column name: A term needs a name"),
        (table(f"disease,gout,{'x' * 201}"), "Row 2, column name: “xxx"),
        (table("disease,a,A", "disease,a,B"), "Row 3, column slug: Row 2 describes disease/a already."),
        (table("disease,a,A,b", columns="facet,slug,name,parents"), "Row 2, column parents: There is no term “b”"),
        (table("disease,a,A,a", columns="facet,slug,name,parents"), "Row 2, column parents: Terms stand in a circle"),
        (
            table("disease,a,A,b", "disease,b,B,c", "disease,c,C,a", columns="facet,slug,name,parents"),
            "Row 2, column parents: Terms stand in a circle",
        ),
        (table("disease,a,A,X!", columns="facet,slug,name,icd-10-cm:primary"), "Row 2, column icd-10-cm:primary"),
        (
            table("disease,a,A,C50,C50", columns="facet,slug,name,icd-10-cm:primary,icd-10-cm:related"),
            "Row 2, column icd-10-cm:primary: C50 stands twice",
        ),
        (table("disease,a,A,x; x", columns="facet,slug,name,lay:en"), "Row 2, column lay:en: “x” stands twice"),
        (table("disease,a,A,Uno", columns="facet,slug,name,definition:es"), "Row 2, column definition:es: There is"),
        (table("disease,a,A,b", columns="facet,slug,name,merged_into"), "Row 2, column merged_into: There is no other"),
        (
            table("disease,a,A,b", "disease,b,B,c", "disease,c,C,", columns="facet,slug,name,merged_into"),
            "Row 2, column merged_into: b was itself merged into c.",
        ),
        (
            table("disease,a,A,b", "disease,b,B,", columns="facet,slug,name,former_slugs"),
            "Row 2, column former_slugs: b is the slug of a term today.",
        ),
        (
            table("disease,a,A,z", "disease,b,B,z", columns="facet,slug,name,former_slugs"),
            "Row 2, column former_slugs: z is a former slug of b as well (row 3).",
        ),
        (
            table("q,a,A,qs,Q", columns="facet,slug,name,facet_path,facet_name"),
            "Row 2, column facet: “q” is already used in addresses.",
        ),
        (
            table("age,a,A,ages,Ages,x", columns="facet,slug,name,facet_path,facet_name,facet_position"),
            "Row 2, column facet_position: “x” is not a small whole number.",
        ),
        (
            table("age,a,A,ages,Ages", "age,b,B,age,Ages", columns="facet,slug,name,facet_path,facet_name"),
            "Row 3, column facet: An earlier row describes the facet age in other words.",
        ),
    ],
)
def test_a_mistake_is_named_with_row_and_column_and_nothing_comes_in(content, mistake):
    found = mistakes_of(content)

    assert any(one.startswith(mistake) for one in found), found
    assert not Term.objects.exists()
    assert not Facet.objects.exists()
    assert not Change.objects.exists()


def test_all_mistakes_are_listed_at_once():
    content = table("disease,a,A", "disease,B B,", "nowhere,c,C")

    assert len(mistakes_of(content)) == 3


def test_a_former_slug_of_a_term_that_stays_is_not_taken_away():
    gout = TermFactory(slug="gout")
    FormerSlug.objects.create(facet=gout.facet, slug="old", term=gout)

    found = mistakes_of(table("disease,new,New,old", columns="facet,slug,name,former_slugs"))

    assert found == ["Row 2, column former_slugs: old is a former slug of gout."]


def test_a_parent_that_was_merged_is_named():
    gout, podagra = TermFactory(slug="gout"), TermFactory(slug="podagra")
    merge(podagra, into=gout)

    found = mistakes_of(table("disease,toe,Toe,podagra", columns="facet,slug,name,parents"))

    assert found == ["Row 2, column parents: podagra was merged into gout: name that one."]


def test_a_circle_through_terms_outside_the_file_is_found():
    upper = TermFactory(slug="upper")
    TermFactory(slug="lower", parents=[upper])

    found = mistakes_of(table("disease,upper,lower", columns="facet,slug,parents"))

    assert found[0].startswith("Row 2, column parents: Terms stand in a circle")


def test_a_file_as_spreadsheets_save_it_comes_in():
    import_table("\ufefffacet,slug,name\r\ndisease,gout,Gout\r\n,,\r\n".encode())

    assert Term.objects.get().name == "Gout"


@pytest.mark.parametrize(
    "values", [(), ("one",), ("one", "two"), ("a; b", "c\\d"), ("ends with \\", ";"), ("\\;", "x")]
)
def test_several_values_fit_into_one_cell(values):
    assert split_values(join_values(values)) == values
