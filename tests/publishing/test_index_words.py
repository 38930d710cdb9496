import importlib

import pytest
from django.apps import apps

from tests.factories import make_published
from wellread.publishing.index_words import index_words
from wellread.publishing.models import Edition

pytestmark = pytest.mark.django_db


def test_an_edition_keeps_the_words_that_an_index_needs(published):
    edition = Edition.objects.get(article=published)

    assert edition.index_words == index_words(edition.read())
    assert edition.index_words["summary"] == "Short."
    assert edition.index_words["people"] == [author.person.name for author in published.authors.all()]
    assert edition.index_words["passages"] == [["", "", "Plain words."]]


def test_editions_from_before_get_them_too():
    editions = [Edition.objects.get(article=make_published(signed=False)) for _ in range(2)]
    Edition.objects.update(index_words={})

    importlib.import_module("wellread.publishing.migrations.0002_index_words").fill(apps, None)

    assert [one.index_words for one in Edition.objects.order_by("pk")] == [one.index_words for one in editions]
