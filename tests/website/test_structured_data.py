"""What machines are told: the facts of the page, in words that schema.org knows."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import wellread
from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website.builders import read
from tests.website.schema_org import mistakes
from wellread.articles.content import ArticleContent, Image, PersonContent, Question, Reference
from wellread.articles.interchange import content_from_json
from wellread.articles.models import InstitutionSettings
from wellread.discovery.articles import ArticleView, EditionFacts, Translation
from wellread.discovery.results import Hit, ReviewFacts, TermName
from wellread.review.coverage import Status
from wellread.vocabulary.models import Code
from wellread.website.article_data import article_nodes
from wellread.website.article_facts import ArticleFacts, CorrectionMade
from wellread.website.structured_data import json_ld, node

SAMPLES = sorted((Path(wellread.__file__).parent / "samples" / "articles").glob("*.json"))
NOTHING_MORE = ArticleFacts(None, "", (), (), datetime(2026, 9, 14, 12, tzinfo=UTC))


def view_of(content: ArticleContent, status: Status = Status.CURRENT) -> ArticleView:
    review = ReviewFacts(status, "Maren Sample, M.D.", date(2026, 9, 14), date(2029, 9, 14), "maren-sample")
    hit = Hit(
        slug="tired",
        source_id=content.source_id,
        language=content.language,
        kind=content.kind,
        headline=content.headline,
        summary=content.summary,
        minutes_to_read=3,
        published_on=date(2021, 11, 18),
        review=review if status != Status.NONE else ReviewFacts(Status.NONE),
        terms=(TermName("topic", "topics", "side-effects", "Side Effects"),),
    )
    edition = EditionFacts(2, "update", datetime(2026, 9, 14, 12, tzinfo=UTC), "")
    translations = (Translation("es", "cansancio", "Cansancio"),)
    return ArticleView(hit, content, edition, "", None, translations, ())


def frozen(content: ArticleContent) -> ArticleContent:
    """Return the content with images under the names that they have once they are published."""
    named = (replace(one, file=f"{'0' * 64}.png") if isinstance(one, Image) else one for one in content.body)
    return replace(content, body=tuple(named))


def told(view: ArticleView, facts: ArticleFacts = NOTHING_MORE) -> dict:
    document = json.loads(json_ld(article_nodes(view, facts, facet_names={"topic": "Topics"}, people=())))
    assert mistakes(document) == []
    return document["@graph"][0]


def on_page(client, address: str) -> dict:
    """Return what a page tells machines, by the type of each thing, once it is sure that schema.org knows all of it."""
    html = client.get(address).content.decode()
    [text] = [part.partition("</script>")[0] for part in html.split('<script type="application/ld+json">')[1:]]
    document = json.loads(text)
    assert mistakes(document) == [], address
    return {str(thing["@type"]): thing for thing in document["@graph"]}


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("status", list(Status))
def test_every_sample_article_is_told_in_words_that_schema_org_knows(file, status):
    content = frozen(content_from_json(json.loads(file.read_text(encoding="utf-8"))))

    page = told(view_of(content, status))

    assert ("FAQPage" in page["@type"]) is bool(content.questions)
    assert len(page.get("mainEntity", [])) == len(content.questions)
    assert len(page.get("citation", [])) == len(content.references)


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Physician", "name": "No person"},
        {"@type": "Person", "lastReviewed": "2026-01-01"},
        {"@type": "WebPage", "lastReviewed": "in May"},
        {"@type": "WebPage", "reviewedBy": {"@type": "Answer", "text": "x"}},
        {"@type": "WebPage", "made_up": "x"},
        {"@type": "WebPage", "timeRequired": 3},
        {"@type": "WebPage", "isPartOf": {"@id": "no address"}},
    ],
)
def test_what_schema_org_does_not_know_is_noticed(wrong):
    assert mistakes({"@context": "https://schema.org", "@graph": [wrong]}) != []


def test_a_headline_cannot_end_the_element_that_it_stands_in():
    text = json_ld([node("WebPage", name="</script><script>alert(1)</script> & <!--")])

    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == "</script><script>alert(1)</script> & <!--"


def test_facts_about_one_thing_come_together():
    nodes = [{"@type": "WebSite", "@id": "a", "name": "x"}, {"@type": "WebSite", "@id": "a", "url": "y"}]

    assert json.loads(json_ld(nodes))["@graph"] == [{"@type": "WebSite", "@id": "a", "name": "x", "url": "y"}]


def article(**fields) -> ArticleContent:
    return ArticleContent(**{"source_id": "a", "headline": "Tired", "language": "en"} | fields)


@pytest.mark.parametrize("status", [Status.CURRENT, Status.OVERDUE])
def test_a_signed_article_says_when_until_when_and_by_whom(db, status):
    reviewer = PersonFactory(name="Maren Sample", credentials="M.D.", role="Oncologist")
    facts = ArticleFacts(reviewer, "American Board of Samples", (), (), NOTHING_MORE.words_changed_at)

    page = told(view_of(article(), status), facts)

    assert (page["lastReviewed"], page["expires"]) == ("2026-09-14", "2029-09-14")
    assert page["reviewedBy"]["@type"] == "Person"
    assert page["reviewedBy"]["name"] == "Maren Sample"
    assert page["reviewedBy"]["honorificSuffix"] == "M.D."
    assert page["reviewedBy"]["hasCredential"][1]["recognizedBy"]["name"] == "American Board of Samples"


def test_a_reviewer_who_is_called_otherwise_now_keeps_the_name_of_the_signature(db):
    facts = ArticleFacts(PersonFactory(name="Maren Other"), "", (), (), NOTHING_MORE.words_changed_at)

    assert told(view_of(article()), facts)["reviewedBy"]["name"] == "Maren Sample, M.D."


def test_a_review_at_the_source_claims_no_person_of_ours():
    page = told(view_of(article(source_url="https://elsewhere.example/a"), Status.REPORTED))

    assert page["lastReviewed"] == "2026-09-14"
    assert page["reviewedBy"] == {"name": "Maren Sample, M.D."}
    assert page["isBasedOn"] == "https://elsewhere.example/a"


def test_an_article_that_nobody_reviewed_claims_no_review():
    page = told(view_of(article(), Status.NONE))

    assert not {"lastReviewed", "reviewedBy", "expires"} & page.keys()


def test_an_article_without_medical_statements_is_no_medical_page():
    page = told(view_of(article(kind="information"), Status.NONE))

    assert page["@type"] == "WebPage"
    assert "audience" not in page


def test_questions_lead_to_their_places():
    content = article(body=(Question("Why am I tired?", "<p>Many <b>reasons</b>.</p>"),))

    [question] = told(view_of(content))["mainEntity"]

    assert question["name"] == "Why am I tired?"
    assert question["acceptedAnswer"]["text"] == "Many reasons."
    assert question["url"].endswith("/articles/tired/#why-am-i-tired")


def test_corrections_translations_and_references_are_told():
    facts = ArticleFacts(
        None, "", (), (CorrectionMade(date(2026, 9, 16), "A dose was wrong."),), datetime(2026, 9, 16, tzinfo=UTC)
    )
    references = (Reference("A guideline", publisher="A body", year=2024, pubmed_id="123", doi="10.1000/a"),)

    page = told(view_of(article(references=references, authors=(PersonContent("Jo Sample"),))), facts)

    assert page["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2026-09-16", "text": "A dose was wrong."}
    ]
    assert page["dateModified"].startswith("2026-09-16")
    assert [one["inLanguage"] for one in page["workTranslation"]] == ["es"]
    assert page["citation"][0]["sameAs"] == ["https://doi.org/10.1000/a", "https://pubmed.ncbi.nlm.nih.gov/123/"]


@pytest.mark.django_db
def test_the_page_of_an_article_tells_codes_and_who_signed(client, vocabulary):
    Code.objects.create(term=vocabulary["throat"], system="icd-10-cm", relation="primary", prefix="C14")
    Code.objects.create(term=vocabulary["throat"], system="icd-10-cm", relation="related", prefix="C32")
    Code.objects.create(term=vocabulary["support"], system="mesh", relation="primary", prefix="D012944")
    signer = PersonFactory(name="Maren Sample", credentials="M.D.", slug="maren-sample")
    reviewer = ReviewerFactory(person=signer, licence="American Board of Samples")
    draft = make_article(title="Tired", terms=[vocabulary["throat"], vocabulary["support"]])
    sign_article(draft, reviewer)
    draft.get_latest_revision().publish()

    page = on_page(client, "/articles/tired/")["MedicalWebPage"]

    [condition] = page["about"]
    assert condition["name"] == "Throat Cancer"
    assert [(one["codingSystem"], one["codeValue"]) for one in condition["code"]] == [("ICD-10-CM", "C14")]
    assert [one["name"] for one in page["keywords"]] == ["Support"]
    assert page["reviewedBy"]["url"] == "http://localhost:8000/people/maren-sample/"
    assert page["reviewedBy"]["hasCredential"][1]["recognizedBy"]["name"] == "American Board of Samples"
    assert [one["name"] for one in page["breadcrumb"]["itemListElement"]] == [
        "Library",
        "Diseases",
        "Throat Cancer",
        "Tired",
    ]


@pytest.mark.django_db
def test_a_correction_is_told_on_the_page(client):
    published = make_published(title="Tired")
    published.summary, published.change_kind, published.change_note = "Other.", "correction", "A dose was wrong."
    published.save_revision()
    sign_article(published)
    published.get_latest_revision().publish()

    page = on_page(client, "/articles/tired/")["MedicalWebPage"]

    assert [one["text"] for one in page["correction"]] == ["A dose was wrong."]
    assert page["version"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/es", "es")])
def test_the_first_page_can_be_searched(client, prefix, language):
    InstitutionSettings.objects.create(
        name="Sample Hospital", email="library@example.org", telephone="(202) 555-0142", address="1 Sample Street"
    )

    things = on_page(client, f"{prefix}/")

    website = things["WebSite"]
    assert website["inLanguage"] == language
    template = website["potentialAction"]["target"]["urlTemplate"]
    assert template == f"http://localhost:8000{prefix}/articles/?q={{search_term_string}}"
    assert things["Organization"]["telephone"] == "(202) 555-0142"
    assert things["Organization"]["address"] == "1 Sample Street"


@pytest.mark.django_db
def test_a_term_is_a_word_with_a_meaning_and_if_it_has_a_code_a_condition(client, vocabulary):
    Code.objects.create(term=vocabulary["throat"], system="icd-10-cm", relation="primary", prefix="C14")
    make_published(title="Tired", terms=[vocabulary["throat"], vocabulary["support"]])

    of_disease = on_page(client, "/diseases/throat-cancer/")["CollectionPage"]
    of_topic = on_page(client, "/topics/support/")["CollectionPage"]

    assert [one["@type"] for one in of_disease["about"]] == ["DefinedTerm", "MedicalCondition"]
    assert [one["@type"] for one in of_topic["about"]] == ["DefinedTerm"]
    assert of_topic["mainEntity"]["numberOfItems"] == 1


@pytest.mark.django_db
def test_people_and_reviews_have_facts_of_their_own(client):
    signer = PersonFactory(name="Maren Sample", credentials="M.D.", slug="maren-sample")
    draft = make_article(title="Tired")
    signed = sign_article(draft, ReviewerFactory(person=signer, licence="American Board of Samples"))
    draft.get_latest_revision().publish()

    person = on_page(client, "/people/maren-sample/")["ProfilePage"]["mainEntity"]
    review = on_page(client, f"/reviews/{signed.ledger_entry_id}/")["WebPage"]["mainEntity"]

    assert (person["name"], person["honorificSuffix"]) == ("Maren Sample", "M.D.")
    assert review["@type"] == "ReviewAction"
    assert review["object"]["headline"] == "Tired"
    assert review["agent"]["name"] == "Maren Sample, M.D."


@pytest.mark.django_db
def test_a_page_with_a_wild_headline_stays_whole(client):
    make_published(title="</script><b>Wild", slug="wild")

    page = read(client.get("/articles/wild/"))

    assert page.mistakes == []
    assert on_page(client, "/articles/wild/")["MedicalWebPage"]["name"] == "</script><b>Wild"
