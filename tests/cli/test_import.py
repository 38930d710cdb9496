import json
from datetime import date

import pytest

from tests.factories import FacetFactory, TermFactory, sign_article
from tests.importers.broken import FILES, LINES
from tests.importers.pages import PAGE, full_line, line, write_lines
from wellread.articles.models import Article, Person
from wellread.importers.models import ImportItem, ImportRun
from wellread.publishing.models import Edition, Publication
from wellread.publishing.publish import publish, withdraw
from wellread.review.coverage import Status
from wellread.review.models import LedgerEntry, Waiver
from wellread.vocabulary.models import Facet

pytestmark = pytest.mark.django_db

TERMS = {"disease": ["gum-trouble"]}
REVIEWED = {"kind": "medical", "terms": TERMS, "reported_review": {"by": "a dentist", "on": "2024-03-05"}}


@pytest.fixture
def home(prepared_home):
    """A prepared home with a small vocabulary; its static files are left for `serve`."""
    disease = FacetFactory(slug="disease", path="diseases")
    topic = FacetFactory(slug="topic", path="topics")
    TermFactory(facet=disease, slug="gum-trouble", name="Gum Trouble")
    TermFactory(facet=topic, slug="daily-brushing", name="Daily Brushing")
    return prepared_home


@pytest.fixture
def bring(home, tmp_path, wellread):
    """Import some lines and return how the command ended, and its report."""

    def bring(*lines, options=()):
        file = write_lines(tmp_path / "articles.jsonl", *lines)
        ended = wellread("import", file, "--json", *options)
        return ended, json.loads(ended.output)

    return bring


def public():
    return {one.source_id for one in Publication.objects.current()}


def test_without_options_everything_stays_a_draft(bring):
    ended, report = bring(line(**REVIEWED), line(source_id="test:two"))

    assert (ended.code, report["counts"]["created"], report["counts"]["published"]) == (0, 2, 0)
    assert not Publication.objects.exists()
    assert not Article.objects.filter(live=True).exists()


def test_publish_shows_what_its_source_reviewed_and_what_needs_no_review(bring):
    ended, report = bring(
        line(**REVIEWED), line(source_id="test:two", terms=TERMS), line(source_id="test:three", kind="medical"),
        options=["--publish"],
    )  # fmt: skip

    assert public() == {"test:one", "test:two"}
    assert (ended.code, report["counts"]["published"], report["counts"]["refused"]) == (1, 2, 1)
    assert report["items"][2]["error"] == "NotReviewedError"
    assert Edition.objects.get(publication__source_id="test:one").basis == "reported"
    assert ImportItem.objects.get(source_id="test:three").error == "NotReviewedError"


def test_what_a_reviewer_here_has_signed_is_published(bring):
    bring(line(kind="medical", terms=TERMS))
    Person.objects.update(disclosure="None.")
    sign_article(Article.objects.get())

    _ended, report = bring(line(kind="medical", terms=TERMS), options=["--publish"])

    assert report["items"][0]["outcome"] == "unchanged"
    assert Edition.objects.get().basis == "attestation"


def test_publish_unreviewed_waives_the_rest_and_says_so_in_the_ledger(bring):
    ended, _report = bring(line(**REVIEWED), line(source_id="b", kind="medical"), options=["--publish-unreviewed"])

    waiver = Waiver.objects.get()
    assert (ended.code, public()) == (0, {"test:one", "b"})
    assert (waiver.source_id, waiver.waived_by) == ("b", "import")
    assert "--publish-unreviewed" in waiver.reason
    assert LedgerEntry.objects.filter(kind="waiver").count() == 1


def test_a_house_without_waivers_refuses_them_all(bring, settings):
    settings.WELLREAD_ALLOW_WAIVERS = False

    ended, report = bring(line(kind="medical"), options=["--publish-unreviewed"])

    assert (ended.code, report["items"][0]["error"]) == (3, "ReviewError")
    assert not Waiver.objects.exists()


def test_a_rule_that_refuses_is_told_with_its_sentence(bring):
    ended, report = bring(line(terms={}), line(source_id="b", slug="b", terms=TERMS), options=["--publish"])

    assert (ended.code, public()) == (1, {"b"})
    assert report["items"][0]["error"] == "QualityError"
    assert "Choose at least one term." in report["items"][0]["sentence"]
    assert Article.objects.get(source_id="test:one").live is False


def test_the_status_of_a_line_is_obeyed(bring):
    ended, report = bring(
        line(source_id="a", terms=TERMS, status="draft"),
        line(source_id="b", terms=TERMS, status="published", slug="b"),
        line(source_id="c", terms=TERMS, status="withdrawn", withdrawn_reason="Out of date.", slug="c"),
        line(source_id="d", terms=TERMS, status="withdrawn", slug="d"),
        options=["--publish"],
    )

    assert (ended.code, public()) == (0, {"b"})
    assert (report["counts"]["published"], report["counts"]["withdrawn"]) == (1, 2)
    reasons = dict(Publication.objects.values_list("source_id", "withdrawn_reason"))
    assert reasons["c"] == "Out of date."
    assert reasons["d"] == "The article was withdrawn where it comes from."
    assert Article.objects.get(source_id="c").live is False


def test_nothing_is_withdrawn_without_asking_for_publication(bring):
    bring(line(terms=TERMS), options=["--publish"])

    bring(line(terms=TERMS, status="withdrawn"))

    assert public() == {"test:one"}


def test_an_edition_keeps_its_number_and_time(bring):
    edition = {
        "number": 7,
        "kind": "update",
        "published_at": "2024-03-04T05:06:07.123456+00:00",
        "change_note": "More.",
    }

    bring(line(terms=TERMS, edition=edition), options=["--publish"])
    bring(line(terms=TERMS, headline="Other", edition={**edition, "number": 9, "change_note": "Less."}),
          options=["--publish"])  # fmt: skip

    first, second = Edition.objects.order_by("number")
    assert (first.number, first.kind, first.change_note) == (7, "update", "More.")
    assert first.published_at.isoformat() == "2024-03-04T05:06:07.123456+00:00"
    assert (second.number, second.kind, second.change_note) == (8, "update", "Less.")


def test_a_newer_draft_stays_a_draft(bring):
    bring(line(terms=TERMS, draft={"headline": "Newer"}), options=["--publish"])

    article = Article.objects.get()
    assert (article.title, article.draft_title, article.has_unpublished_changes) == ("One article", "Newer", True)
    ended, report = bring(line(terms=TERMS, draft={"headline": "Newer"}), options=["--publish"])
    assert report["counts"]["unchanged"] == 1
    assert Article.objects.get().title == "One article"
    assert ended.code == 0


def test_importing_twice_publishes_once(bring):
    bring(line(**REVIEWED), options=["--publish"])

    _ended, report = bring(line(**REVIEWED), options=["--publish"])

    assert (report["counts"]["unchanged"], report["counts"]["published"]) == (1, 0)
    assert Edition.objects.count() == 1


def test_drafts_of_an_earlier_import_are_published_when_asked(bring):
    bring(line(**REVIEWED))

    _ended, report = bring(line(**REVIEWED), options=["--publish"])

    assert report["counts"] == report["counts"] | {"unchanged": 1, "published": 1}


def test_a_later_review_of_the_same_words_makes_the_next_edition(bring):
    bring(line(**REVIEWED), options=["--publish"])

    bring(line(**REVIEWED | {"reported_review": {"by": "a dentist", "on": "2026-03-05"}}), options=["--publish"])

    publication = Publication.objects.get()
    assert (publication.current.number, publication.current.kind) == (2, "review")
    assert publication.current.reviewed_on == date(2026, 3, 5)


def test_related_articles_of_the_same_file_are_in_the_first_edition(bring):
    bring(
        line(source_id="a", related=["b"], terms=TERMS), line(source_id="b", slug="b", related=["a"], terms=TERMS),
        options=["--publish"],
    )  # fmt: skip

    assert {one.read().related for one in Edition.objects.all()} == {("a",), ("b",)}


def test_a_translation_before_its_original_is_published_as_one(bring):
    bring(
        line(source_id="es", language="es", translation_of="zz", terms=TERMS), line(source_id="zz", terms=TERMS),
        options=["--publish"],
    )  # fmt: skip

    assert len(set(Publication.objects.values_list("translation_key", flat=True))) == 1


def test_what_was_withdrawn_here_does_not_come_back_by_itself(bring):
    bring(line(terms=TERMS), options=["--publish"])
    withdraw(Article.objects.get(), reason="Wrong.")

    _ended, same = bring(line(terms=TERMS), options=["--publish"])
    ended, changed = bring(line(terms=TERMS, headline="Other"), options=["--publish"])
    assert (same["counts"]["unchanged"], same["counts"]["published"]) == (1, 0)
    assert (ended.code, changed["items"][0]["error"]) == (3, "WithdrawnHereError")
    assert "wellread publish" in changed["items"][0]["sentence"]
    assert public() == set()

    bring(line(terms=TERMS, headline="Third", status="published"), options=["--publish"])
    assert public() == {"test:one"}


def test_words_that_were_edited_here_are_not_overtaken(bring):
    bring(line(terms=TERMS))
    article = Article.objects.get().get_latest_revision_as_object()
    article.title = "Edited here"
    article.save_revision()

    ended, report = bring(line(terms=TERMS), options=["--publish"])
    assert (ended.code, report["counts"]["published"]) == (0, 0)

    publish(Article.objects.get())
    bring(line(terms=TERMS), options=["--publish"])
    assert Publication.objects.get().current.headline == "Edited here"


def test_a_conflict_is_told_and_ends_with_one(bring):
    bring(line(terms=TERMS))
    article = Article.objects.get().get_latest_revision_as_object()
    article.title = "Edited here"
    article.save_revision()

    ended, report = bring(line(terms=TERMS, headline="Changed there"))

    assert (ended.code, report["counts"]["conflict"]) == (1, 1)
    assert report["items"][0]["error"] == "ConflictError"


def test_a_rehearsal_does_everything_and_leaves_nothing(bring):
    withdrawn = line(source_id="c", terms=TERMS, status="withdrawn")
    lines = [line(**REVIEWED), line(source_id="b", kind="medical"), withdrawn, "{"]

    ended, report = bring(*lines, options=["--dry-run", "--publish"])

    counts = report["counts"]
    assert report["dry_run"] is True
    assert (counts["created"], counts["published"], counts["withdrawn"], counts["refused"]) == (3, 1, 1, 1)
    assert ended.code == 1
    for model in (Article, Publication, Edition, ImportRun, LedgerEntry):
        assert not model.objects.exists()


def test_a_rehearsal_says_so_to_people(home, tmp_path, wellread):
    ended = wellread("import", write_lines(tmp_path / "a.jsonl", line()), "--dry-run")

    assert ended.output.startswith("Rehearsal: nothing was changed.")


def test_people_get_counts_reasons_suggestions_and_the_vocabulary(home, tmp_path, wellread):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "gums.txt").write_text(PAGE.replace("sore gums", "gum trouble"), encoding="utf-8")
    write_lines(folder / "a.jsonl", "{", line(kind="medical", related=["gone"]))

    ended = wellread("import", folder, "--publish")

    assert ended.code == 1
    assert "Created" in ended.output
    assert f"Skipped: {folder}/a.jsonl, line 1: InvalidJsonError: " in ended.output
    assert f"Not published: {folder}/a.jsonl, line 2: NotReviewedError: " in ended.output
    assert "Notice: " in ended.output
    assert "disease/gum-trouble, Gum Trouble: “Gum Trouble” 1× (headline)" in ended.output
    assert "import again with --apply-suggested-terms" in ended.output
    assert "Gum Trouble (12), Tooth Ache (1708, not in this vocabulary)" in ended.output
    assert "none of them was stored" in ended.output
    assert Facet.objects.count() == 2


def test_only_the_object_stands_on_standard_output(bring):
    ended, report = bring(line())

    assert ended.output.strip().startswith("{")
    assert report.keys() == {"dry_run", "counts", "items", "notices", "vocabulary"}
    assert "Reading and writing" in ended.errors


def test_suggested_terms_are_listed_for_programs_and_applied_on_request(bring):
    _ended, report = bring(line(headline="Gum trouble"), options=["--apply-suggested-terms", "--publish"])

    [item] = report["items"]
    assert item["suggestions"][0]["slug"] == "gum-trouble"
    assert item["suggestions"][0]["why"] == "“Gum Trouble” 1× (headline)"
    assert item["suggestions_applied"] is True
    assert [term.slug for term in Edition.objects.get().terms.all()] == ["gum-trouble"]


def test_many_suggestions_are_cut_short_for_people(home, tmp_path, wellread):
    lines = [line(source_id=str(number), headline=f"Gum trouble {number}") for number in range(27)]

    ended = wellread("import", write_lines(tmp_path / "a.jsonl", *lines))

    assert "And for 2 more articles" in ended.output


def test_thirty_broken_inputs_at_once_each_have_a_name_and_the_good_ones_arrive(home, tmp_path, wellread):
    folder = tmp_path / "in"
    folder.mkdir()
    good = [line(source_id=f"test:good-{number}", slug=f"good-{number}") for number in (1, 2)]
    lines = [one for one in LINES if not one.name.startswith("50 MB")]
    write_lines(folder / "lines.jsonl", good[0], *[one.content() for one in lines], good[1])
    files = [one for one in FILES if not one.name.startswith("50 MB")]
    for number, one in enumerate(files):
        (folder / f"z{number:03}{one.ending}").write_bytes(one.content())

    ended = wellread("import", folder, "--publish", "--json")

    items = json.loads(ended.output)["items"]
    assert [item["error"] for item in items if item["outcome"] == "skipped"] == [one.error for one in [*lines, *files]]
    assert all(item["sentence"] for item in items if item["outcome"] == "skipped")
    assert {article.source_id for article in Article.objects.all()} == {"test:good-1", "test:good-2"}
    assert ended.code == 1
    assert "Traceback" not in ended.errors + ended.output


@pytest.mark.parametrize("arguments", [[], ["/nowhere/at/all.jsonl"], ["--no-such-option"]])
def test_mistakes_of_use_end_with_two(home, wellread, arguments):
    assert wellread("import", *arguments).code == 2


@pytest.mark.parametrize(("name", "source_id"), [("a.jsonl", "x"), ("", "x"), ("a.txt", "x" * 201)])
def test_a_source_id_is_for_one_page(home, tmp_path, wellread, name, source_id):
    (tmp_path / "a.txt").write_text(PAGE)
    write_lines(tmp_path / "a.jsonl", line())

    assert wellread("import", tmp_path / name, "--source-id", source_id).code == 2
    assert not Article.objects.exists()


def test_a_page_takes_the_source_id_that_it_is_given(home, tmp_path, wellread):
    (tmp_path / "a.txt").write_text(PAGE)

    assert wellread("import", tmp_path / "a.txt", "--source-id", "ours:1").code == 0
    assert Article.objects.get().source_id == "ours:1"


def test_an_article_with_everything_is_public_as_it_came(bring):
    bring(full_line(), options=["--publish"])

    content = Edition.objects.get().read()
    assert (content.urgent_notice, content.call_to_action.telephone) == ("A brush was recalled.", "+12025550142")
    assert len(content.body) == 8


def test_the_page_of_origin_goes_all_the_way(own_home, db, shared_data, wellread):
    ended = wellread("import", shared_data / "origin" / "page.txt", "--publish", "--apply-suggested-terms")

    edition = Publication.objects.current().get().current
    content = edition.read()
    assert ended.code == 0
    assert content.headline == "4 questions about breast calcifications, answered"
    assert [author.name for author in content.authors] == ["Molly Adams"]
    assert (content.published_on, edition.minutes_to_read, len(content.questions)) == (date(2021, 11, 18), 3, 4)
    assert content.quotes[0].person.credentials == "M.D."
    assert content.call_to_action.telephone_url == "tel:+18442109567"
    assert edition.status(today=date(2026, 11, 23)) == Status.REPORTED_OVERDUE
    assert edition.reviewed_on == date(2021, 11, 18)
    assert "breast-cancer" in {term.slug for term in edition.terms.all()}
    assert "Acoustic Neuroma (14)" in ended.output
