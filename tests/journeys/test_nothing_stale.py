"""Whatever changes what readers see, the next request to every public address is right.

What is given with kept pages is compared with what is made anew. `python -m tests.journeys.nothing_stale` does the
same with two workers of a running server, and asks every address that leads anywhere after every change.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from tests.journeys.watched_library import CHANGES, WatchedLibrary, ask, reader
from wellread.website.kept_pages.answering import page_store, pages_now

pytestmark = [pytest.mark.django_db, pytest.mark.journey]


@pytest.fixture
def library(settings, tmp_path):
    settings.WELLREAD_HOME = tmp_path
    settings.WELLREAD_PAGE_CACHE_MB = 16
    page_store().forget()
    yield WatchedLibrary()
    page_store().forget()


def ask_all(addresses):
    """Return what is told with kept pages, and ask for searches once more: then they are kept as well."""
    told = {address: ask(reader(), address) for address in addresses}
    for address in addresses:
        if "?" in address:
            ask(reader(), address)
    return told


def make_all(addresses):
    with override_settings(WELLREAD_PAGE_CACHE_MB=0):
        return {address: ask(reader(), address) for address in addresses}


def test_after_every_change_the_next_answer_of_every_kind_of_page_is_right(library):
    wrong, unseen = {}, []
    before = ask_all(library.one_of_each_kind())

    for change in CHANGES:
        change(library)
        addresses = library.one_of_each_kind()
        told, true = ask_all(addresses), make_all(addresses)
        wrong[change.__name__] = [one for one in addresses if told[one] != true[one]]
        unseen += [] if told != before else [change.__name__]
        before = told

    assert {name: addresses for name, addresses in wrong.items() if addresses} == {}
    assert unseen == []
    assert len(pages_now()) > 20


def test_every_public_address_is_given_as_it_would_be_made(library):
    addresses = library.addresses()

    ask_all(addresses)

    assert ask_all(addresses) == make_all(addresses)
    assert len(addresses) > 100


@pytest.mark.parametrize("days", [1, 40])
def test_when_a_review_falls_due_the_next_answers_say_so(library, days):
    addresses = library.one_of_each_kind()
    day = timezone.now().replace(year=library.due().year, month=library.due().month, day=library.due().day, hour=12)
    with time_machine.travel(day, tick=False):
        before = ask_all(addresses)
    with time_machine.travel(day + timedelta(days=days), tick=False):
        told, true = ask_all(addresses), make_all(addresses)

    assert told == true
    assert told["/articles/tired/"] != before["/articles/tired/"]
    assert told["/api/v1/articles"] != before["/api/v1/articles"]
