import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from tests.factories import FacetFactory, PersonFactory, TermFactory, make_article, make_published, sign_article
from wellread.articles.images import frozen_images, image_from_bytes
from wellread.articles.models import Article, ArticleAuthor, Person, RelatedArticle
from wellread.articles.reading import content_of
from wellread.publishing.models import Address, Change, Edition, Publication
from wellread.publishing.publish import publish, withdraw
from wellread.review import append_only
from wellread.review.attest import report, waive
from wellread.review.models import Attestation, LedgerEntry, ReportedReview, Reviewer, Waiver
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def by_id(path):
    return {line["source_id"]: line for line in lines_of(path)}


def image(colour):
    return image_from_bytes(get_test_image_file(colour=colour).file.getvalue(), title=f"{colour}.png")


def redraft(article, **changes):
    latest = article.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    latest.save_revision(clean=False)
    return Article.objects.get(pk=article.pk).get_latest_revision_as_object()


def every_block(person):
    return [
        (
            "paragraph",
            '<p>One <b>bold</b> &amp; 10<sup>9</sup> <a href="https://example.org/?a=1&amp;b=2">link</a></p>',
        ),
        ("section", {"heading": "Café “x”", "text": "<p>Text</p><ul><li>a</li></ul>"}),
        ("question", {"question": "Why?", "answer": "<p>So.</p>"}),
        ("list", {"items": ["one", "<i>two</i>"], "ordered": True}),
        ("quote", {"words": "First line.\r\nSecond line.", "person": person}),
        ("pull_quote", {"words": "First line.", "person": person}),
        ("image", {"image": image("red"), "alternative_text": "A red field.", "caption": " Red "}),
        ("get_help", {"text": "<p>Call.</p>"}),
        ("key_facts", {"items": ["fact"]}),
    ]


@pytest.fixture
def terms(db):
    facet = FacetFactory(slug="disease", path="diseases")
    topic = FacetFactory(slug="topic", path="topics")
    parent = TermFactory(facet=facet, slug="parent")
    found = [TermFactory(facet=facet, slug="child", parents=[parent]), TermFactory(facet=topic, slug="zebra")]
    return [*found, TermFactory(facet=topic, slug="ant"), TermFactory(facet=topic, slug="gone")]


@pytest.fixture
def rich_library(prepared_home, terms):
    """Articles in every state, with everything that an article can have."""
    child, zebra, ant, gone = terms
    nurse = PersonFactory(name="Jo Sample", credentials="R.N.", slug="jo-sample")
    doctor = PersonFactory(name="Jo Sample", credentials="M.D.", slug="jo-sample-2")
    namesake = PersonFactory(name="Jo Sample", credentials="M.D.", slug="the-other-jo", affiliation="Elsewhere")
    full = make_article(
        title="Everything, “quoted” \u2028 and 😀",
        source_id="a:full",
        slug="everything",
        terms=[ant, zebra, child],
        body=every_block(doctor),
        urgent_notice="A recall.\r\nTwo lines.",
        source_url="https://example.org/full",
        call_to_action_text="Call us",
        call_to_action_telephone="202-555-0142",
        published_on=date(2020, 2, 29),
    )
    full.authors = [ArticleAuthor(person=nurse), ArticleAuthor(person=namesake)]
    full.save_revision()
    sign_article(full)
    publish(full)
    corrected = redraft(full, summary="Corrected.", change_kind="correction", change_note="A number was wrong.")
    sign_article(corrected)
    publish(corrected)
    make_article(title="Only a draft", source_id="b:draft", body=[("question", {"question": "And?", "answer": ""})])
    renamed = make_published(signed=False, title="First name", source_id="c:renamed", terms=[gone])
    publish(redraft(renamed, slug="second-name"))
    newer = make_published(signed=False, title="Old words", source_id="d:newer", terms=[ant])
    redraft(
        newer, title="New words", slug="new-words", terms=[zebra], change_note="Not out yet.", change_kind="correction"
    )
    gone_away = make_published(title="Withdrawn", source_id="e:withdrawn", terms=[child])
    withdraw(gone_away, reason="It was “outdated”.")
    changed = make_published(signed=False, title="Withdrawn and changed", source_id="f:withdrawn-changed", terms=[ant])
    withdraw(changed, reason="Wrong.")
    redraft(Article.objects.get(pk=changed.pk), title="Mended")
    spanish = make_published(
        language="es",
        title="Todo",
        source_id="0:spanish",
        slug="everything",
        translation_key=full.translation_key,
        terms=[ant],
    )
    assert spanish.translation_key == full.translation_key
    reported = make_article(title="Reported", source_id="g:reported", terms=[])
    report(reported, content_of(reported), by="another house", on=date(2021, 11, 18))
    publish(reported)
    waived = make_article(title="Waived", source_id="h:waived", terms=[zebra])
    waive(waived, content_of(waived), reason="Needed today.", by="somebody")
    publish(waived)
    telephone = make_published(
        signed=False,
        title="A number only",
        source_id="i:telephone",
        call_to_action_telephone="+442079460958",
        terms=[ant],
    )
    related = redraft(telephone)
    related.related_articles = [RelatedArticle(to=full), RelatedArticle(to=waived), RelatedArticle(to=newer)]
    related.save_revision()
    publish(related)
    moved = PersonFactory(name="Mo Ved", credentials="R.N.", affiliation="Old House", slug="mo-ved")
    for number, credentials in enumerate(("R.N.", "M.D."), start=1):
        Person.objects.filter(pk=moved.pk).update(credentials=credentials, affiliation=f"House {number}")
        article = make_article(kind="information", title=f"Mo {number}", source_id=f"j:mo-{number}", terms=[ant])
        article.authors = [ArticleAuthor(person=Person.objects.get(pk=moved.pk))]
        article.save_revision()
        publish(article)
    Person.objects.filter(pk=doctor.pk).update(role="chief physician", affiliation="New House")
    merge(gone, into=ant)
    make_article(title="Two drafts", source_id="k:two", body=[("paragraph", "<p>1</p>")], terms=[])
    return prepared_home


def wipe():
    """Take all articles, people and images away, as a new home would; the vocabulary stays."""
    append_only.lift()
    Publication.objects.update(current=None)
    for model in (Publication, Address, Change, Attestation, ReportedReview, Waiver, Reviewer):
        model.objects.all().delete()
    for article in Article.objects.all():
        article.delete()
    for model in (Person, LedgerEntry, get_image_model()):
        model.objects.all().delete()
    for name in frozen_images().listdir("")[1]:
        frozen_images().delete(name)
    assert Page.objects.filter(depth__gt=2).count() == 0


def attestations_aside(path):
    lines = lines_of(path)
    for line in [*lines, *(line["draft"] for line in lines if line["draft"])]:
        line["reported_review"], line["attestation"] = line["reported_review"] or line["attestation"], None
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def test_export_wipe_import_export_gives_the_same_bytes(rich_library, tmp_path, wellread):
    first, second, third = (tmp_path / name / "library.jsonl" for name in ("first", "second", "third"))
    for file in (first, second, third):
        file.parent.mkdir()
    assert wellread("export", first).code == 0
    wipe()

    imported = wellread("import", first, "--publish", "--publish-unreviewed", "--json")
    assert wellread("export", second).code == 0

    counts = json.loads(imported.output)["counts"]
    assert (imported.code, counts["created"], counts["skipped"], counts["refused"]) == (0, len(lines_of(first)), 0, 0)
    assert attestations_aside(second) == attestations_aside(first)
    assert [path.name for path in (second.parent / "images").iterdir()] == [
        path.name for path in (first.parent / "images").iterdir()
    ]
    # What came back holds no attestation of its own any more, and then not a byte changes.
    wipe()
    assert wellread("import", second, "--publish", "--publish-unreviewed").code == 0
    assert wellread("export", third).code == 0
    assert third.read_bytes() == second.read_bytes()


def test_what_came_back_is_what_readers_saw(rich_library, tmp_path, wellread):
    before = {one.source_id: one for one in Publication.objects.select_related("current")}
    editions = {one.source_id: one.current for one in before.values()}
    wellread("export", tmp_path / "library.jsonl")
    wipe()

    wellread("import", tmp_path / "library.jsonl", "--publish", "--publish-unreviewed")

    after = Publication.objects.select_related("current")
    assert {one.source_id for one in after} == before.keys()
    for one in after:
        edition = editions[one.source_id]
        assert (one.current is None) == (edition is None)
        assert (one.slug, one.withdrawn_reason) == (before[one.source_id].slug, before[one.source_id].withdrawn_reason)
        if edition:
            assert (one.current.number, one.current.kind) == (edition.number, edition.kind)
            assert (one.current.published_at, one.current.digest) == (edition.published_at, edition.digest)
    assert Article.objects.filter(has_unpublished_changes=True, live=True).count() == 2
    assert wellread("import", tmp_path / "library.jsonl", "--publish", "--publish-unreviewed").code == 0
    assert Edition.objects.count() == len(before)


def test_a_line_says_all_of_a_published_article(rich_library, tmp_path, wellread):
    wellread("export", tmp_path / "library.jsonl")

    line = by_id(tmp_path / "library.jsonl")["a:full"]

    assert (line["status"], line["slug"], line["published_on"]) == ("published", "everything", "2020-02-29")
    assert line["terms"] == {"disease": ["child"], "topic": ["ant", "zebra"]}
    assert (line["edition"]["number"], line["edition"]["kind"]) == (2, "correction")
    assert line["edition"]["change_note"] == "A number was wrong."
    assert line["attestation"]["by"].startswith("Sample Person")
    assert (line["reported_review"], line["draft"], line["translation_of"]) == (None, None, None)
    assert [block["type"] for block in line["body"]] == [
        "paragraph", "section", "question", "list", "quote", "pull_quote", "image", "get_help", "key_facts"
    ]  # fmt: skip
    file = line["body"][6]["file"]
    assert (tmp_path / file).read_bytes() == get_test_image_file(colour="red").file.getvalue()


def test_lines_are_sorted_by_source_id_and_name_their_original(rich_library, tmp_path, wellread):
    wellread("export", tmp_path / "library.jsonl")

    lines = lines_of(tmp_path / "library.jsonl")

    assert [line["source_id"] for line in lines] == sorted(line["source_id"] for line in lines)
    assert lines[0]["translation_of"] == "a:full"


def test_drafts_and_withdrawals_are_told_apart(rich_library, tmp_path, wellread):
    wellread("export", tmp_path / "library.jsonl")

    lines = by_id(tmp_path / "library.jsonl")

    assert (lines["b:draft"]["status"], lines["b:draft"]["edition"]) == ("draft", None)
    assert lines["d:newer"]["headline"] == "Old words"
    assert lines["d:newer"]["draft"]["headline"] == "New words"
    assert lines["d:newer"]["draft"]["terms"] == {"topic": ["zebra"]}
    assert (lines["e:withdrawn"]["status"], lines["e:withdrawn"]["withdrawn_reason"]) == (
        "withdrawn", "It was “outdated”."
    )  # fmt: skip
    assert lines["f:withdrawn-changed"]["draft"]["headline"] == "Mended"
    assert lines["c:renamed"]["slug"] == "second-name"
    assert lines["c:renamed"]["terms"] == {"topic": ["ant"]}
    assert lines["g:reported"]["reported_review"] == {"by": "another house", "on": "2021-11-18"}


def test_an_exported_line_fits_the_schema_that_we_publish(rich_library, tmp_path, wellread):
    wellread("export", tmp_path / "library.jsonl")

    dry = wellread("import", tmp_path / "library.jsonl", "--dry-run", "--json")

    assert json.loads(dry.output)["counts"]["unchanged"] == len(lines_of(tmp_path / "library.jsonl"))
    assert dry.code == 0


def test_an_empty_library_is_an_empty_file(prepared_home, tmp_path, wellread):
    ended = wellread("export", tmp_path / "library.jsonl", "--json")

    assert json.loads(ended.output)["articles"] == 0
    assert (tmp_path / "library.jsonl").read_bytes() == b""


def test_a_file_that_is_there_is_replaced_only_on_request(prepared_home, tmp_path, wellread):
    file = tmp_path / "library.jsonl"
    file.write_text("precious")

    refused = wellread("export", file)
    forced = wellread("export", file, "--force")

    assert (refused.code, forced.code) == (2, 0)
    assert "--force" in refused.errors
    assert file.read_bytes() == b""


@pytest.mark.parametrize("path", ["library.txt", "missing/library.jsonl", "."])
def test_a_path_that_cannot_be_written_is_a_mistake_of_use(prepared_home, tmp_path, wellread, path):
    assert wellread("export", tmp_path / path).code == 2


def test_an_export_needs_a_prepared_home(own_home, db, tmp_path, wellread):
    ended = wellread("export", tmp_path / "library.jsonl")

    assert ended.code == 4
    assert not (tmp_path / "library.jsonl").exists()


def test_a_lost_image_is_told_and_the_rest_is_written(rich_library, tmp_path, wellread):
    for name in frozen_images().listdir("")[1]:
        frozen_images().delete(name)
    drawing = get_image_model().objects.get()
    Path(drawing.file.path).unlink()

    ended = wellread("export", tmp_path / "library.jsonl", "--json")

    assert ended.code == 1
    assert "a:full" in json.loads(ended.output)["problems"][0]
    assert len(lines_of(tmp_path / "library.jsonl")) > 5


def test_a_frozen_image_that_is_gone_is_told(rich_library, tmp_path, wellread):
    withdraw(Article.objects.get(source_id="a:full"), reason="Old.")
    latest = Article.objects.get(source_id="a:full")
    redraft(latest, body=[("paragraph", "<p>No image.</p>")])
    for name in frozen_images().listdir("")[1]:
        frozen_images().delete(name)

    ended = wellread("export", tmp_path / "library.jsonl")

    assert ended.code == 1
    assert "of a:full is gone" in ended.errors


def test_nothing_is_left_behind_by_an_export_that_fails(rich_library, tmp_path, wellread, monkeypatch):
    (tmp_path / "images").write_text("a file where the folder should be")

    ended = wellread("export", tmp_path / "library.jsonl")

    assert ended.code == 4
    assert [path.name for path in tmp_path.iterdir() if "library" in path.name] == []


def test_the_number_of_queries_grows_slowly(rich_library, tmp_path, wellread, django_assert_max_num_queries):
    number = Article.objects.count()

    with django_assert_max_num_queries(60 + 40 * number):
        wellread("export", tmp_path / "library.jsonl")


def test_images_are_frozen_once(prepared_home, tmp_path, wellread):
    store = frozen_images()
    store.save("unused.png", ContentFile(b"x"))

    wellread("export", tmp_path / "library.jsonl")

    assert not (tmp_path / "images").exists()
