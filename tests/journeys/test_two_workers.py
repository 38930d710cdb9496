"""What one process publishes or withdraws, every worker of a running server finds or loses.

`python -m tests.journeys.two_workers` measures how soon.
"""

import json
from contextlib import closing
from urllib.parse import quote

import pytest

from tests.journeys.running_server import Home, Workers

pytestmark = pytest.mark.journey

SECONDS = 20
LINE = {
    "source_id": "journey:quillwort",
    "language": "en",
    "source_url": "https://example.org/quillwort",
    "kind": "information",
    "headline": "A quillwort grows in the garden",
    "summary": "Not a medical word in it.",
    "terms": {"topic": ["support"]},
    "body": [{"type": "question", "question": "Where is the quillwort?", "answer_html": "<p>Beside the pond.</p>"}],
}


@pytest.fixture
def home(tmp_path):
    own = Home(tmp_path / "home")
    own.run("setup")
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(LINE), encoding="utf-8")
    own.run("import", file)
    return own


def finds(words):
    """Return the address that searches, and whether an answer of it has found one article and counted it."""

    def is_found(content):
        answer = json.loads(content)
        counts = {term["slug"]: term["count"] for facet in answer["facets"] for term in facet["terms"]}
        return answer["total"] == len(answer["hits"]) == counts["support"] == 1

    return f"/api/v1/articles?q={quote(words)}", is_found


def test_a_publish_in_one_process_is_found_by_every_worker_and_a_withdrawal_is_lost_by_all(home):
    path, is_found = finds("quillwort")
    with home.serve(workers=2) as port, closing(Workers(port, workers=2)) as workers:
        assert not any(map(is_found, workers.ask(path)))

        told = json.loads(home.run("publish", _slug(home), "--json"))
        found = workers.all_say(path, is_found, seconds=SECONDS)
        home.run("withdraw", told["slug"], "--reason", "It wilted.")
        lost = workers.all_say(path, lambda content: not is_found(content), seconds=SECONDS)

    assert None not in found
    assert None not in lost


def _slug(home):
    file = home.folder.parent / "all.jsonl"
    home.run("export", file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return next(line["slug"] for line in lines if line["source_id"] == LINE["source_id"])
