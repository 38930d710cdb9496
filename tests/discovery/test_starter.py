from collections import Counter

import pytest

from wellread.discovery.models import Crisis, WordEquivalent
from wellread.discovery.phrases import normal_form
from wellread.discovery.starter import load_starter, starter_equivalents, starter_is_wanted

pytestmark = pytest.mark.django_db


def test_it_is_loaded_once_and_what_editors_delete_stays_away():
    assert starter_is_wanted()
    equivalents, crises = load_starter()

    assert (WordEquivalent.objects.count(), Crisis.objects.count()) == (equivalents, crises)
    assert not starter_is_wanted()
    WordEquivalent.objects.all().delete()
    Crisis.objects.all().delete()
    assert not starter_is_wanted()


def test_there_are_enough_pairs_in_both_languages_and_each_once():
    pairs = starter_equivalents()
    by_language = Counter(one.language for one in pairs)
    each = Counter((one.language, frozenset(map(normal_form, (one.words, one.equivalent)))) for one in pairs)

    assert by_language["en"] >= 80 and by_language["es"] >= 60
    assert [pair for pair, times in each.items() if times > 1] == []


def test_every_pair_passes_the_rules_of_the_admin():
    load_starter()

    for pair in WordEquivalent.objects.all():
        pair.full_clean()
