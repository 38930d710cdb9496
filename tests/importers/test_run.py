import json
from datetime import date

import pytest
from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision

from tests.factories import PersonFactory, TermFactory, make_published
from tests.importers.conftest import TODAY
from tests.importers.pages import PAGE, full_line, line, write_lines
from wellread.articles.content import Image
from wellread.articles.images import frozen_images
from wellread.articles.interchange import content_from_json
from wellread.articles.models import Article, Person
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.importers.article import Skipped
from wellread.importers.models import ImportItem, ImportRun, LastImport
from wellread.importers.run import Run, Wish
from wellread.review.models import LedgerEntry, ReportedReview
from wellread.vocabulary.merge import merge

pytestmark = pytest.mark.django_db


def outcomes(results):
    return [result.error if result.outcome == "skipped" else str(result.outcome) for result in results]


def latest(source_id="test:one"):
    return Article.objects.get(source_id=source_id).get_latest_revision_as_object()


def edit(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    article.save_revision()


def picture(folder, name="a.png", colour="white"):
    file = folder / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(get_test_image_file(colour=colour).file.getvalue())
    return file


def image_line(name="a.png", **changes):
    return line(body=[{"type": "image", "file": name, "alternative_text": "A dot."}], **changes)


def test_a_line_becomes_a_draft_with_all_its_words(bring_in):
    [written] = bring_in(full_line())

    article = Article.objects.get(source_id="test:full")
    content = content_of(article.get_latest_revision_as_object())
    assert (written.outcome, written.slug, article.live) == ("created", "gums-that-bleed", False)
    assert content.body == content_from_json(full_line()).body[:4] + content.body[4:]
    assert [person.name_with_credentials for person in content.people] == ["Ann Writer", "Bea Sample, D.D.S."]
    assert {term.slug for term in latest("test:full").terms.all()} == {"gum-trouble", "daily-brushing"}
    assert content.call_to_action.telephone == "+12025550142"
    assert content.urgent_notice == "A brush was recalled."


def test_the_review_of_the_source_is_bound_to_the_words_as_they_came_in(bring_in):
    bring_in(full_line())

    review = ReportedReview.objects.get()
    assert (review.by, review.on, review.source_id) == ("a dentist", date(2024, 3, 5), "test:full")
    assert review.digest == content_digest(content_of(latest("test:full")))
    assert review.ledger_entry.kind == "reported"


def test_the_same_again_changes_nothing(bring_in):
    bring_in(full_line())
    before = (Revision.objects.count(), Person.objects.count(), LedgerEntry.objects.count())

    [written] = bring_in(full_line())

    assert written.outcome == "unchanged"
    assert (Revision.objects.count(), Person.objects.count(), LedgerEntry.objects.count()) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Other words"},
        {"terms": {"disease": ["mouth-trouble"]}},
        {"call_to_action": {"text": "Write to us."}},
        {"slug": "another-slug"},
        {"references": []},
        {"urgent_notice": "New."},
    ],
)
def test_any_change_makes_a_new_draft(bring_in, changes):
    bring_in(full_line())

    [written] = bring_in(full_line(**changes))

    assert written.outcome == "updated"
    assert Article.objects.get(source_id="test:full").revisions.count() == 2
    assert written.revision_id == Article.objects.get(source_id="test:full").latest_revision_id


def test_a_new_review_of_unchanged_words_is_an_update_without_a_new_draft(bring_in):
    bring_in(full_line())

    [written] = bring_in(full_line(reported_review={"by": "a dentist", "on": "2026-03-05"}))

    assert written.outcome == "updated"
    assert Revision.objects.count() == 1
    assert ReportedReview.objects.count() == 2


def test_an_update_leaves_what_readers_see_alone(bring_in):
    bring_in(line(terms={"disease": ["gum-trouble"]}))
    Article.objects.get().get_latest_revision().publish()

    bring_in(line(headline="Other words"))

    article = Article.objects.get()
    assert (article.title, article.has_unpublished_changes) == ("One article", True)
    assert latest().title == "Other words"


def test_the_slug_stays_when_the_headline_changes(bring_in):
    bring_in(line())

    bring_in(line(headline="Other words"))

    assert latest().slug == "one-article"


def test_a_draft_that_was_edited_here_is_kept(bring_in):
    bring_in(line())
    edit(latest(), title="Edited here")
    people = Person.objects.count()

    [unchanged] = bring_in(line())
    [conflict] = bring_in(line(headline="Changed there", authors=[{"name": "Somebody New"}]))

    assert (unchanged.outcome, unchanged.revision_id) == ("unchanged", None)
    assert (conflict.outcome, conflict.error) == ("conflict", "ConflictError")
    assert latest().title == "Edited here"
    assert Person.objects.count() == people


def test_saving_a_draft_unchanged_is_no_edit(bring_in):
    bring_in(line())
    edit(latest())
    Person.objects.update(role="promoted meanwhile")

    [written] = bring_in(line(headline="Changed there"))

    assert written.outcome == "updated"


def test_other_terms_here_are_an_edit(bring_in, vocabulary):
    bring_in(line())
    edit(latest(), terms=[vocabulary["gum-trouble"]])

    assert outcomes(bring_in(line(headline="Changed there"))) == ["conflict"]


def test_a_locked_article_is_left_alone(bring_in):
    bring_in(line())
    Article.objects.update(locked=True)

    assert outcomes(bring_in(line(headline="Changed there"))) == ["conflict"]


def test_an_article_that_was_written_here_is_not_overwritten(bring_in):
    article = make_published(signed=False)

    assert outcomes(bring_in(line(source_id=article.source_id))) == ["conflict"]


def test_a_deleted_article_comes_back(bring_in):
    bring_in(line())
    Article.objects.get().delete()

    assert outcomes(bring_in(line())) == ["created"]


def test_terms_of_the_editors_stay_when_the_source_says_nothing_of_terms(bring_in):
    bring_in(full_line())

    without = full_line(headline="Changed there")
    del without["terms"]
    bring_in(without)

    assert latest("test:full").terms.count() == 2


def test_a_term_is_found_by_its_slug_from_before(bring_in, vocabulary):
    old = TermFactory(facet=vocabulary["gum-trouble"].facet, slug="old-term")
    merge(old, into=vocabulary["gum-trouble"])
    vocabulary["daily-brushing"].slug = "brushing"
    vocabulary["daily-brushing"].save()

    bring_in(line(terms={"disease": ["old-term", "gum-trouble"], "topic": ["daily-brushing"]}))

    assert {term.slug for term in latest().terms.all()} == {"gum-trouble", "brushing"}


def test_unknown_terms_are_listed_and_the_item_is_skipped(bring_in):
    [skipped] = bring_in(line(terms={"disease": ["gum-trouble", "gout"], "colour": ["red"], "topic": ["gum-trouble"]}))

    assert skipped.error == "UnknownTermError"
    assert all(name in skipped.sentence for name in ("disease/gout", "colour/red", "topic/gum-trouble"))
    assert "disease/gum-trouble" not in skipped.sentence


def test_terms_are_suggested_and_applied_only_on_request(bring_in):
    sore = line(headline="Sore gums")

    [suggested] = bring_in(sore)
    assert [one.slug for one in suggested.suggestions] == ["gum-trouble"]
    assert latest().terms.count() == 0

    [applied] = bring_in(sore, apply_suggested_terms=True)
    assert (applied.outcome, applied.applied) == ("updated", True)
    assert [term.slug for term in latest().terms.all()] == ["gum-trouble"]


def test_terms_of_its_own_need_no_suggestions(bring_in):
    [written] = bring_in(line(headline="Sore gums", terms={"topic": ["daily-brushing"]}), apply_suggested_terms=True)

    assert (written.suggestions, written.applied) == ((), False)
    assert [term.slug for term in latest().terms.all()] == ["daily-brushing"]


def test_languages_have_their_own_libraries_and_slugs(bring_in):
    bring_in(line(), line(source_id="test:es", language="es"))

    pages = {article.source_id: article for article in Article.objects.all()}
    assert pages["test:es"].get_parent().slug == "es"
    assert pages["test:es"].slug == pages["test:one"].slug


def test_an_article_does_not_change_its_language(bring_in):
    bring_in(line())

    assert outcomes(bring_in(line(language="es"))) == ["LanguageChangedError"]


def test_a_page_whose_reviewer_has_a_name_as_long_as_a_text_is_refused(bring_in, tmp_path):
    page = tmp_path / "a.txt"
    page.write_text(PAGE.replace("a Sample Dental School professional", "x" * 401), encoding="utf-8")

    assert outcomes(bring_in(path=page)) == ["FieldError"]


def test_a_made_slug_is_numbered_and_a_given_one_is_not(bring_in):
    results = bring_in(
        line(source_id="1"),
        line(source_id="2"),
        line(source_id="3", slug="one-article"),
        line(source_id="4", headline="问题"),
    )

    assert outcomes(results) == ["created", "created", "SlugTakenError", "created"]
    assert [results[number].slug for number in (0, 1, 3)] == ["one-article", "one-article-1", "article"]


@pytest.mark.parametrize("original_first", [True, False])
def test_translations_find_each_other_in_any_order(bring_in, original_first):
    original = line(source_id="a")
    translation = line(source_id="b", language="es", translation_of="a")

    bring_in(*([original, translation] if original_first else [translation, original]))

    assert len(set(Article.objects.values_list("translation_key", flat=True))) == 1


def test_a_translation_found_later_brings_its_own_translations_along(bring_in):
    bring_in(line(source_id="b"), line(source_id="c", language="es", translation_of="b"))

    results = bring_in(line(source_id="c", language="es", translation_of="d"), line(source_id="d", headline="Original"))

    assert outcomes(results) == ["unchanged", "created"]
    keys = dict(Article.objects.values_list("source_id", "translation_key"))
    assert keys["b"] == keys["c"] != keys["d"]


def test_two_translations_into_one_language_are_refused(bring_in):
    results = bring_in(
        line(source_id="a"),
        line(source_id="b", language="es", translation_of="a"),
        line(source_id="c", language="es", translation_of="a", slug="c"),
        line(source_id="d", translation_of="a", slug="d"),
    )

    assert outcomes(results) == ["created", "created", "TranslationError", "TranslationError"]


def test_a_translation_of_nothing_stays_and_is_told(bring_in, tmp_path):
    run = Run(Wish((write_lines(tmp_path / "x.jsonl", line(translation_of="nowhere", related=["gone"])),)), options={})

    results = list(run.bring_in(today=TODAY))
    notices = run.relate()

    assert outcomes(results) == ["created"]
    assert [(one.outcome, one.error) for one in notices] == [("notice", "UnknownArticleError")] * 2
    assert "nowhere" in notices[1].sentence


def test_related_articles_are_found_in_any_order(bring_in):
    bring_in(
        line(source_id="a", related=["b", "c"]),
        line(source_id="b", related=["a"], slug="b"),
        line(source_id="c", slug="c"),
    )

    assert content_of(latest("a")).related == ("b", "c")
    assert content_of(latest("b")).related == ("a",)
    assert outcomes(bring_in(line(source_id="a", related=["b", "c"], headline="Changed"))) == ["updated"]


def test_the_same_lines_again_find_what_came_in_since(bring_in):
    lines = line(source_id="a", related=["b"]), line(source_id="c", language="es", translation_of="b", slug="c")
    bring_in(*lines)
    bring_in(line(source_id="b", slug="b"))

    again = bring_in(*lines)

    assert outcomes(again) == ["updated", "unchanged"]
    assert content_of(latest("a")).related == ("b",)
    assert latest("c").translation_key == latest("b").translation_key
    assert outcomes(bring_in(*lines)) == ["unchanged", "unchanged"]


def test_a_newer_draft_stands_beside_what_is_to_be_published(bring_in):
    draft = {"headline": "Newer words", "slug": "newer", "change_note": "Newer.", "change_kind": "correction"}
    draft |= {
        "terms": {"topic": ["daily-brushing"]},
        "body": [{"type": "question", "question": "And?", "answer_html": ""}],
    }

    [written] = bring_in(line(draft=draft, terms={"disease": ["gum-trouble"]}))

    published = Revision.objects.get(pk=written.revision_id).as_object()
    assert (published.title, published.slug) == ("One article", "one-article")
    assert [term.slug for term in published.terms.all()] == ["gum-trouble"]
    newer = latest()
    assert (newer.title, newer.slug, newer.change_note, newer.change_kind) == (
        "Newer words", "newer", "Newer.", "correction"
    )  # fmt: skip
    assert [term.slug for term in newer.terms.all()] == ["daily-brushing"]
    assert outcomes(bring_in(line(draft=draft, terms={"disease": ["gum-trouble"]}))) == ["unchanged"]


def test_related_articles_of_both_revisions_are_found_later(bring_in):
    [written, _] = bring_in(
        line(related=["b"], draft={"headline": "Newer", "related": ["b"]}), line(source_id="b", slug="b")
    )

    published = Revision.objects.get(pk=written.revision_id).as_object()
    assert content_of(published).related == content_of(latest()).related == ("b",)


NAMESAKES = [
    {"name": "Jo Sample", "credentials": "R.N."},
    {"name": "Jo Sample", "credentials": "M.D."},
    {"name": "JO SAMPLE", "credentials": "m.d."},
    {"name": "Jo Sample", "credentials": "M.D.", "slug": "the-other-jo"},
]


def test_people_are_told_apart_by_their_credentials(bring_in):
    bring_in(line(authors=NAMESAKES))

    assert sorted(Person.objects.values_list("slug", "credentials")) == [("jo-sample", "R.N."), ("jo-sample-2", "M.D.")]


def test_an_export_tells_namesakes_apart_by_their_addresses(bring_in):
    same = {"name": "Jo Sample", "credentials": "M.D."}

    bring_in(line(authors=[{**same, "slug": "jo-1"}, {**same, "slug": "jo-2"}], status="published"))

    assert [person.slug for person in content_of(latest()).authors] == ["jo-1", "jo-2"]


def test_a_person_whose_address_is_taken_is_made_once(bring_in):
    PersonFactory(name="Somebody Else", slug="jo")
    author = {"name": "Jo Sample", "slug": "jo"}

    bring_in(line(authors=[author]))
    bring_in(line(authors=[author], headline="Changed"))

    assert Person.objects.filter(name="Jo Sample").count() == 1


def test_images_come_from_the_folder_beside(bring_in, tmp_path):
    picture(tmp_path, "images/a.png")

    bring_in(image_line("images/a.png"))

    [block] = content_of(latest()).images
    assert (block.alternative_text, block.width) == ("A dot.", 640)
    assert frozen_images().exists(block.file)
    assert outcomes(bring_in(image_line("images/a.png"))) == ["unchanged"]


def test_other_bytes_under_the_same_name_are_a_change(bring_in, tmp_path):
    picture(tmp_path)
    bring_in(image_line())
    picture(tmp_path, colour="black")

    assert outcomes(bring_in(image_line())) == ["updated"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("missing.png", "ImageError"),
        ("words.png", "ImageError"),
        ("cut.png", "ImageError"),
        ("big.png", "ImageError"),
        ("", "EmptyTextError"),
        (".", "ImageError"),
        ("../../etc/passwd", "UnsafePathError"),
        ("images/../../a.png", "UnsafePathError"),
        ("/etc/passwd", "UnsafePathError"),
        ("C:\\a.png", "UnsafePathError"),
        ("https://example.org/a.png", "UnsafePathError"),
        ("~/a.png", "UnsafePathError"),
        ("link.png", "UnsafePathError"),
        ("loop.png", "UnsafePathError"),
        ("x" * 5000 + ".png", "ImageError"),
    ],
)
def test_an_image_that_is_none_or_lies_elsewhere_skips_its_item(bring_in, tmp_path, settings, name, error):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5000
    folder = tmp_path / "in"
    whole = picture(tmp_path, "outside.png").read_bytes()
    folder.mkdir()
    (folder / "words.png").write_text("only words")
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    (folder / "big.png").write_bytes(whole * 100)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")

    assert outcomes(bring_in(path=write_lines(folder / "a.jsonl", image_line(name)))) == [error]
    assert not get_image_model().objects.exists()


def stored():
    media = {name for _folders, names in [default_storage.listdir("original_images")] for name in names}
    return media, set(frozen_images().listdir("")[1])


@pytest.mark.parametrize("rehearse", [True, False])
def test_files_of_an_item_that_does_not_come_in_are_gone_again(bring_in, tmp_path, rehearse):
    picture(tmp_path, colour="red")
    bring_in(image_line(source_id="before"))
    before = stored()
    picture(tmp_path, "b.png", colour="green" if rehearse else "blue")
    broken = image_line("b.png", slug="one-article" if not rehearse else "free")

    results = bring_in(broken, image_line(source_id="before"), rehearse=rehearse)

    assert outcomes(results) == ["created" if rehearse else "SlugTakenError", "unchanged"]
    assert stored() == before


def test_a_rehearsal_leaves_nothing_behind(bring_in):
    before = (Page.objects.count(), ImportRun.objects.count(), Person.objects.count(), LedgerEntry.objects.count())
    seen = []

    run_results = bring_in(full_line(), line(), "{", rehearse=True)
    inside = Run(Wish((), rehearse=True), options={})
    assert list(inside.bring_in(today=TODAY, inside=seen.append)) == []

    assert outcomes(run_results) == ["created", "created", "InvalidJsonError"]
    assert (
        Page.objects.count(),
        ImportRun.objects.count(),
        Person.objects.count(),
        LedgerEntry.objects.count(),
    ) == before


def test_a_run_is_remembered_item_by_item(bring_in):
    bring_in(full_line(), "{", line(headline="Sore gums"))

    run = ImportRun.objects.get()
    assert run.counts == {"created": 2, "skipped": 1}
    assert run.finished_at is not None
    assert list(run.items.values_list("outcome", "source_id", "error")) == [
        ("created", "test:full", ""), ("skipped", "", "InvalidJsonError"), ("created", "test:one", "")
    ]  # fmt: skip
    assert run.items.get(source_id="test:one").suggestions[0]["slug"] == "gum-trouble"
    assert run.items.first().article == Article.objects.get(source_id="test:full")


def test_a_deleted_article_leaves_the_report_readable(bring_in):
    bring_in(line())

    Article.objects.get().delete()

    assert ImportItem.objects.get().article is None
    assert not LastImport.objects.exists()


def test_a_pasted_page_becomes_a_draft_in_the_default_language(bring_in, tmp_path):
    page = tmp_path / "gums.txt"
    page.write_text(PAGE, encoding="utf-8")

    [written] = bring_in(path=page, apply_suggested_terms=True)

    article = latest("text:gums")
    assert (article.language, article.kind, written.vocabulary[0].name) == ("en", "medical", "Diseases")
    assert [term.slug for term in article.terms.all()] == ["gum-trouble"]
    assert outcomes(bring_in(path=page, apply_suggested_terms=True)) == ["unchanged"]


def test_an_image_block_is_the_same_article_after_a_new_import_of_its_own_words(bring_in, tmp_path):
    picture(tmp_path)
    bring_in(image_line())

    [block] = content_of(latest()).images

    assert isinstance(block, Image)
    assert json.loads(json.dumps(Revision.objects.get().content))["title"] == "One article"


def test_a_skipped_item_is_told_with_its_source_id(bring_in):
    [skipped] = bring_in(line(kind="medicinal"))

    assert isinstance(skipped, Skipped)
    assert skipped.source_id == "test:one"
