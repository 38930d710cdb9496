"""The sample library as its readers meet it: the real server, in a home of its own, and the address of every page."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from wellread.cli.sample_library import FATES, Fate

STARTS_WITHIN_SECONDS = 120
_CURRENT, _SPANISH = "sample:calcium-spots-on-a-mammogram", "sample:sangre-en-la-orina"
_INFORMATION = "sample:a-ride-a-room-and-the-bills"
_STAMP = re.compile(r"/reviews/\d+/")


@dataclass(frozen=True)
class SamplePage:
    """A page in one of its states; the name is that of its pictures."""

    name: str
    path: str
    status: int = 200


@dataclass(frozen=True)
class Site:
    """A running server, and where each article of its library is."""

    url: str
    articles: Mapping[str, Mapping[str, Any]]

    def path_of(self, source_id: str, *, after: str = "") -> str:
        line = self.articles[source_id]
        prefix = "" if line["language"] == "en" else f"/{line['language']}"
        return f"{prefix}/articles/{line['slug']}/{after}"

    def pages(self) -> list[SamplePage]:
        """Return each page that readers can meet, in each of its states."""
        return [*self._finding(), *self._reading(), *self._about()]

    def _finding(self) -> list[SamplePage]:
        slip, question = quote("mamogram"), quote("What are calcium spots?")
        return [
            SamplePage("home", "/"),
            SamplePage("home-es", "/es/"),
            SamplePage("list", "/articles/"),
            SamplePage("list-es", "/es/articles/"),
            SamplePage("list-page-2", "/articles/?page=2"),
            SamplePage("list-filtered", "/articles/?disease=breast-cancer&topic=diagnosis"),
            SamplePage("list-words", "/articles/?q=blood"),
            SamplePage("list-did-you-mean", f"/articles/?q={slip}"),
            SamplePage("list-nothing", "/articles/?q=xyzzyx&disease=sarcoma"),
            SamplePage("list-crisis", f"/articles/?q={quote('I want to die')}"),
            SamplePage("answers-start", "/answers/"),
            SamplePage("answers", f"/answers/?q={question}"),
            SamplePage("answers-nothing", f"/answers/?q={quote('Who won the match?')}"),
            SamplePage("answers-crisis", f"/answers/?q={quote('I want to kill myself')}"),
            SamplePage("facet", "/diseases/"),
            SamplePage("term", "/diseases/breast-cancer/"),
            SamplePage("term-empty", "/diseases/mesothelioma/"),
            SamplePage("term-es", "/es/diseases/breast-cancer/"),
        ]

    def _reading(self) -> list[SamplePage]:
        by_fate = {fate: source_id for source_id, fate in FATES.items()}
        corrected = by_fate[Fate.CORRECTED]
        return [
            SamplePage("article", self.path_of(_CURRENT)),
            SamplePage("article-es", self.path_of(_SPANISH)),
            SamplePage("article-information", self.path_of(_INFORMATION)),
            SamplePage("article-corrected", self.path_of(corrected)),
            SamplePage("article-overdue", self.path_of(by_fate[Fate.OVERDUE])),
            SamplePage("article-reported", self.path_of(by_fate[Fate.REPORTED])),
            SamplePage("article-reported-overdue", self.path_of(by_fate[Fate.REPORTED_OVERDUE])),
            SamplePage("article-not-reviewed", self.path_of(by_fate[Fate.WAIVED])),
            SamplePage("article-withdrawn", self.path_of(by_fate[Fate.WITHDRAWN]), 410),
            SamplePage("changes", self.path_of(corrected, after="changes/")),
            SamplePage("changes-es", self.path_of(_SPANISH, after="changes/")),
            SamplePage("still-current", self.path_of(_CURRENT, after="current/?edition=1")),
            SamplePage("still-current-replaced", self.path_of(corrected, after="current/?edition=1")),
            SamplePage("mistake", self.path_of(_CURRENT, after="mistake/")),
            SamplePage("mistake-es", self.path_of(_SPANISH, after="mistake/")),
            SamplePage("review", self._stamp_of(_CURRENT)),
            SamplePage("review-overdue", self._stamp_of(by_fate[Fate.OVERDUE])),
            SamplePage("person", "/people/maren-sample/"),
        ]

    def _about(self) -> list[SamplePage]:
        return [
            SamplePage("about-review", "/about/review/"),
            SamplePage("about-review-es", "/es/about/review/"),
            SamplePage("privacy", "/privacy/"),
            SamplePage("privacy-es", "/es/privacy/"),
            SamplePage("accessibility", "/accessibility/"),
            SamplePage("not-found", "/articles/calcium-spot/", 404),
            SamplePage("not-found-es", "/es/nada/", 404),
        ]

    def _stamp_of(self, source_id: str) -> str:
        with urlopen(self.url + self.path_of(source_id)) as answer:  # noqa: S310 - our own server
            found = _STAMP.search(answer.read().decode())
        assert found, f"{source_id} links no stamp."
        return found[0]


@contextmanager
def served(home: Path, *, samples: bool) -> Iterator[Site]:
    """Run a server over the sample library, or over an empty one, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    known = {name: value for name, value in os.environ.items() if not name.startswith(("WELLREAD_", "DJANGO_"))}
    environment = {**known, "WELLREAD_HOME": str(home), "WELLREAD_PUBLIC_URL": url}
    environment |= {"WELLREAD_SAMPLE": "true"} if samples else {}
    if samples:
        _run(environment, "demo", "--no-serve")
    else:
        _run(environment, "setup", "--username", "somebody", "--password-file", str(_password_file(home)))
    articles = _exported(environment, home) if samples else {}
    server = subprocess.Popen(
        [sys.executable, "-m", "wellread", "serve", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"{url}/health/ready")
        yield Site(url, articles)
    finally:
        server.terminate()
        server.wait(30)


def _password_file(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    file = home / "first-password"
    file.write_text("unguessable-4711\n", encoding="utf-8")
    return file


def _run(environment: Mapping[str, str], *words: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "wellread", *words], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr


def _exported(environment: Mapping[str, str], home: Path) -> dict[str, dict[str, Any]]:
    file = home / "exported" / "library.jsonl"
    file.parent.mkdir()
    _run(environment, "export", str(file))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {line["source_id"]: line for line in lines}


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own server
            return
        except URLError:
            assert time.monotonic() < until, "The server did not start."
            time.sleep(0.2)
