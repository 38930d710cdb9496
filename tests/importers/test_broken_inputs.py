import pytest
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from tests.importers.broken import FILES, LINES
from tests.importers.pages import line, write_lines
from wellread.articles.models import Article, Person
from wellread.importers.models import ImportItem, LastImport
from wellread.review.models import LedgerEntry, ReportedReview

pytestmark = pytest.mark.django_db

GOOD = [line(source_id=f"test:good-{number}", slug=f"good-{number}") for number in (1, 2)]


def rows():
    models = [Page, Article, Revision, Person, ReportedReview, LedgerEntry, get_image_model(), LastImport]
    return {model.__name__: model.objects.count() for model in models}


@pytest.fixture
def rows_of_the_good(bring_in, tmp_path):
    """How many rows there are once the good items are in; they go again."""
    before = rows()
    bring_in(*GOOD)
    found = rows()
    for article in Article.objects.all():
        article.delete()
    Revision.objects.all().delete()
    Person.objects.all().delete()
    assert rows() == before
    return found


@pytest.mark.parametrize("broken", LINES, ids=lambda broken: broken.name)
def test_a_broken_line_is_named_and_the_good_ones_beside_it_arrive_whole(bring_in, rows_of_the_good, tmp_path, broken):
    (tmp_path / "words.png").write_text("only words")

    results = bring_in(GOOD[0], broken.content(), GOOD[1])

    assert [str(result.outcome) for result in results] == ["created", "skipped", "created"]
    assert results[1].error == broken.error
    assert len(results[1].sentence) < 400
    assert str(results[1].where).endswith("articles.jsonl, line 2")
    assert rows() == rows_of_the_good
    assert ImportItem.objects.filter(outcome="skipped", error=broken.error).count() == 1


@pytest.mark.parametrize("broken", FILES, ids=lambda broken: broken.name)
def test_a_broken_file_is_named_and_the_good_ones_beside_it_arrive_whole(bring_in, rows_of_the_good, tmp_path, broken):
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "a.jsonl", GOOD[0])
    (folder / f"b{broken.ending}").write_bytes(broken.content())
    write_lines(folder / "c.jsonl", GOOD[1])

    results = bring_in(path=folder)

    assert [str(result.outcome) for result in results] == ["created", "skipped", "created"]
    assert (results[1].error, results[1].where.file.stem) == (broken.error, "b")
    assert rows() == rows_of_the_good
