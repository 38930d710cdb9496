"""Finished pages are kept until something public changes. Whether any is stale: `journeys/test_nothing_stale.py`."""

import gzip
import threading
from datetime import date
from itertools import combinations
from urllib.parse import urlencode

import brotli
import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from tests.factories import make_article, make_published
from wellread.discovery.models import SoughtWords
from wellread.discovery.sought_in_vain import collect
from wellread.publishing.publish import publish
from wellread.website.kept_pages import answering
from wellread.website.kept_pages.answering import page_store, pages_now
from wellread.website.kept_pages.asked import canonical_query, read_asked
from wellread.website.kept_pages.first import KeptPagesFirst
from wellread.website.kept_pages.forms import best_coding, is_known, page_of
from wellread.website.kept_pages.middleware import KeptPagesMiddleware
from wellread.website.kept_pages.store import REMEMBERED, AskedBefore, KeptPages, PageStore, PublicState

TODAY = date(2026, 11, 23)
LONG = "<!DOCTYPE html>" + "A calm sentence. " * 200


@pytest.fixture
def keeping(db, settings, tmp_path):
    settings.WELLREAD_HOME = tmp_path
    settings.WELLREAD_PAGE_CACHE_MB = 4
    page_store().forget()
    yield
    settings.WELLREAD_PAGE_CACHE_MB = 4
    page_store().forget()


class Counted:
    """A view behind the middleware that counts how often it is asked."""

    def __init__(self, answer):
        self.answer = answer
        self.times = 0
        self.middleware = KeptPagesMiddleware(self._view)

    def _view(self, request):
        self.times += 1
        return self.answer(request)

    def get(self, address="/page/", method="get", **headers):
        request = getattr(RequestFactory(), method)(address, headers={"accept-encoding": "br", **headers})
        return self.middleware(request)


@pytest.fixture
def counted(keeping):
    make_published(signed=False)
    return Counted(lambda request: HttpResponse(LONG))


# What is kept


def test_the_second_reader_is_given_the_page_of_the_first(counted):
    first, second = counted.get(), counted.get()

    assert counted.times == 1
    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))


def test_a_page_goes_with_the_next_change_or_day(counted, settings):
    counted.get()
    make_published(signed=False)
    counted.get()

    assert counted.times == 2


def test_a_search_is_kept_when_somebody_asks_a_second_time(counted):
    for _ in range(3):
        counted.get("/page/?q=lump")

    assert counted.times == 2


@pytest.mark.parametrize(
    "other", ["/page/?b=2&a=1", "/page/?a=1&utm_source=letter&b=2", "/page/?fbclid=x&a=1&b=2"]
)  # fmt: skip
def test_the_same_parameters_in_another_order_are_the_same_page(counted, other):
    counted.get("/page/?a=1&b=2")
    counted.get("/page/?a=1&b=2")
    counted.get(other)

    assert counted.times == 2


def test_values_of_one_name_keep_their_order_and_the_api_is_told_of_everything():
    assert canonical_query("/articles/", "b=2&a=9&a=1") == "a=9&a=1&b=2"
    assert canonical_query("/api/v1/articles", "utm_source=x") == "utm_source=x"


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: HttpResponse(LONG, status=404),
        lambda request: HttpResponse(LONG, headers={"Cache-Control": "private, no-store"}),
        lambda request: HttpResponse(LONG, headers={"Vary": "Cookie"}),
        lambda request: HttpResponse(LONG, headers={"Vary": "Accept"}),
        lambda request: StreamingHttpResponse([LONG]),
    ],
    ids=["not found", "no-store", "vary by cookie", "vary by type", "a stream"],
)
def test_what_the_next_reader_may_not_get_is_not_kept(keeping, answer):
    make_published(signed=False)
    counted = Counted(answer)

    counted.get()
    counted.get()

    assert counted.times == 2


def test_an_answer_with_a_cookie_is_neither_kept_nor_packed(keeping):
    make_published(signed=False)

    def answer(request):
        response = HttpResponse(LONG)
        response.set_cookie("sessionid", "secret")
        return response

    counted = Counted(answer)
    counted.get()
    response = counted.get()

    assert counted.times == 2
    assert response.content.decode() == LONG
    assert response.cookies


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/admin/", "get", {}),
        ("/review/1/", "get", {}),
        ("/health/live", "get", {}),
        ("/page/", "post", {}),
        ("/page/", "get", {"cookie": "sessionid=x"}),
        (f"/page/?q={'x' * 600}", "get", {}),
        ("/page/?q=%ff", "get", {}),
    ],
)
def test_what_is_no_question_for_a_page_is_made_each_time(counted, address, method, headers):
    for _ in range(3):
        counted.get(address, method, **headers)

    assert counted.times == 3


def test_the_editors_house_stays_as_it_is(counted):
    response = counted.get("/admin/")

    assert response.content.decode() == LONG
    assert not {"ETag", "Content-Encoding"} & set(response.headers)


def test_a_host_is_given_only_what_was_made_for_it(counted):
    counted.get()
    counted.get(host="localhost")

    assert counted.times == 2


def test_a_part_of_a_page_is_another_page(counted):
    counted.get()
    counted.get(**{"hx-request": "true"})

    assert counted.times == 2


def test_zero_megabytes_keep_nothing(counted, settings):
    settings.WELLREAD_PAGE_CACHE_MB = 0

    counted.get()
    response = counted.get()

    assert counted.times == 2
    assert brotli.decompress(response.content).decode() == LONG


def test_without_its_database_a_process_keeps_nothing(counted, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(answering, "library_and_change", fail)

    assert pages_now() is None
    assert counted.get().status_code == 200


def test_what_the_database_answers_because_the_index_cannot_is_not_kept(keeping):
    published = make_published(signed=False, title="A lump", terms=None)
    client = Client()
    with transaction.atomic():
        # The index follows no change that could still be rolled back.
        publish(make_article(title="Another lump", kind="information"))
        for _ in range(3):
            assert client.get("/articles/?q=lump").status_code == 200

        assert len(pages_now()) == 0
    for _ in range(2):
        client.get("/articles/?q=lump")
    assert len(pages_now()) == 1
    assert published


def test_words_that_find_nothing_are_counted_however_often_they_are_sought(keeping):
    make_published(signed=False)
    for number in range(3):
        # Counted once for each search, not for each page in a row.
        Client().get("/articles/?q=zyxwv")
        Client().get(f"/articles/?q=other{number}")

    collect()

    assert SoughtWords.objects.get(words="zyxwv").times == 3


def test_selections_that_nobody_asks_for_again_take_no_memory(keeping, vocabulary):
    make_published(signed=False, terms=[vocabulary["throat"]])
    terms = [("disease", "throat-cancer"), ("disease", "breast-cancer"), ("topic", "diagnosis"), ("topic", "support")]
    chosen = [some for number in (1, 2, 3) for some in combinations(terms, number)]
    client = Client()

    for some in chosen:
        assert client.get(f"/articles/?{urlencode(some)}").status_code == 200
    after_one = len(pages_now())
    for some in chosen:
        client.get(f"/articles/?{urlencode(some)}")

    assert (after_one, len(pages_now())) == (0, len(chosen))


# What goes over the wire


def test_a_page_is_packed_as_the_reader_likes_it(counted):
    packed, zipped, plain = (counted.get(**{"accept-encoding": name}) for name in ("gzip, br", "gzip", "identity"))

    assert brotli.decompress(packed.content).decode() == LONG
    assert gzip.decompress(zipped.content).decode() == LONG
    assert plain.content.decode() == LONG
    assert [one.headers.get("Content-Encoding") for one in (packed, zipped, plain)] == ["br", "gzip", None]
    assert {one.headers["Vary"] for one in (packed, zipped, plain)} == {"Accept-Encoding"}
    assert len({one.headers["ETag"] for one in (packed, zipped, plain)}) == 3
    assert all(int(one.headers["Content-Length"]) == len(one.content) for one in (packed, zipped, plain))


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("BR;q=0.1", "br"),
        ("br;q=much, gzip", "gzip"),
        ("*", ""),
        ("x" * 500, ""),
    ],
)
def test_the_best_coding_that_a_reader_takes_is_sent(accepted, coding):
    assert best_coding(accepted) == coding


def test_whoever_has_the_page_is_told_so(counted):
    etag = counted.get().headers["ETag"]

    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        response = counted.get(**{"if-none-match": known})

        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == etag
        assert "Content-Length" not in response.headers
    for unknown in ('"other"', "*", etag.replace("-br", "-gzip")):
        assert counted.get(**{"if-none-match": unknown}).status_code == 200
    assert counted.times == 1


def test_a_page_that_says_the_same_after_a_change_has_the_same_tag(counted):
    etag = counted.get().headers["ETag"]
    make_published(signed=False)

    assert counted.get(**{"if-none-match": etag}).status_code == 304
    assert not is_known("", '""')


def test_browsers_ask_again_before_they_show_a_page_a_second_time(counted):
    assert counted.get().headers["Cache-Control"] == "no-cache"


def test_a_view_that_says_how_long_it_holds_is_left_alone(keeping):
    make_published(signed=False)
    counted = Counted(lambda request: HttpResponse(LONG, headers={"Cache-Control": "public, max-age=60"}))

    assert counted.get().headers["Cache-Control"] == "public, max-age=60"


def test_only_the_headers_are_sent_to_whoever_asks_for_them(counted):
    whole = counted.get()
    head = counted.get(method="head")

    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


def test_asking_for_the_headers_keeps_no_page_without_words(counted):
    counted.get(method="head")

    assert brotli.decompress(counted.get().content).decode() == LONG


def test_a_weak_tag_stays_weak_and_pictures_are_not_packed():
    written = page_of(HttpResponse(LONG, headers={"ETag": 'W/"a"'}))
    picture = page_of(HttpResponse(b"x" * 1000, content_type="image/png"))

    assert {form.etag for form in written.forms.values()} == {'W/"a"'}
    assert picture.form("br").body == b"x" * 1000
    assert "Vary" not in dict(picture.form("br").headers)


def test_a_kept_page_has_every_header_that_a_new_one_has(keeping):
    make_published(signed=False, title="A lump", slug="lump")

    new, kept = (Client().get("/articles/lump/") for _ in range(2))

    assert dict(new.headers) == dict(kept.headers)
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "ETag"} <= set(kept.headers)
    assert "Accept-Language" not in kept.headers.get("Vary", "")
    assert len(pages_now()) == 1


# Before Django


def test_what_is_kept_is_given_before_django_is_asked(keeping):
    make_published(signed=False, title="A lump", slug="lump")
    page = Client().get("/articles/lump/", headers={"accept-encoding": "br"})
    told = []

    def application(environ, start_response):
        told.append(environ["PATH_INFO"])
        return [b"Django"]

    first = KeptPagesFirst(application)
    factory = RequestFactory(headers={"accept-encoding": "br"})
    body = first(factory.get("/articles/lump/").environ, lambda status, headers: told.append((status, headers)))
    other = first(factory.get("/articles/other/").environ, lambda status, headers: None)

    assert b"".join(body) == page.content
    assert told[0][0] == "200 OK"
    assert dict(told[0][1]) == dict(page.headers)
    assert (b"".join(other), told[1]) == (b"Django", "/articles/other/")


def test_behind_a_proxy_the_readers_scheme_and_host_count(settings):
    settings.USE_X_FORWARDED_HOST = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    factory = RequestFactory()
    addresses = {
        read_asked(factory.get("/", headers=headers).environ).address
        for headers in (
            {"x-forwarded-proto": "https", "x-forwarded-host": "a.example"},
            {"x-forwarded-proto": "http", "x-forwarded-host": "a.example"},
            {"x-forwarded-proto": "https", "x-forwarded-host": "b.example"},
        )
    }

    assert len(addresses) == 3


# The memory


def state(change=1, day=TODAY, library="one"):
    return PublicState(library, change, day)


def test_a_new_state_drops_all_pages_and_an_old_one_brings_none_back():
    store = PageStore(10**6)
    kept = store.at(state(2))
    kept.put("/", page_of(HttpResponse(LONG)), searches=False)

    assert store.at(state(2)) is kept
    assert store.at(state(1)) is None
    assert store.at(state(2)) is kept
    assert len(store.at(state(3))) == 0
    assert store.at(state(1, library="another")) is not None


def test_a_new_day_drops_all_pages():
    store = PageStore(10**6)
    before = store.at(state())

    assert store.at(state(day=date(2026, 11, 24))) is not before


def test_a_page_that_was_made_too_late_is_found_by_nobody():
    store = PageStore(10**6)
    before = store.at(state(1))
    now = store.at(state(2))

    before.put("/", page_of(HttpResponse(LONG)), searches=False)

    assert now.find("/", searches=False) is None


def test_a_hundred_thousand_different_searches_take_no_more_than_their_share():
    kept = KeptPages(state(), 2**20)
    page = page_of(HttpResponse(LONG))
    kept.put("/", page, searches=False)

    for number in range(100_000):
        address = f"/articles/?disease={number}"
        for _ in range(2):
            if kept.wants(address, searches=True):
                kept.put(address, page, searches=True)

    assert 2**17 < kept.bytes <= 2**18 + page.bytes
    assert kept.find("/", searches=False) is page
    assert kept.find("/articles/?disease=99999", searches=True) is page
    assert kept.find("/articles/?disease=1", searches=True) is None


def test_what_was_asked_for_is_remembered_for_a_while():
    asked = AskedBefore(10)

    assert [asked.was_asked("a"), asked.was_asked("a")] == [False, True]
    for number in range(25):
        asked.was_asked(str(number))
    assert not asked.was_asked("a")
    assert REMEMBERED >= 10_000


def test_a_page_that_would_push_out_too_much_is_not_kept():
    kept = KeptPages(state(), 8_000)

    kept.put("/", page_of(HttpResponse("x" * 5000, content_type="image/png")), searches=False)

    assert len(kept) == 0


def test_a_page_that_is_put_twice_counts_once():
    kept = KeptPages(state(), 10**6)
    page = page_of(HttpResponse(LONG))

    for _ in range(3):
        kept.put("/", page, searches=False)

    assert kept.bytes == page.bytes


def test_many_who_ask_at_once_wait_for_the_first():
    store, made = PageStore(10**6), []
    kept, page = store.at(state()), page_of(HttpResponse(LONG))
    together = threading.Barrier(6)

    def ask():
        together.wait()
        with store.turn("/"):
            if kept.find("/", searches=False) is None:
                made.append(threading.get_ident())
                kept.put("/", page, searches=False)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 1
