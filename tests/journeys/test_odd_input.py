"""Whatever is typed into a search, nothing breaks. A seeded part of `python -m tests.journeys.odd_input`."""

import json
import random
from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from tests.journeys.odd_requests import addresses, ask, load_library
from tests.journeys.odd_words import ODD, blocks, byte_strings, named
from wellread.website.headers import SafetyHeadersMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

REQUESTS = 600


@pytest.fixture
def anonymous():
    return Client(raise_request_exception=False)


def test_no_odd_words_break_a_search(anonymous):
    load_library()
    chance = random.Random(1)
    words = [*named(), *byte_strings()]
    wanted = [f"{chance.choice(addresses())}{one}" for one in chance.sample(words, REQUESTS)]

    answers = {address: ask(anonymous, address) for address in wanted}

    assert [address for address, (status, _, _) in answers.items() if status >= 500] == []
    assert {status for status, _, _ in answers.values()} <= {200, 400, 404}


def test_the_api_says_what_is_wrong_with_odd_words(anonymous, published):
    for words in named()[: len(ODD)]:
        status, content, _ = ask(anonymous, f"/api/v1/articles?q={words}")

        answer = json.loads(content)
        assert answer["status"] == 400 and answer["title"] if status == 400 else answer["total"] >= 0


def test_words_come_back_as_text_and_never_as_markup(anonymous, published):
    _, content, _ = ask(anonymous, "/articles/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")

    assert b"<script>alert" not in content


def test_the_odd_words_are_worth_asking():
    assert len(blocks()) > 600
    assert sum(_is_no_text(one) for one in byte_strings()) > 900
    assert len({address.partition("?")[0] for address in addresses()}) >= 7


def test_a_failing_search_would_be_seen(anonymous, monkeypatch):
    def fail(self, request):
        raise ZeroDivisionError

    monkeypatch.setattr(SafetyHeadersMiddleware, "__call__", fail)

    assert ask(Client(raise_request_exception=False), "/articles/?q=lump")[0] == 500


def _is_no_text(encoded):
    try:
        unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
