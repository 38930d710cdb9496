"""The engine as it is used, asked in the same way as its peers."""

from collections.abc import Iterable
from pathlib import Path

from wellread.cli.benchmarks.asking import TOP, Answered, Asked, narrow
from wellread.cli.benchmarks.documents import document
from wellread.cli.benchmarks.library import MadeArticle
from wellread.cli.benchmarks.vocabulary import lexicon
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.values import PassageHit, PassageRequest, Request, Result, State, Suggestion

LIBRARY = "made for wellread bench"
WAIT_SECONDS = 3600.0
SUGGESTIONS = 8


class EnginePeer:
    """Wellread's engine with the vocabulary's synonyms; `with_excerpts` asks for what a page shows besides."""

    name = "Wellread's engine"

    def __init__(self, folder: Path) -> None:
        self.engine = EmbeddedEngine(folder, ("en",))

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        self.engine.rebuild(
            (document(article) for article in articles),
            State(LIBRARY, 1),
            verify=lambda totals: None,
            wait_seconds=WAIT_SECONDS,
        )

    def answer(self, asked: Asked) -> Answered:
        found = self.result(asked)
        return Answered(found.total, tuple(hit.key for hit in found.hits), narrow(found.counts))

    def result(self, asked: Asked, *, with_excerpts: bool = False) -> Result:
        request = Request(
            language="en",
            words=" ".join(asked.words),
            selected=asked.selected,
            limit=TOP,
            with_excerpts=with_excerpts,
        )
        return self.engine.search(request, lexicon())

    def passages(self, question: str) -> tuple[PassageHit, ...]:
        return self.engine.passages(PassageRequest(language="en", words=question), lexicon())

    def suggest(self, beginning: str) -> tuple[Suggestion, ...]:
        return self.engine.suggest("en", beginning, SUGGESTIONS)
