from datetime import UTC, date, datetime

import pytest

from wellread.articles.content import ArticleContent, CallToAction, PersonContent, Reference
from wellread.discovery.articles import ArticleView, EditionFacts, Translation
from wellread.discovery.results import Hit, ReviewFacts, TermName
from wellread.review.coverage import Status
from wellread.website.article_page import call_line, changed_on, draft_page, published_page, reference_line, trails

AUTHOR = PersonContent("Jo Sample", "", "writer", "", "jo-sample")
GONE = PersonContent("Al Sample", "M.D.", "", "", "al-sample")


def view(**changes) -> ArticleView:
    content = ArticleContent(source_id="a", headline="Tired", language="en", authors=(AUTHOR, GONE))
    hit = Hit(
        slug="tired",
        source_id="a",
        language="en",
        kind="medical",
        headline="Tired",
        summary="",
        minutes_to_read=1,
        published_on=date(2021, 11, 18),
        review=ReviewFacts(Status.CURRENT, "Maren Sample, M.D.", date(2026, 1, 1), date(2029, 1, 1), "maren-sample"),
        terms=(TermName("topic", "topics", "side-effects", "Side Effects"),),
    )
    values = {
        "hit": hit,
        "content": content,
        "edition": EditionFacts(3, "correction", datetime(2026, 9, 16, 12, tzinfo=UTC), "A dose was wrong."),
        "digest": "",
        "call_to_action": None,
        "translations": (Translation("es", "cansancio", "Cansancio"),),
        "related": (),
    }
    return ArticleView(**values | changes)


def test_people_are_linked_only_where_they_have_a_page():
    page = published_page(view(), facet_names={}, people={"jo-sample"})

    assert [(author.name, author.url) for author in page.words.authors] == [
        ("Jo Sample", "/people/jo-sample/"),
        ("Al Sample, M.D.", ""),
    ]
    assert page.stamp.reviewer_url == "/people/maren-sample/"


def test_dates_are_kept_apart():
    page = published_page(view(), facet_names={}, people=())

    assert page.published_on == date(2021, 11, 18)
    assert page.changed_on == date(2026, 9, 16)
    assert (page.edition.number, page.edition.kind, page.edition.change_note) == (3, "correction", "A dose was wrong.")


@pytest.mark.parametrize(
    ("kind", "changed"), [("first", False), ("review", False), ("update", True), ("correction", True)]
)
def test_only_an_edition_with_other_words_is_a_change(kind, changed):
    edition = EditionFacts(2, kind, datetime(2026, 9, 16, tzinfo=UTC), "")

    assert (changed_on(edition) is not None) is changed


def test_translations_lead_to_their_own_language():
    page = published_page(view(), facet_names={}, people=())

    assert [(one.language_name, one.url) for one in page.translations] == [("Español", "/es/articles/cansancio/")]
    assert page.canonical == "http://localhost:8000/articles/tired/"


def test_terms_make_one_trail_for_each_facet():
    terms = [
        TermName("disease", "diseases", "breast-cancer", "Breast Cancer"),
        TermName("topic", "topics", "diagnosis", "Diagnosis"),
        TermName("topic", "topics", "support", "Support"),
    ]

    found = trails(terms, {"disease": "Diseases", "topic": "Topics"})

    assert [(trail.name, trail.url, len(trail.terms)) for trail in found] == [
        ("Diseases", "/diseases/", 1),
        ("Topics", "/topics/", 2),
    ]


def test_a_reference_links_to_all_places_where_it_can_be_read():
    line = reference_line(Reference("Fatigue", "NCI", 2024, "https://www.cancer.gov/f", "123", "10.1000/a(b)<c>", "v2"))

    assert line.words == "Fatigue. NCI. v2. 2024."
    assert line.links == (
        ("https://www.cancer.gov/f", "cancer.gov"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "PubMed 123"),
        ("https://doi.org/10.1000/a%28b%29%3Cc%3E", "doi:10.1000/a(b)<c>"),
    )


def test_a_reference_with_a_dangerous_address_has_no_link():
    assert reference_line(Reference("Fatigue.", url="javascript:alert(1)")).links == ()
    assert reference_line(Reference("Fatigue.")).words == "Fatigue."


def test_a_telephone_number_is_dialable_and_readable():
    line = call_line(CallToAction("Call us.", "https://www.example.org/visit", "+12025550142"))

    assert (line.telephone_url, line.telephone) == ("tel:+12025550142", "(202) 555-0142")
    assert (line.url, line.url_label) == ("https://www.example.org/visit", "example.org")


def test_without_a_call_to_action_there_is_none():
    assert call_line(None) is None
    assert call_line(CallToAction("Come by.")).telephone == ""


def test_a_draft_has_no_edition_no_links_to_people_and_says_what_it_is():
    page = draft_page(
        ArticleContent(source_id="a", headline="Tired", language="en", authors=(AUTHOR,)),
        terms=(),
        facet_names={},
        call_to_action=None,
        image_url=str,
    )

    assert page.stamp.draft
    assert page.stamp.review.status is Status.NONE
    assert (page.edition, page.canonical, page.words.authors[0].url) == (None, "", "")
