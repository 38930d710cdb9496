import json
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client

from wellread.cli import bench
from wellread.cli.benchmarks.asking import Answered, Asked, differences, draw_requests, narrow
from wellread.cli.benchmarks.bare import BarePeer, PlainestPeer
from wellread.cli.benchmarks.engine_peer import EnginePeer
from wellread.cli.benchmarks.fts5 import Fts5Peer
from wellread.cli.benchmarks.in_process import UnequalAnswersError, compare
from wellread.cli.benchmarks.library import MadeLibrary
from wellread.cli.benchmarks.load import put_under_load
from wellread.cli.benchmarks.machine import machine
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.options import Options, options_from_json
from wellread.cli.benchmarks.postgresql import why_not
from wellread.cli.benchmarks.results import Findings
from wellread.cli.benchmarks.tables import in_markdown
from wellread.cli.benchmarks.timing import Times, take_turns
from wellread.cli.benchmarks.vocabulary import facets, lexicon, made_terms
from wellread.cli.benchmarks.wagtail_peer import WagtailPeer
from wellread.cli.benchmarks.wrk import Figures, ask, read_figures
from wellread.cli.exits import ExitCode
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search_in_index
from wellread.publishing.consistency import inconsistencies
from wellread.publishing.models import Edition, Publication

ARTICLES = 80


@pytest.fixture(scope="module")
def library():
    return MadeLibrary(ARTICLES)


@pytest.fixture(scope="module")
def articles(library):
    return list(library)


class TestTheMadeLibrary:
    def test_it_has_the_95_terms_at_the_frequencies_of_the_page_of_origin(self):
        terms = {(term.facet, term.slug): term for term in made_terms()}

        assert len(terms) == 95
        assert {facet: len(own) for facet, own in facets().items()} == {"disease": 57, "topic": 38}
        assert terms["topic", "treatment"].frequency == 1760
        assert terms["disease", "anemia"].frequency == 2

    def test_frequent_terms_stand_at_many_articles_and_those_above_them_too(self):
        numbers = {term.slug: term.number for term in made_terms()}
        counts = Counter(number for article in MadeLibrary(2000) for number in article.all_terms)

        assert counts[numbers["treatment"]] > counts[numbers["diagnosis"]] > counts[numbers["bone-health"]]
        assert counts[numbers["colorectal-cancer"]] >= counts[numbers["colon-cancer"]] > 0

    def test_the_same_seed_makes_the_same_articles_in_a_library_of_any_size(self, articles):
        assert list(MadeLibrary(10)) == articles[:10]
        assert list(MadeLibrary(10, seed=2)) != articles[:10]

    def test_articles_are_as_long_as_real_ones_and_have_questions(self, articles):
        words = [len(article.body.split()) for article in articles]

        assert 300 < sum(words) / len(words) < 700
        assert all(article.headline and article.summary and article.published_on for article in articles)
        assert sum(bool(article.questions) for article in articles) > len(articles) / 2

    def test_some_words_are_much_more_frequent_than_others(self, articles):
        words = Counter(word for article in articles for word in article.body.lower().split())

        assert words["the"] > 20 * words["lump"] > 0
        assert sum(number == 1 for number in words.values()) > 500

    def test_words_that_are_looked_for_are_in_no_term_and_no_synonym(self, library):
        meanings = {word for meaning in lexicon().meanings for word in meaning.words.lower().split()}

        assert len(library.sought) > 1000
        assert not library.sought & meanings


class TestRequests:
    def test_words_stand_in_an_article_together_and_terms_are_of_each_facet(self, library, articles):
        for asked in draw_requests(library, words=2, terms=2, number=20):
            assert any(all(word in article.body.lower() for word in asked.words) for article in articles)
            assert [len(chosen) for chosen in asked.selected.values()] == [2, 2]

    def test_counts_are_taken_from_the_map_in_which_their_own_facet_does_not_narrow(self):
        assert narrow({"": {1: 1, 60: 6}, "disease": {1: 9}}) == {1: 9, 60: 6}

    def test_each_kind_of_difference_is_told(self):
        asked = Asked(("lump",))
        right = Answered(2, (1, 2), {1: 2})

        def told(**wrong):
            return list(differences(asked, {"right": right, "other": Answered(**{**vars(right), **wrong})}))

        assert told() == []
        assert "finds 3" in told(total=3, keys=(1, 2, 3))[0]
        assert "counts {1: 1}" in told(counts={1: 1})[0]
        assert told(counts=None) == []
        assert "shows 1 of 2" in told(keys=(1,))[0]


class TestPeers:
    @pytest.fixture
    def peers(self, tmp_path, articles):
        filled = [
            EnginePeer(tmp_path / "engine"),
            BarePeer(tmp_path / "bare"),
            PlainestPeer(tmp_path / "plainest"),
            Fts5Peer(tmp_path),
        ]
        for peer in filled:
            peer.fill(articles)
        yield {peer.name: peer for peer in filled}
        filled[-1].database.close()

    @pytest.mark.parametrize(("words", "terms"), [(2, 2), (2, 0), (1, 1), (0, 2), (0, 0), (3, 1)])
    def test_all_find_and_count_the_same_as_a_plain_count(self, peers, library, articles, words, terms):
        for asked in draw_requests(library, words=words, terms=terms, number=8):
            answers = {name: peer.answer(asked) for name, peer in peers.items()}

            assert list(differences(asked, {"plain": plain_answer(asked, articles), **answers})) == []

    def test_a_peer_that_counts_wrong_stops_the_bench_before_anything_is_timed(self, tmp_path, monkeypatch):
        monkeypatch.setattr(BarePeer, "answer", lambda self, asked: Answered(0, (), {}))

        with pytest.raises(UnequalAnswersError, match="nothing was timed"):
            compare(Options(articles=20, peers=("bare",), rounds=1), tmp_path, None, findings())

    def test_postgresql_is_left_out_with_a_sentence(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "psycopg", None)

        assert "--postgresql" in why_not("")
        assert "psycopg" in why_not("postgresql:///bench")


class TestTimes:
    def test_percentiles_and_ratios_are_those_of_the_rounds(self):
        own = Times(((1.0, 2.0, 3.0), (4.0, 4.0, 4.0)))
        other = Times(((1.0, 1.0, 1.0), (2.0, 2.0, 2.0)))

        assert (own.median, own.percentile(99), own.percentile(0)) == (3.5, 4.0, 1.0)
        assert own.ratio_to(other) == 2.0

    def test_everybody_is_asked_in_each_round_and_takes_turns_to_begin(self):
        asked = []
        subjects = {name: lambda question, name=name: asked.append(name) for name in "abc"}

        times = take_turns(subjects, [1], rounds=3)

        assert {name: len(one.all) for name, one in times.items()} == {"a": 3, "b": 3, "c": 3}
        assert asked == [*"abc", *"abc", *"bca", *"cab"]


@pytest.mark.django_db
class TestAMadeHome:
    @pytest.fixture
    def home(self, prepared_home, articles):
        made = MadeHome()
        made.fill(articles[:30])
        return made

    def test_its_articles_are_public_as_if_they_had_passed_the_door(self, home, articles, client):
        [found] = [one for one in articles[:30] if one.key == 7]
        result = search_in_index(SearchRequest("en", found.headline), today=date(2026, 11, 23))
        page = client.get(f"/api/v1/articles/{result.hits[0].slug}").json()

        assert result.hits[0].source_id == "made:7"
        assert page["headline"] == found.headline
        assert len(page["body"]) == len(found.passages)
        assert list(inconsistencies()) == []
        assert Edition.objects.count() == 30

    def test_wagtails_search_finds_as_many_articles_as_the_words_stand_in(self, home, articles):
        library = MadeLibrary(30)
        for asked in draw_requests(library, words=2, terms=0, number=10):
            expected = plain_answer(asked, articles[:30])

            assert list(differences(asked, {"plain": expected, "wagtail": WagtailPeer(home).answer(asked)})) == []

    @pytest.mark.urls("wellread.cli.benchmarks.http_urls")
    def test_wagtails_page_shows_what_it_found_page_by_page(self, home, articles):
        [asked] = draw_requests(MadeLibrary(30), words=1, terms=0, number=1)
        total = plain_answer(asked, articles[:30]).total

        shown = Client().get("/wagtail-search/", {"query": asked.words[0]}).content.decode()

        assert f"<p>{total} articles</p>" in shown
        assert shown.count("<h4>") == min(10, total)
        assert "No results found" in Client().get("/wagtail-search/", {"query": "zyxwv"}).content.decode()

    @pytest.mark.urls("wellread.cli.benchmarks.http_urls")
    def test_wagtails_article_page_has_the_same_words_as_ours(self, home, articles):
        [found] = [one for one in articles[:30] if one.key == 7]
        slug = Publication.objects.get(source_id="made:7").slug

        pages = [Client().get(f"/{path}/{slug}/").content.decode() for path in ("wagtail-article", "articles")]

        assert all(passage.text in page for passage in found.passages for page in pages)


WRK = """Running 1s test @ http://127.0.0.1:8000/
  Latency Distribution
     50%  312.00us
     75%    0.98ms
     90%    1.20ms
     99%    1.05s
  21034 requests in 1.10s, 8.19MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 12
Requests/sec:  19096.45
Transfer/sec:      7.44MB
"""


class TestWrk:
    def test_its_figures_are_read_with_their_units(self):
        assert read_figures(WRK) == Figures(a_second=19096.45, median=0.312, slowest=1050.0, failures=15)

    def test_what_cannot_be_read_is_no_figure(self):
        assert read_figures("unable to connect") == Figures(0.0, 0.0, 0.0, 0)

    def test_without_it_our_own_clients_ask(self, monkeypatch):
        monkeypatch.setenv("PATH", "")
        with answering(200) as port:
            figures = ask(port, ["/a"], seconds=0.3, headers={"Accept-Encoding": "br"}, clients=1)

        assert figures.a_second > 0
        assert figures.failures == 0


class TestLoad:
    def test_all_clients_ask_and_failures_are_counted(self):
        with answering(503) as port:
            load = put_under_load("127.0.0.1", port, ["/a", "/b"] * 4, seconds=0.3, clients=4)

        assert load.failures == len(load.times) > 4
        assert 0 < load.percentile(50) <= load.percentile(99)
        assert load.a_second == pytest.approx(len(load.times) / 0.3)


class TestTheCommand:
    def test_options_travel_to_the_measuring_process(self):
        options = Options(articles=70, peers=("fts5",), rounds=2)

        assert options_from_json(options.to_json()) == options
        assert options.in_words == "wellread bench --articles 70 --peers fts5 --rounds 2"

    def test_the_command_that_measures_pages_again_is_told(self):
        options = Options(articles=70, pages=True, seconds=2.5, rounds=1)

        assert options_from_json(options.to_json()) == options
        assert options.in_words == "wellread bench --articles 70 --pages --seconds 2.5 --rounds 1"

    @pytest.mark.parametrize("arguments", [("--articles", 1), ("--peers", "lucene"), ("--rounds", 0)])
    def test_impossible_choices_are_usage_errors(self, wellread, arguments):
        assert wellread("bench", *arguments).code == ExitCode.USAGE

    def test_an_unknown_peer_is_named(self, wellread):
        assert (
            "lucene is none of bare, plainest, fts5, wagtail, postgresql"
            in wellread("bench", "--peers", "bare,lucene").errors
        )

    def test_a_measuring_process_that_fails_ends_the_command_with_its_code(self, wellread, monkeypatch):
        monkeypatch.setattr(bench.sys, "executable", "false")

        assert wellread("bench").code == 1

    @pytest.mark.journey
    def test_a_run_tells_figures_that_were_verified_and_leaves_the_home_alone(self, wellread, own_home, tmp_path):
        out = tmp_path / "bench.md"

        ended = wellread(
            "bench", "--articles", 60, "--peers", "bare,plainest,fts5,wagtail", "--rounds", 1, "--out", out, "--json"
        )

        assert ended.code == ExitCode.DONE, ended.errors
        told = json.loads(ended.output)
        assert any("same totals and counts" in note for note in told["notes"])
        [main] = [
            table for table in told["tables"] if table["title"].startswith("two words, two terms in each facet: ten")
        ]
        assert {row["name"] for row in main["rows"]} == {
            EnginePeer.name, BarePeer.name, PlainestPeer.name, Fts5Peer.name
        }  # fmt: skip
        assert all(row["figures"]["p99 ms"] >= row["figures"]["p50 ms"] > 0 for row in main["rows"])
        assert "| Wagtail's search |" in out.read_text(encoding="utf-8")
        assert list(own_home.iterdir()) == []

    @pytest.mark.journey
    def test_a_run_over_http_compares_the_same_totals(self, wellread):
        ended = wellread("bench", "--articles", 40, "--http", "--rounds", 1, "--seconds", 0.5, "--json")

        assert ended.code == ExitCode.DONE, ended.errors
        told = json.loads(ended.output)
        [table] = told["tables"]
        assert [row["figures"]["failures"] for row in table["rows"]] == [0, 0, 0]
        assert any("same number of articles" in note for note in told["notes"])

    @pytest.mark.journey
    def test_a_run_over_pages_compares_the_same_words(self, wellread):
        ended = wellread("bench", "--articles", 30, "--pages", "--rounds", 1, "--seconds", 1, "--json")

        assert ended.code == ExitCode.DONE, ended.errors
        told = json.loads(ended.output)
        figures = {row["name"]: row["figures"] for row in told["tables"][0]["rows"]}
        assert figures["article, kept, granian"]["failures"] == 0
        assert figures["article, kept, granian"]["p50 ms"] < figures["article, made anew, granian"]["p50 ms"]
        assert any("the same words" in note for note in told["notes"])

    def test_tables_have_the_command_that_makes_them_and_what_was_missed(self):
        text = in_markdown(
            {
                "command": "wellread bench --articles 5000",
                "articles": 5000,
                "machine": vars(machine()),
                "tables": [
                    {
                        "title": "two words",
                        "note": "A note.",
                        "rows": [
                            {"name": "one", "figures": {"p50 ms": 0.5, "articles a second": 12345.6}},
                            {"name": "other", "figures": {"p50 ms": None}},
                        ],
                    }
                ],
                "notes": ["Somebody was left out."],
                "targets": [{"sentence": "quick", "wanted": "2", "found": "3", "met": False}],
            }
        )

        assert "`wellread bench --articles 5000`" in text
        assert "| one | 0.50 | 12,346 |" in text
        assert "| other |  |  |" in text
        assert "- missed: quick: 3 (wanted: 2)" in text
        assert "load at the start" in text


def plain_answer(asked, articles):
    """Return what a plain count finds, the first ten of it in any order."""

    def found(*, leave_out=""):
        chosen = [terms for facet, terms in asked.selected.items() if terms and facet != leave_out]
        return [
            one
            for one in articles
            if set(asked.words) <= _words(one) and all(terms & set(one.all_terms) for terms in chosen)
        ]

    counts = Counter(
        number
        for facet in facets()
        for one in found(leave_out=facet)
        for number in one.all_terms
        if made_terms()[number - 1].facet == facet
    )
    keys = tuple(one.key for one in found())
    return Answered(len(keys), keys[:10], dict(counts))


@cache
def _words(article):
    text = " ".join([article.headline, article.summary, article.questions, article.body]).lower()
    return set("".join(letter if letter.isalnum() else " " for letter in text).split())


def findings():
    return Findings(20, machine(), "wellread bench")


@contextmanager
def answering(status):
    """Run a server that gives every request the same status."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):  # the name is the library's
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
