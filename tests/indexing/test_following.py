import pytest

from tests.factories import PersonFactory, TermFactory, make_published, sign_article
from wellread.indexing.following import CHANGES_AT_ONCE, batch_after
from wellread.publishing.changes import last_change, record_change
from wellread.publishing.models import Change, Publication
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Synonym

pytestmark = pytest.mark.django_db


def batch_of(change):
    """Return the batch that a change makes which is made here."""
    before = last_change()
    change()
    return batch_after(before, up_to=last_change())


def key_of(article):
    return Publication.objects.get(article=article).pk


def keys(batch):
    return [document.key for document in batch.put]


def test_a_new_edition_is_put(published):
    def change():
        published.title = "Other words"
        published.save_revision()
        sign_article(published)
        published.get_latest_revision().publish()

    batch = batch_of(change)

    assert [document.headline for document in batch.put] == ["Other words"]
    assert (batch.remove, batch.change) == ((), last_change())


def test_a_withdrawn_article_is_removed(published):
    batch = batch_of(published.unpublish)

    assert (batch.put, batch.remove) == ((), (key_of(published),))


def test_an_article_that_comes_back_is_put(published):
    def change():
        published.unpublish()
        published.get_latest_revision().publish()

    batch = batch_of(change)

    assert (keys(batch), batch.remove) == ([key_of(published)], ())


def test_new_parents_touch_the_articles_below_and_no_others():
    term, below, other = TermFactory(), None, TermFactory()
    below = TermFactory(parents=[term])
    direct, indirect = make_published(terms=[term]), make_published(terms=[below])
    make_published(terms=[other])

    batch = batch_of(lambda: term.parents.add(TermFactory()))

    assert keys(batch) == [key_of(direct), key_of(indirect)]


def test_a_lost_parent_touches_the_articles_below():
    above = TermFactory()
    article = make_published(terms=[TermFactory(parents=[above])])

    assert keys(batch_of(lambda: above.children.clear())) == [key_of(article)]


def test_a_deleted_parent_touches_the_articles_below():
    above = TermFactory()
    article = make_published(terms=[TermFactory(parents=[above])])

    batch = batch_of(above.delete)

    assert keys(batch) == [key_of(article)]
    assert above.pk not in batch.put[0].terms


def test_a_merge_touches_the_articles_of_the_merged_term():
    term, into = TermFactory(), TermFactory()
    article = make_published(terms=[term])
    make_published(terms=[into])

    batch = batch_of(lambda: merge(term, into=into))

    assert keys(batch) == [key_of(article)]


@pytest.mark.parametrize("what", ["name", "slug", "synonym", "person"])
def test_what_is_looked_up_when_reading_touches_nothing(what):
    term = TermFactory()
    make_published(terms=[term])

    def change():
        match what:
            case "name" | "slug":
                setattr(term, what, "another")
                term.save()
            case "synonym":
                Synonym.objects.create(term=term, language="en", words="other words")
            case "person":
                PersonFactory()

    batch = batch_of(change)

    assert (batch.put, batch.remove) == ((), ())
    assert batch.change == last_change()


def test_a_long_list_of_changes_comes_in_parts(published):
    before = last_change()
    for _ in range(CHANGES_AT_ONCE + 1):
        record_change(Change.Kind.SETTINGS, "institution")

    assert batch_after(before, up_to=last_change()).change == before + CHANGES_AT_ONCE
